"""Where the content of a block, which a parser has freed of indentation and marks, stands in the source."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.span import Span

Places = Sequence["int | None"]
"""Of each code point of a content, where it is in the source; None if that is not known."""


class SourceLines:
    """The lines of ``source``, which begins at ``offset`` of a longer text."""

    def __init__(self, source: str, offset: int = 0) -> None:
        self._lines = source.split("\n")
        self._starts = []
        for line in self._lines:
            self._starts.append(offset)
            offset += len(line) + 1

    def places(self, content: str, first: int, last: int, behind: int | None = None) -> Places:
        """Return where ``content`` is, whose lines are those from ``first`` to ``last``.

        ``behind``: it is the next cell of a row from this position of the source on.
        """
        places: list[int | None] = []
        for number, words in enumerate(content.split("\n"), first):
            if number > first:
                places.append(None if not places or places[-1] is None else places[-1] + 1)
            places += self._line(words, number, behind) if number < min(last, len(self._lines)) else [None] * len(words)
        return places

    def _line(self, words: str, number: int, behind: int | None) -> Places:
        """Return where the words of a line are."""
        line, start = self._lines[number], self._starts[number]
        known = words.lstrip(" \t")  # a tab may have been taken for blanks
        lead: list[int | None] = [None] * (len(words) - len(known))
        cell = max(0, min((behind or 0) - start, len(line)))
        if behind is not None:
            at = line.find(known, cell)
        elif line.endswith(known):
            at = len(line) - len(known)
        else:
            # Blanks at the end and the closing marks of a heading are not part of the content.
            at = line.rfind(known)
        if at >= 0:
            return [*lead, *range(start + at, start + at + len(known))]
        at = line.find(known.replace("|", "\\|"), cell)
        places = list(lead)
        for letter in known:
            at += letter == "|" and at >= 0
            places.append(start + at if at >= 0 else None)
            at += at >= 0
        return places


def placed(text: str, marks: Marks, places: Places | None, start: int, size: int | None = None) -> list[Words]:
    """Return ``text`` as words that come from ``size`` code points (its own length) of a content from ``start`` on."""
    size = len(text) if size is None else size
    if places is None or not size:
        return [Words(text, marks)]
    if size != len(text):
        first, last = places[start], places[start + size - 1]
        return [Words(text, marks, None if first is None or last is None else Span(first, last + 1))]
    words: list[Words] = []
    begin = 0
    for at in range(1, size + 1):
        here, before = places[start + at] if at < size else None, places[start + at - 1]
        if at == size or here is None or before is None or here != before + 1:
            first = places[start + begin]
            source = None if first is None else Span(first, first + at - begin)
            words.append(Words(text[begin:at], marks, source))
            begin = at
    return words
