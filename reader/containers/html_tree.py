"""A tree of an HTML page, for pages whose elements are known by their names and classes.

It closes what the pages of old databases leave open (``<p>``, ``<td>``, ``<tr>``) and ignores end tags of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tbody td tfoot th thead tr ul".split()
)
_CLOSES = {
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
}
"""The open elements that a start tag closes, up to the nearest table or list."""
_BOUNDS = frozenset("table ul ol dl body".split())
_UNSEEN = frozenset("script style template noscript head".split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What HTML takes for one blank; no-break spaces are none."""
_LINE_ENDS = re.compile(r"[ \t\f]*[\r\n][ \t\r\n\f]*")
DEPTH = 500
"""Open elements up to which a page is followed; deeper ones are siblings."""


class Element:
    """An element: its ``tag``, ``attributes``, ``parent``, and ``children``, which are elements and texts."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str] | None = None, parent: Element | None = None) -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.parent = parent
        self.children: list[Element | str] = []

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Element]:
        """Yield the elements in it, in the order of the page, without itself."""
        waiting: list[Element] = [child for child in reversed(self.children) if isinstance(child, Element)]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def all(self, tag: str = "", class_: str = "", id_: str = "") -> Iterator[Element]:
        """Yield the elements in it that have the tag, the class and the id, as far as they are given."""
        for element in self.walk():
            if (
                (not tag or element.tag == tag)
                and (not class_ or class_ in element.classes)
                and (not id_ or element.attributes.get("id") == id_)
            ):
                yield element

    def first(self, tag: str = "", class_: str = "", id_: str = "") -> Element | None:
        """Return the first of `all`; None if there is none."""
        return next(self.all(tag, class_, id_), None)

    def ancestor(self, tag: str) -> Element | None:
        """Return the nearest element around it that has the tag."""
        element = self.parent
        while element is not None and element.tag != tag:
            element = element.parent
        return element

    @property
    def elements(self) -> list[Element]:
        """The elements that are its children."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """Its words, with one blank for each run of them; line breaks mean nothing."""
        return _BLANKS.sub(" ", "".join(_strings(self))).strip(" ")

    @property
    def spaced(self) -> str:
        """Its words with all their blanks, of which several in a row separate columns; line breaks mean nothing."""
        return _LINE_ENDS.sub(" ", "".join(_strings(self))).strip(" ")

    def lines(self) -> Iterator[str]:
        """Yield its words, line by line: a line ends at ``<br>`` and around blocks. Lines without words are left out."""
        for line in "".join(_strings(self, breaks=True)).split("\n"):
            if words := _BLANKS.sub(" ", line).strip(" "):
                yield words


def _strings(element: Element, *, breaks: bool = False) -> Iterator[str]:
    """Yield the texts in ``element``; with ``breaks``, line ends are those of the page as it is shown."""
    waiting: list[Element | str] = list(reversed(element.children))
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node.replace("\n", " ") if breaks else node
        elif node.tag == "br":
            yield "\n" if breaks else " "
        elif node.tag not in _UNSEEN:
            block = node.tag in _BLOCKS
            waiting += [*(["\n"] if block else []), *reversed(node.children)]
            if block:
                yield "\n" if breaks else " "


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("html")
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            return
        if tag in _BLOCKS:
            self._close_paragraph()
        for closed in _CLOSES.get(tag, ()):
            self._close(closed)
        element = Element(tag, attributes, self._open)
        self._open.children.append(element)
        if tag not in _VOID and self._depth < DEPTH:
            self._open, self._depth = element, self._depth + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self._open
        depth = self._depth
        while element is not None and element.tag != tag:
            if element.tag in ("td", "th") and tag not in _BLOCKS:
                return  # an end tag of nothing does not close a cell
            element, depth = element.parent, depth - 1
        if element is not None and element.parent is not None:
            self._open, self._depth = element.parent, depth - 1

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def _close_paragraph(self) -> None:
        element: Element | None = self._open
        while element is not None and element.tag not in _BLOCKS:
            element = element.parent
        if element is not None and element.tag == "p":
            self.handle_endtag("p")

    def _close(self, tag: str) -> None:
        element: Element | None = self._open
        while element is not None and element.tag not in _BOUNDS:
            if element.tag == tag:
                self.handle_endtag(tag)
                return
            element = element.parent


def parse_html(text: str) -> Element:
    """Return the tree of a page. Every text is a page; what is no markup is its words."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root
