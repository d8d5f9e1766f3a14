"""What the mouse selects: a click a sentence, a drag the words from where it began."""

from __future__ import annotations

from collections.abc import Callable

from reader.layout.motion import Grain, Selection
from reader.text.span import Span

UnitAt = Callable[[Grain], Span | None]
"""Returns the unit of a grain under the pointer."""


class Drag:
    """From the press of a button to its release."""

    def __init__(self) -> None:
        self._word: Span | None = None
        """The word where the button was pressed; None while it is not."""
        self._left_it = False
        """Whether the pointer has left that word since."""

    def begin(self, unit_at: UnitAt) -> Selection | None:
        """Return the sentence under the pointer, None if there is none."""
        sentence = unit_at(Grain.SENTENCE)
        self._word, self._left_it = unit_at(Grain.WORD) if sentence else None, False
        return Selection(sentence, sentence) if sentence else None

    def go_on(self, unit_at: UnitAt) -> Selection | None:
        """Return the words from where the drag began to the pointer; None if that changes nothing."""
        word = unit_at(Grain.WORD) if self._word else None
        if self._word is None or word is None or (word == self._word and not self._left_it):
            return None
        self._left_it = True
        return Selection(self._word, word, Grain.WORD)

    def end(self) -> None:
        """Forget where it began."""
        self._word = None
