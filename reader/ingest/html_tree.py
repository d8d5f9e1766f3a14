"""A page of HTML as a tree, whatever its author has left out or closed too late (HTML Living Standard, 13.1.2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reader.ingest.html_words import BLOCKS, LESS, without_traps

DEEPEST = 200
"""Levels of elements; what is nested more deeply hangs on the last of them."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_LISTS = frozenset(("ul", "ol", "dl", "table", "select", "body"))
_ENDS_P = frozenset(
    """address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    hr main menu nav ol p pre search section table ul""".split()
)
"""Elements before which a paragraph ends."""
_CLOSED_BY = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "option": frozenset(("option",)),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))),
}
"""By tag, the elements of the same list or table that end where it begins."""


HIDDEN = frozenset(
    """audio button canvas datalist embed head iframe input map math noframes noscript object option rp rt script select
    style svg template textarea title video""".split()
)
"""Elements without words of the text."""
_BREAKS = BLOCKS | {"td", "th"}
"""Elements that stand on lines of their own, or in a cell."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What HTML takes for one blank; no-break spaces are none."""
_LINE_ENDS = re.compile(r"[ \t\f]*[\r\n][ \t\r\n\f]*")


@dataclass(slots=True, eq=False)
class Node:
    """An element: its tag in lower case, its attributes, the element around it, and the elements and texts in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Node | None = field(default=None, repr=False)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[Node]:
        """The elements that are its children."""
        return [child for child in self.children if isinstance(child, Node)]

    def nodes(self) -> Iterator[Node]:
        """Yield this element and all inside of it, in the order in which they begin."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.elements)

    def all(self, *tags: str, class_: str = "", id_: str = "") -> Iterator[Node]:
        """Yield the elements with one of these tags, if any is given, and with the class and the id that are given."""
        for node in self.nodes():
            is_meant = (not class_ or class_ in node.classes) and (not id_ or node.attributes.get("id") == id_)
            if is_meant and (not tags or node.tag in tags):
                yield node

    def first(self, *tags: str, class_: str = "", id_: str = "") -> Node | None:
        """Return the first of `all`; None if there is none."""
        return next(self.all(*tags, class_=class_, id_=id_), None)

    def ancestor(self, tag: str) -> Node | None:
        """Return the nearest element around this one that has the tag; None if there is none."""
        node = self.parent
        while node is not None and node.tag != tag:
            node = node.parent
        return node

    @property
    def line(self) -> str:
        """Its words on one line, a blank for each run of blanks and between blocks."""
        return _BLANKS.sub(" ", self._shown(" ")).strip(" ")

    @property
    def spaced(self) -> str:
        """Its words on one line with all their blanks, of which several in a row separate columns."""
        return _LINE_ENDS.sub(" ", self._shown(" ")).strip(" ")

    def lines(self) -> Iterator[str]:
        """Yield its words, line by line: a line ends at ``<br>`` and around blocks. Lines without words are left out."""
        for line in self._shown("\0").split("\0"):
            if words := _BLANKS.sub(" ", line).strip(" "):
                yield words

    def _shown(self, end: str) -> str:
        """Return the words that are shown, with ``end`` where a line ends."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                parts.append(part)
            elif part.tag == "br":
                parts.append(end)
            elif part.tag not in HIDDEN:
                ends = [end] if part.tag in _BREAKS else []
                parts += ends
                waiting += [*ends, *reversed(part.children)]
        return "".join(parts)

    def text(self) -> str:
        """Return all text in the element, also what is not shown, blanks as they are."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                parts.append(part)
            else:
                waiting += reversed(part.children)
        return "".join(parts)


def tree(html: str) -> Node:
    """Return the root of a page; its tag is empty. Any text gives a tree."""
    builder = _Builder()
    builder.feed(without_traps(html))
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    """Builds ``root``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and close those that end where it begins."""
        if tag in _ENDS_P:
            self._close_within(frozenset(("p",)), frozenset(("button", "table", "td", "th", "li", "blockquote")))
        if tag in _CLOSED_BY:
            self._close_within(_CLOSED_BY[tag], _LISTS)
        node = Node(tag, {name: value or "" for name, value in attrs}, self._open[-1])
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element and close it; in HTML the slash means nothing unless the element is always empty."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open[-1].tag == tag:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element with all in it that is still open; nothing if it is not open."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return
            if self._open[at].tag in ("td", "th", "table") and tag not in ("table", "tr", "tbody", "thead", "tfoot"):
                return  # what is closed too late does not end a table

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._open[-1].children.append(data.replace(LESS, "<"))

    def _close_within(self, tags: frozenset[str], walls: frozenset[str]) -> None:
        """Close the outermost open element of ``tags`` that no element of ``walls`` is inside of."""
        found = 0
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in tags:
                found = at
            elif self._open[at].tag in walls:
                break
        if found:
            del self._open[found:]
