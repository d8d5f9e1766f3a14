"""From the tokens of Markdown to blocks: headings, paragraphs, quotes, list items, captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.ingest.html_words import html_blocks
from reader.ingest.markdown_inline import Inline
from reader.ingest.markdown_parser import Parser
from reader.ingest.source_lines import SourceLines
from reader.text.block import Kind
from reader.text.composer import Composed, Composer, Words
from reader.text.emphasis import Marks

if TYPE_CHECKING:
    from markdown_it.token import Token

_CALLOUT = re.compile(r"\[!([\w-]{1,40})\][+-]?[ \t]*")
_TASK = re.compile(r"\[([ xX])\]\s+")
_ATTRIBUTE = r"""(?:[#.][\w:.-]+|-|[\w-]+=(?:"[^"{}\n]*"|[^\s{}"]+))"""
_ATTRIBUTES = re.compile(rf"(?<![ \t])[ \t]*\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*\}}[ \t]*\Z")
"""What a heading may end with in Pandoc and kramdown: ``{#name .class}``."""
_BLOCK_NAME = re.compile(r"(?:\A|(?<![ \t\n])[ \t\n]+)\^(?=[\d-]*[A-Za-z]|\d{6}\Z)[A-Za-z0-9-]{1,80}[ \t]*\Z")
"""What a block may end with in Obsidian, so that links lead to it: ``^a1b2c3``."""
_CONTAINERS = {"blockquote": Kind.QUOTE, "list_item": Kind.LIST_ITEM, "footnote": Kind.PARAGRAPH}
CELLS = " | "
"""Between the cells of a row."""


def compose(raw: str, start: int = 0, *, traced: bool = False) -> Composed:
    """Return what a Markdown text, from ``start`` on, says; if ``traced``, also where its words are in ``raw``."""
    source = raw[start:]
    parser = Parser()
    tokens = parser.blocks(source)
    writer = _Writer(parser, SourceLines(source, start) if traced else None)
    tokens.reverse()
    while tokens:
        writer.take(tokens.pop())  # frees it: a large text has a hundred thousand
    writer.close_block()
    return writer.composer.finished()


class _Writer:
    """Takes block tokens in order."""

    def __init__(self, parser: Parser, lines: SourceLines | None) -> None:
        self.composer = Composer()
        self._inline = Inline(parser)
        self._lines = lines
        self._containers: list[Kind] = []
        self._mark = ""
        """What the next paragraph begins with."""
        self._opens_quote = False
        self._opens_item = False
        self._heading = False
        self._row: list[Words] | None = None
        self._cells = 0
        self._cell_end = 0
        self._open: list[Words] = []
        """The block that may go on, a list item."""
        self._captions: list[list[Words]] = []

    def take(self, token: Token) -> None:
        """Take the next token."""
        name, _, edge = token.type.rpartition("_")
        self._opens_item = self._opens_item and name == "list_item"
        if name in _CONTAINERS and edge in ("open", "close"):
            self._nest(name, token)
        elif token.type == "inline":
            self._words(token)
        elif token.type in ("fence", "code_block"):
            self._code(token)
        elif token.type == "html_block":
            self._html(token)
        elif name in ("bullet_list", "ordered_list"):
            self.close_block()
        elif token.type == "heading_open":
            self.close_block()
            self._heading = True
        elif token.type == "heading_close":
            self._heading = False
        elif token.type == "tr_open":
            self.close_block()
            self._row, self._cells, self._cell_end = [], 0, 0
        elif token.type == "tr_close":
            self._add(Kind.LIST_ITEM, self._row or [])
            self._row = None

    def close_block(self) -> None:
        """Add the block that was open, and the captions of what it showed."""
        block, self._open = self._open, []
        captions, self._captions = self._captions, []
        if block:
            self.composer.add(Kind.LIST_ITEM, block)
        for caption in captions:
            self.composer.add(Kind.CAPTION, caption)

    def _add(self, kind: Kind, words: Iterable[Words], *, fixed: bool = False) -> None:
        captions, self._captions = self._captions, []
        self.close_block()
        self.composer.add(kind, words, fixed=fixed)
        for caption in captions:
            self.composer.add(Kind.CAPTION, caption)

    def _nest(self, name: str, token: Token) -> None:
        self.close_block()
        mark, self._mark = self._mark, ""
        if token.nesting < 0:
            self._containers.pop()
            if self._opens_item and mark[0].isdigit():
                self.composer.add(Kind.PARAGRAPH, [Words(mark)])  # a number alone, such as a year at a sentence's end
            self._opens_item = False
            return
        self._opens_item = name == "list_item"
        self._containers.append(_CONTAINERS[name])
        self._opens_quote = name == "blockquote"
        if name == "footnote":
            self._mark = f"[{token.info}] "
        elif name == "list_item":
            self._mark = f"{token.info}. " if token.info else "• "

    def _words(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        content, skipped = token.content, 0
        behind = self._cell_end if self._row is not None else None
        places = self._lines.places(content, first, last, behind) if self._lines else None
        if self._row is not None:
            self._cell(content, places)
            return
        content = _BLOCK_NAME.sub("", content)
        if self._heading:
            content = _ATTRIBUTES.sub("", content)
            words, captions = self._inline.read(content, places)
            self._captions += captions
            self._add(Kind.HEADING, words)
            return
        kind = self._containers[-1] if self._containers else Kind.PARAGRAPH
        if self._opens_quote and (match := _CALLOUT.match(content)):
            skipped = self._callout(content, match, places)
        elif kind is Kind.LIST_ITEM and self._mark and (match := _TASK.match(content)):
            skipped = match.end()
            self._mark = "☐ " if match[1] == " " else "☑ "
        self._opens_quote = False
        words, captions = self._inline.read(content[skipped:], places[skipped:] if places else None)
        self._paragraph(kind, words, captions)

    def _paragraph(self, kind: Kind, words: Sequence[Words], captions: Sequence[list[Words]]) -> None:
        mark, self._mark = self._mark, ""
        shows = any(each.text.strip() for each in words)
        if kind is not Kind.LIST_ITEM:
            self._captions += captions
            self._add(kind, [Words(mark), *words] if shows and mark else words)
        elif shows:
            self._open += [Words("\n" if self._open else mark), *words]
            self._captions += captions
        else:
            self._captions += captions

    def _callout(self, content: str, match: re.Match[str], places: Sequence[int | None] | None) -> int:
        """Add the title of a callout, and return where what it says begins."""
        end = content.find("\n")
        end = len(content) if end < 0 else end
        title, captions = self._inline.read(content[match.end() : end], places[match.end() : end] if places else None)
        self._captions += captions
        if not any(each.text.strip() for each in title):
            title = [Words(match[1].replace("-", " ").capitalize())]
        self._add(Kind.QUOTE, [Words(each.text, each.marks | Marks.STRONG, each.source) for each in title])
        return end

    def _cell(self, content: str, places: Sequence[int | None] | None) -> None:
        words, captions = self._inline.read(content, places)
        self._captions += captions
        assert self._row is not None
        if self._cells:
            self._row.append(Words(CELLS))
        self._row += [Words(each.text.replace("\n", " "), each.marks, each.source) for each in words]
        self._cells += 1
        if places and (last := places[-1]) is not None:
            self._cell_end = last + 1

    def _code(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        places = None
        if self._lines:
            places = self._lines.places(token.content, first + (token.type == "fence"), last)
        self._add(Kind.PARAGRAPH, self._inline.verbatim(token.content, places, Marks.CODE), fixed=True)

    def _html(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        places = self._lines.places(token.content, first, last) if self._lines else None
        for kind, words in html_blocks(token.content, places):
            self._add(kind, words)
