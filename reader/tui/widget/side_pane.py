"""The pane beside the text: what was marked, each annotation in two to four lines.

A note here is an annotation as it is shown: its tags and its state, the beginning of its quote, its own note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events

from reader.layout.cells import fitted
from reader.layout.excerpt_layout import ExcerptLine
from reader.layout.wrap import wrap
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.text.span import Span
from reader.tui.widget.tall_pane import TallPane

QUOTE_LINES = 2
LOOKED_AT = 400
"""Code points of a quote that are looked at: more than its lines hold in any side pane."""


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation as it is shown.

    ``letter`` is its ink's; ``lane`` is the colour of its lane beside the text, ``#rrggbb`` or the ink's name. ``state`` is
    empty where the anchor holds; ``article`` is empty where all are of one.
    """

    id: str
    quote: str
    tags: tuple[str, ...] = ()
    note: str = ""
    letter: str = ""
    lane: str = ""
    state: str = ""
    article: str = ""


class NoteList:
    """Notes that pass a filter, and their lines. What a note takes to fold and to wrap is paid once."""

    def __init__(self, notes: tuple[Note, ...] = ()) -> None:
        self.notes = notes
        self._folded: dict[Note, str] = {}
        self._wrapped: dict[Note, list[ExcerptLine]] = {}
        self._width = 0

    def passing(self, wanted: str) -> list[Note]:
        """Return the notes that have every word of the filter."""
        words = fold_key(wanted).split()
        return [note for note in self.notes if not words or self._has(note, words)]

    def _has(self, note: Note, words: Sequence[str]) -> bool:
        if note not in self._folded:
            self._folded[note] = _searchable(note)
        return all(word in self._folded[note] for word in words)

    def lines(self, notes: Sequence[Note], width: int) -> list[list[ExcerptLine]]:
        """Return the lines of each note, of ``width`` cells."""
        if width != self._width:
            self._width, self._wrapped = width, {}
        for note in notes:
            if note not in self._wrapped:
                self._wrapped[note] = note_lines(note, width)
        return [self._wrapped[note] for note in notes]


class SidePane(TallPane):
    """Notes with a cursor, in their order. Keys are the screen's; the mouse posts `Chosen`."""

    def __init__(self, *, none: str = "", no_hit: str = "", id: str | None = None) -> None:
        """``none`` stands in place of the notes where there are none, ``no_hit`` where none passes the filter."""
        super().__init__(id=id)
        self._none, self._no_hit = none, no_hit
        self.notes: tuple[Note, ...] = ()
        """All the notes, including those that the filter leaves out."""
        self._list = NoteList()
        self.filter = ""

    def show_notes(self, notes: Sequence[Note], keep: str | None = None) -> None:
        """Show those of ``notes`` that pass the filter, with the cursor on the note ``keep``, or where it was."""
        if self.notes != (given := tuple(notes)):
            self.notes, self._list = given, NoteList(given)
        self._show(keep)

    def sift(self, words: str) -> None:
        """Show only the notes in whose tags, quote, note, state or article each of ``words`` occurs."""
        self.filter = words
        self._show()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap the notes anew, before the list's own handler measures them."""
        self._show()

    def _show(self, keep: str | None = None) -> None:
        shown = self._list.passing(self.filter)
        self.empty = self._no_hit if self.notes else self._none
        self.show_lines([note.id for note in shown], self._list.lines(shown, self.room), keep)


def _searchable(note: Note) -> str:
    quote = mended(note.quote)
    return fold_key(" ".join([*(f"#{tag}" for tag in note.tags), quote, note.note, note.state, note.article]))


def note_lines(note: Note, width: int) -> list[ExcerptLine]:
    """Return the two to four lines of a note, each of just ``width`` cells."""
    state = f"({note.state})" if note.state else ""
    head = [note.letter, state, *(f"#{tag}" for tag in note.tags), f"· {note.article}" if note.article else ""]
    lines = [" ".join(part for part in head if part), *_quoted(guard(mended(note.quote)), width)]
    if note.note:
        lines.append(f"✎ {note.note}")
    shown = [fitted(guard(line), width) for line in lines]
    return [ExcerptLine(shown[0], "head", note.lane if note.letter else ""), *map(ExcerptLine, shown[1:])]


def _quoted(quote: str, width: int) -> list[str]:
    """Return the first lines of a quote; the last of them overflows where more follows."""
    rows = wrap(quote, Span(0, min(len(quote), LOOKED_AT)), width)[:QUOTE_LINES]
    lines = [row.of(quote).rstrip(" ") for row in rows]
    if rows[-1].end < len(quote):
        lines[-1] = quote[rows[-1].start : rows[-1].start + LOOKED_AT]
    return lines
