"""From the inline content of Markdown to words and captions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from reader.ingest.html_words import MARKS_OF, QUOTATION, attribute, is_words, raised, tag_of
from reader.ingest.markdown_parser import Parser
from reader.ingest.source_lines import Places, placed
from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.hyphenation import broken_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

STRETCH = 50_000
"""Code points that are parsed at once; what is paired across a longer distance is text."""

_MARKED = re.compile(r"[\\`*_\[<&!^]|~~|==|%%|\n")
_MARKS = {
    "strong": Marks.STRONG, "em": Marks.EMPHASIS, "link": Marks.LINK, "s": Marks.STRUCK, "mark": Marks.HIGHLIGHTED,
}  # fmt: skip
_PICTURE = re.compile(r"(?i)\.(?:avif|bmp|gif|jpe?g|png|svg|webp|mp[34]|m4a|ogg|wav|webm|mov|pdf)$")
_SIZE = re.compile(r"\d+(?:x\d+)?$")

Captions = list[list[Words]]


class Inline:
    """Reads inline content with ``parser``."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def read(self, content: str, places: Places | None = None) -> tuple[list[Words], Captions]:
        """Return the words of ``content`` and the captions of the images in it; ``places``: where it is in the source."""
        if not _MARKED.search(content):
            return placed(content, Marks.NONE, places, 0), []
        words: list[Words] = []
        captions: Captions = []
        for start, end in _stretches(content):
            part = content[start:end]
            reading = _Reading(places[start:end] if places else None, broken=broken_lines(part))
            tokens = self._parser.inline(part)
            reading.closed = {tag for tag, closes in map(tag_of, _tags(tokens)) if closes}
            for token in tokens:
                reading.take(token)
            words += reading.words
            captions += reading.captions
        return words, captions

    def verbatim(self, content: str, places: Places | None, marks: Marks) -> list[Words]:
        """Return ``content`` as it is."""
        return placed(content, marks, places, 0)


def _stretches(content: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(content) - start > STRETCH:
        half = start + STRETCH // 2
        cut = max(content.rfind(end, half, start + STRETCH) for end in (". ", "\n"))
        cut = max(cut, content.rfind(" ", half, start + STRETCH)) if cut < 0 else cut
        end = cut + 1 if cut >= 0 else start + STRETCH
        yield start, end
        start = end
    yield start, len(content)


def _tags(tokens: list[Token]) -> Iterator[str]:
    return (token.content for token in tokens if token.type == "html_inline")


class _Reading:
    """The words of one content so far.

    ``base``: where in ``places`` it begins. ``broken``: the line ends inside of broken words, which stay.
    """

    def __init__(self, places: Places | None, base: int = 0, broken: Collection[int] = ()) -> None:
        self.words: list[Words] = []
        self.captions: Captions = []
        self._places = places
        self._base = base
        self._broken = broken
        self._marks = Marks.NONE
        self._open: list[Marks] = []
        self._tags: dict[str, int] = {}
        self._hidden = ""
        self.closed: set[str] = set()
        """The elements of HTML that end in this content; others hide nothing."""

    def take(self, token: Token) -> None:
        """Take the next token."""
        kind = token.type
        name, _, edge = kind.rpartition("_")
        if kind == "html_inline":
            self._html(token)
        elif self._hidden:
            return
        elif name in _MARKS and edge in ("open", "close"):
            if edge == "open":
                self._open.append(_MARKS[name])
            elif _MARKS[name] in self._open:
                self._open.remove(_MARKS[name])
            self._mark()
        elif kind == "text" or kind == "text_special":
            self._add(token)
        elif kind == "code_inline":
            self._add(token, Marks.CODE)
        elif kind == "hardbreak" or (kind == "softbreak" and token.meta.get("at") in self._broken):
            self._add(token, content="\n")
        elif kind == "softbreak":
            self._add(token, content="" if self.words and self.words[-1].text.endswith("\n") else " ")
        elif kind == "image":
            self._image(token)
        elif kind == "embed":
            self._embed(token)

    def _mark(self) -> None:
        """Note which marks are open."""
        tags = (MARKS_OF[tag] for tag, count in self._tags.items() if count and tag in MARKS_OF)
        self._marks = reduce(or_, (*self._open, *tags), Marks.NONE)

    def _add(self, token: Token, more: Marks = Marks.NONE, content: str | None = None) -> None:
        text = token.content if content is None else content
        if not text:
            return
        text = raised(text) if self._tags.get("sup") else text
        marks = self._marks | more if more else self._marks
        start, size = token.meta.get("at"), token.meta.get("size")
        if size is None and text[0] == " " and self.words and self.words[-1].text[-1] in " \n":
            # What stood between the two spaces is not shown.
            start, text = None if start is None else start + len(text) - len(text.lstrip(" ")), text.lstrip(" ")
            if not text:
                return
        if start is None:
            self.words.append(Words(text, marks))
        else:
            self.words += placed(text, marks, self._places, self._base + start, size)

    def _html(self, token: Token) -> None:
        tag, closes = tag_of(token.content)
        if self._hidden:
            self._hidden = "" if closes and tag == self._hidden else self._hidden
        elif tag in ("script", "style") and not closes and tag in self.closed:
            self._hidden = tag
        elif tag == "br":
            self._add(token, content="\n")
        elif tag == "img" and (words := attribute(token.content, "alt") or attribute(token.content, "title")):
            self.captions.append([Words(words)])
        elif tag == "q":
            self._add(token, content=QUOTATION[closes])
        elif tag in MARKS_OF or (tag == "sup" and tag in self.closed):
            self._tags[tag] = max(0, self._tags.get(tag, 0) + (-1 if closes else 1))
            self._mark()
        elif is_words(token.content, self.closed):
            self._add(token)

    def _image(self, token: Token) -> None:
        inner = _Reading(self._places, self._base + token.meta.get("at", 0) + 2)
        for child in token.children or ():
            inner.take(child)
        words = [Words(each.text.replace("\n", " "), each.marks, each.source) for each in inner.words]
        if any(each.text.strip() for each in words):
            self.captions.append(words)
        elif title := str(token.attrGet("title") or ""):
            self.captions.append([Words(title)])

    def _embed(self, token: Token) -> None:
        """Show the words of an embedded file, or the name of an embedded page."""
        words = "" if _SIZE.match(token.info.strip()) else token.info.strip()
        if not words and not _PICTURE.search(token.content.strip()):
            words = token.content.lstrip("#").replace("#", " > ").strip()
        if words:
            self.captions.append([Words(words)])
