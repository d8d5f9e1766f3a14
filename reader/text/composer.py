"""Makes a canonical text and its structure, block by block, from what a format says: the way of every reader but plain text.

Blocks are separated by an empty line, list items that follow each other by a line end. The rules of wording that plain
text has (`text.rules`) hold for paragraphs here, too: what belongs to the page and not to the article is boilerplate, the
credit of a photo a caption, a short line in bold alone a heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.text.block import Kind, Piece, numbered
from reader.text.emphasis import Emphases, Emphasis, Marks
from reader.text.fold import is_blank
from reader.text.origins import Origin, Origins
from reader.text.pages import Page
from reader.text.plain import is_boilerplate, is_credit, parted
from reader.text.span import Span
from reader.text.structure import Structure

_BOLD_LINE = 110
"""Code points up to which a paragraph in bold is a heading."""
_NO_HEADING = ".!?…:;,"
"""What a heading does not end with."""
_UNCLEAN = re.compile("[\r\0\v\f\x85\u2028\u2029\ufeff]")
_CLEAN = str.maketrans("\r\0\v\f\x85\u2028\u2029\ufeff", "\n\ufffd   \n\n\u2060")
"""For what a canonical text does not have, or not at its beginning, something of the same length."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with the same marks.

    ``source``: where they stand in what was read, if that is known. ``page``: the label of a page that begins with them.
    """

    text: str
    marks: Marks = Marks.NONE
    source: Span | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A canonical text, its structure, and where its words come from."""

    text: str
    structure: Structure
    origins: Origins


class Composer:
    """Takes blocks in order; `finished` returns the text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: Kind | None = None
        self._pieces: list[Piece] = []
        self._emphasis: list[Emphasis] = []
        self._origins: list[Origin] = []
        self._pages: list[Page] = []

    def add(self, kind: Kind, words: Iterable[Words], *, fixed: bool = False) -> None:
        """Add a block; nothing if it is blank. The lines of a ``fixed`` block stay as they are, whatever they say."""
        block = _canonical(_trimmed(words, "\n" if fixed else None))
        text = "".join(each.text for each in block)
        if is_blank(text):
            return
        joint = "" if self._last is None else "\n" if kind is self._last is Kind.LIST_ITEM else "\n\n"
        self._parts += (joint, text)
        start = at = self._length + len(joint)
        for each in block:
            span = Span(at, at + len(each.text))
            if each.page:
                self._pages.append(Page(at, each.page))
            if each.marks and each.text.strip():
                self._emphasis.append(Emphasis(span, each.marks))
            if each.source is not None:
                self._origins.append(Origin(each.source, span))
            at = span.end
        pieces = [(kind, Span(0, len(text)))] if fixed else _settled(kind, text, block)
        self._pieces += [(piece, span.shifted(start)) for piece, span in pieces]
        self._length, self._last = at, kind

    def finished(self) -> Composed:
        """Return the text of all blocks."""
        text = "".join(self._parts)
        structure = Structure(numbered(self._pieces), Emphases.of(self._emphasis), tuple(self._pages))
        return Composed(text, structure, Origins(text, self._origins))


def _settled(kind: Kind, text: str, words: Sequence[Words]) -> Iterable[Piece]:
    """Return the pieces of a block, whose kind may show in its words."""
    whole = Span(0, len(text))
    if kind is not Kind.PARAGRAPH:
        return [(kind, whole)]
    if is_boilerplate(text):
        return [(Kind.BOILERPLATE, whole)]
    if is_credit(text):
        return [(Kind.CAPTION, whole)]
    bold = all(Marks.STRONG in each.marks for each in words if each.text.strip())
    if bold and len(text) <= _BOLD_LINE and "\n" not in text and text[-1] not in _NO_HEADING:
        return [(Kind.HEADING, whole)]
    return parted(text, whole)


def _trimmed(words: Iterable[Words], blanks: str | None) -> list[Words]:
    """Return words without blanks at both ends, and without empty ones."""
    kept = [each for each in words if each.text]
    while kept and not kept[0].text.strip(blanks):
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = _cut(kept[0], len(kept[0].text) - len(kept[0].text.lstrip(blanks)), len(kept[0].text))
        kept[-1] = _cut(kept[-1], 0, len(kept[-1].text.rstrip()))
    return kept


def _cut(words: Words, start: int, end: int) -> Words:
    if (start, end) == (0, len(words.text)):
        return words
    source = words.source
    if source is not None and len(source) == len(words.text):
        source = Span(source.start + start, source.start + end)
    return replace(words, text=words.text[start:end], source=source)


def _canonical(words: Sequence[Words]) -> list[Words]:
    """Return words that are in canonical form together: an accent joins the letter before it, across marks."""
    text = "".join(each.text for each in words)
    clean = list(words)
    if _UNCLEAN.search(text):
        clean = [replace(each, text=each.text.translate(_CLEAN)) for each in words]
    if unicodedata.is_normalized("NFC", text):
        return clean
    made: list[Words] = []
    for each in clean:
        text = each.text
        while made and text and not unicodedata.is_normalized("NFC", made[-1].text[-1:] + text[0]):
            made[-1] = replace(made[-1], text=unicodedata.normalize("NFC", made[-1].text + text[0]))
            text = text[1:]
        if text:
            made.append(replace(each, text=unicodedata.normalize("NFC", text)))
    return made
