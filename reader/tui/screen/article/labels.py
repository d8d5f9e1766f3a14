"""Labels on the sentences in view: their letters jump there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.command.key_names import shown_key
from reader.layout.bar import Key
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.host import CommandTable

LETTERS = "fjdkslaghrueiwoqpvncmxz"
"""Letters of labels, those under the strongest fingers first."""


def label_letters(count: int) -> list[str]:
    """Return ``count`` labels of the same length: one letter if there are enough of them, else two."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [first + second for first in LETTERS for second in LETTERS][:count]


class Labels:
    """While labels are shown, every key is a letter of one."""

    def __init__(self, view: ArticleView, read_on: Callable[[], None]) -> None:
        """``read_on`` remembers the place that a label has led to."""
        self._view = view
        self._read_on = read_on
        self._spans: dict[str, Span] = {}
        self._letters = ""

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {"move.label": self.show}

    def show(self) -> None:
        """Show a label on each sentence in view."""
        spans = self._view.pane.in_view()
        self._spans = dict(zip(label_letters(len(spans)), spans, strict=False))
        self._letters = ""
        self._view.pane.mark_up(labels={span.start: label for label, span in self._spans.items()})

    def take_key(self, key: str) -> bool:
        """Take a letter of a label; a key that begins no label hides them all."""
        if not self._spans:
            return False
        self._letters += key
        possible = [label for label in self._spans if label.startswith(self._letters)]
        if self._letters in self._spans or not possible:
            target = self._spans.get(self._letters)
            self.forget()
            self._view.pane.mark_up(labels={})
            self._view.screen.tell()
            if target:
                self._view.go(target)
                self._read_on()
        return True

    def mode(self) -> str:
        """Return the mode as the status row shows it; empty while no labels are shown."""
        return _("JUMP to a letter") if self._spans else ""

    def mode_keys(self) -> Sequence[Key]:
        """Return what else can be typed while labels are shown."""
        return ((shown_key("Esc"), _("Leave")),) if self._spans else ()

    def forget(self) -> None:
        """Forget the labels of the article that was shown before."""
        self._spans = {}
