"""Markdown, cut into blocks; the text itself is not changed.

Blocks are headings (``#`` or underlined), ``>`` quotes, list items and paragraphs; soft-wrapped lines are one block. Text
between ````` ``` ````` fences is one paragraph. Rules and underlines are boilerplate.
"""

from __future__ import annotations

import re

from reader.text.block import Block, Kind, Piece, numbered, trimmed
from reader.text.front_matter import front_matter_end
from reader.text.plain import is_boilerplate, is_credit, parted
from reader.text.span import Span

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_ITEM = re.compile(r"\s*(?:[*+-]|\d{1,2}[.)])\s+\S")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_UNDERLINE = re.compile(r"\s{0,3}(?:={2,}|-{2,})\s*$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_BOLD_LINE = re.compile(r"\*\*[^*\n]{1,108}[^*\n.!?…:;,]\*\*$")
_LINE = re.compile(r"[^\n]+|\n")
_MARKS = "#>*+-_=`~"
"""The first characters, beside digits, of lines that match one of the patterns above."""


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text."""
    start = front_matter_end(text)
    front: list[Piece] = [(Kind.BOILERPLATE, trimmed(text, 0, start))] if start else []
    return numbered([*front, *(markdown_pieces(text, start) or ())])


def markdown_pieces(text: str, start: int, stop: int | None = None) -> list[Piece] | None:
    """Return the pieces of a Markdown text from ``start`` to ``stop``, by default to its end.

    ``start`` is the end of the front matter or *at rest*: below an empty line and outside a fence. None if ``stop`` is not
    at rest.
    """
    reader = _Reader(text)
    blank = True
    for match in _LINE.finditer(text, start, len(text) if stop is None else stop):
        line = match.group()
        if line == "\n":
            if blank:
                reader.close()
            blank = True
        elif line.isspace():
            reader.close()
            blank = False
        else:
            blank = False
            reader.take(line, match.start())
    if stop is not None and not (reader.rests and blank):
        return None
    reader.end()
    return [piece for piece_read in reader.pieces for piece in _settled(text, piece_read)]


class _Reader:
    """Reads lines; ``pieces`` are the finished blocks."""

    def __init__(self, text: str) -> None:
        self.pieces: list[Piece] = []
        self._text = text
        self._open: Piece | None = None
        self._fenced = False

    def close(self) -> None:
        """End the open block, as at a blank line outside a fence."""
        if self._open and not self._fenced:
            self.pieces.append(self._open)
            self._open = None

    @property
    def rests(self) -> bool:
        """Whether no block is open."""
        return self._open is None

    def end(self) -> None:
        """End the open block at the end of the text, also an unclosed fence."""
        self._fenced = False
        self.close()

    def take(self, line: str, start: int) -> None:
        """Read a line that is not blank; ``start`` is its position in the text."""
        span = trimmed(self._text, start, start + len(line))
        first = self._text[span.start]
        if first not in _MARKS and not first.isdecimal():
            self._extend(Kind.PARAGRAPH, span)
            return
        if _FENCE.match(line):
            if not self._fenced:
                self.close()
            self._extend(Kind.PARAGRAPH, span)
            self._fenced = not self._fenced
            return
        kind = Kind.PARAGRAPH if self._fenced else _kind(line)
        if self._open and self._open[0] is Kind.PARAGRAPH and _UNDERLINE.match(line) and not self._fenced:
            self.pieces += [(Kind.HEADING, self._open[1]), (Kind.BOILERPLATE, span)]
            self._open = None
            return
        if self._open and not (kind is Kind.PARAGRAPH or self._open[0] is kind is Kind.QUOTE):
            self.close()
        self._extend(kind, span)
        if kind in (Kind.HEADING, Kind.BOILERPLATE):
            self.close()

    def _extend(self, kind: Kind, span: Span) -> None:
        self._open = (self._open[0], self._open[1].hull(span)) if self._open else (kind, span)


def _kind(line: str) -> Kind:
    if _HEADING.match(line):
        return Kind.HEADING
    if line.lstrip().startswith(">"):
        return Kind.QUOTE
    if _RULE.match(line):
        return Kind.BOILERPLATE
    return Kind.LIST_ITEM if _ITEM.match(line) else Kind.PARAGRAPH


def _settled(text: str, piece: Piece) -> list[Piece]:
    """Return the kind of a finished paragraph from its words."""
    kind, span = piece
    if kind is not Kind.PARAGRAPH:
        return [piece]
    words = text[span.start : min(span.end, span.start + 700)]
    if is_boilerplate(words):
        return [(Kind.BOILERPLATE, span)]
    if is_credit(words):
        return [(Kind.CAPTION, span)]
    if _BOLD_LINE.match(words) and len(words) == len(span):
        return [(Kind.HEADING, span)]
    return [piece] if _FENCE.match(words) else list(parted(text, span))
