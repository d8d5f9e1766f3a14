"""From a page of HTML, or a part of it, to blocks: what a browser shows, without the marks of its program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reader.ingest.draft import BULLET, CELLS, SOFT_HYPHEN, numeral
from reader.ingest.html_tree import HIDDEN, Node
from reader.ingest.html_words import BLOCKS, KINDS, MARKS_OF, QUOTATION, raised
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.whole_number import whole_number

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LINES = re.compile(r"\n(?:[ \t\f]*\n)+")
_LONGEST_CELL = 500
"""Code points of a cell; in a table with longer ones, or with paragraphs in its cells, the table lays out the page."""
_IN_CELLS = BLOCKS - {"p", "div"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is shown."""

    kind: Kind
    words: list[Words]
    inside: Node
    """The innermost element around it that holds anything beside it."""

    @property
    def text(self) -> str:
        """Its words as text."""
        return "".join(each.text for each in self.words)


def blocks_of(node: Node, left_out: frozenset[str] = frozenset()) -> list[Block]:
    """Return the blocks in an element, without what is in elements of the tags in ``left_out``."""
    writer = _Writer(node, HIDDEN | left_out)
    writer.take(node)
    writer.end()
    return writer.blocks


class _Writer:
    """Collects ``blocks``."""

    def __init__(self, root: Node, left_out: frozenset[str]) -> None:
        self.blocks: list[Block] = []
        self._left_out = left_out
        self._words: list[Words] = []
        self._kinds: list[Kind] = []
        self._around = [root]
        """The elements around what is taken that begin and end a block, from outside."""
        self._holding: dict[int, bool] = {}
        """Of these, by their ids, whether they hold anything beside what is taken."""
        self._mark = ""
        """What the next block begins with: the mark of a list item."""
        self._marks = Marks.NONE
        self._raised = False
        self._as_it_is = False
        self._page = ""
        """The label of a page that begins with the next words."""

    def end(self) -> None:
        """End the block that is open."""
        words, self._words = self._words, []
        kind = self._kinds[-1] if self._kinds else Kind.PARAGRAPH
        for part in _paragraphs(words) if kind is Kind.PARAGRAPH else [words]:
            if any(each.text.strip() for each in part):
                mark, self._mark = self._mark, ""
                part = [Words(mark), *part] if mark and kind is Kind.LIST_ITEM else part
                self.blocks.append(Block(kind, part, self._inside()))

    def _inside(self) -> Node:
        """Return the innermost element around that holds anything beside what is taken; the outermost if none does."""
        for node in reversed(self._around):
            if id(node) not in self._holding:  # looked at once: a page may have any number of blocks in one element
                self._holding[id(node)] = _holds_others(node)
            if self._holding[id(node)]:
                return node
        return self._around[0]

    def take(self, node: Node) -> None:
        """Add what an element shows."""
        tag = node.tag
        if tag in self._left_out or "hidden" in node.attributes:
            return
        if (label := _page_label(node)) is not None:
            self._page = label or self._page
        elif tag == "br":
            self._words.append(Words("\n"))
        elif tag == "tr" and _is_row(node):
            self.end()
            self._row(node)
        elif tag in BLOCKS:
            self._block(node)
        elif _is_note_mark(node):
            self._text(f"[{node.text().strip().strip('[]')}]")
        elif "doc-backlink" not in node.attributes.get("role", ""):
            self._inline(node)

    def _block(self, node: Node) -> None:
        self.end()
        self._around.append(node)
        was = self._as_it_is
        self._as_it_is = was or node.tag == "pre"
        kind = KINDS.get(node.tag)
        if kind:
            self._kinds.append(kind)
        if node.tag in ("ul", "ol"):
            self._list(node)
        else:
            self._all(node.children)
        self.end()
        if kind:
            self._kinds.pop()
        self._around.pop()
        self._as_it_is = was

    def _list(self, node: Node) -> None:
        first = node.attributes.get("start", "")
        number = whole_number(first, 1)
        for child in node.children:
            if isinstance(child, Node) and child.tag == "li":
                given = child.attributes.get("value", "")
                number = whole_number(given, number)
                self.end()
                self._mark = f"{numeral(number, node.attributes.get('type', ''))}. " if node.tag == "ol" else BULLET
                number += 1
            self._all([child])
        self._mark = ""

    def _row(self, row: Node) -> None:
        line: list[Words] = []
        for cell in row.children:
            if isinstance(cell, Node) and cell.tag in ("td", "th"):
                self._all(cell.children)
                words, self._words = self._words, []
                line += [Words(CELLS)] if line else []
                line += [replace(each, text=each.text.replace("\n", " ")) for each in words]
        self.blocks.append(Block(Kind.LIST_ITEM, line, row))

    def _inline(self, node: Node) -> None:
        marks, is_raised = self._marks, self._raised
        self._marks |= MARKS_OF.get(node.tag, Marks.NONE)
        self._raised = is_raised or node.tag == "sup"
        if node.tag == "q":
            self._text(QUOTATION[False])
        self._all(node.children)
        if node.tag == "q":
            self._text(QUOTATION[True])
        self._marks, self._raised = marks, is_raised

    def _all(self, children: Iterable[Node | str]) -> None:
        for child in children:
            if isinstance(child, Node):
                self.take(child)
            else:
                self._text(child)

    def _text(self, text: str) -> None:
        text = text.replace(SOFT_HYPHEN, "")
        if not self._as_it_is:
            text = _BLANKS.sub(" ", text)
            if text.startswith(" ") and (not self._words or self._words[-1].text.endswith((" ", "\n"))):
                text = text[1:]
        if not text:
            return
        page = ""
        if text.strip():
            page, self._page = self._page, ""
        self._words.append(Words(raised(text) if self._raised else text, self._marks, page=page))


def _holds_others(node: Node) -> bool:
    """Whether an element holds several blocks, or text beside a block."""
    return any(each.tag in BLOCKS for each in node.elements) and sum(map(_is_shown, node.children)) > 1


def _is_shown(child: Node | str) -> bool:
    return isinstance(child, Node) or not child.isspace()


def _paragraphs(words: list[Words]) -> Iterator[list[Words]]:
    """Yield the paragraphs that empty lines separate, as old pages have them."""
    part: list[Words] = []
    breaks = 0
    for each in words:
        if each.text == "\n":
            breaks += 1
        elif each.text.strip(" "):
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(each)
    yield part


def _is_row(row: Node) -> bool:
    """Whether the cells of a row are data, and not there to lay out the page."""
    cells = [cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")]
    texts = [cell.text().strip() for cell in cells]
    if sum(map(bool, texts)) < 2 or max(map(len, texts)) > _LONGEST_CELL:
        return False
    return not any(node.tag in _IN_CELLS for cell in cells for node in cell.nodes() if node is not cell)


def _page_label(node: Node) -> str | None:
    """Return the label of the page that begins at an element, empty if it has none; None if no page begins.

    EPUB Structural Semantics 1.1, ``pagebreak``; DPUB-ARIA, ``doc-pagebreak``.
    """
    given = node.attributes
    if "pagebreak" not in given.get("epub:type", "").split() and given.get("role") != "doc-pagebreak":
        return None
    label = given.get("title") or given.get("aria-label") or node.text()
    return label.strip().removeprefix("p.").strip()


def _is_note_mark(node: Node) -> bool:
    """Whether an element is the number of a note in the text."""
    return "noteref" in node.attributes.get("epub:type", "") or node.attributes.get("role") == "doc-noteref"
