"""ODT: the text as LibreOffice shows it when all changes are accepted; notes stand at the end, tables are lines.

OpenDocument 1.3, part 3, 4 to 7 and 9. Comments, headers and footers are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reader.files.archive import Archive, protected
from reader.files.xml_tree import below, outermost, parse
from reader.ingest.content import Content
from reader.ingest.draft import SOFT_HYPHEN, Draft, joined
from reader.ingest.odt_styles import Styles
from reader.ingest.office_metadata import metadata_of
from reader.ingest.signature import open_archive
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.whole_number import whole_number

_TEXT = "content.xml"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_NAMES}{name}:1.0": name for name in ("office", "style", "text", "table", "meta", "manifest")},
    f"{_NAMES}drawing:1.0": "draw",
    f"{_NAMES}xsl-fo-compatible:1.0": "fo",
    f"{_NAMES}svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_NOT_TEXT = frozenset(
    """text:tracked-changes text:sequence-decls text:variable-decls text:user-field-decls office:forms office:annotation
    office:annotation-end text:ruby-text svg:title svg:desc office:event-listeners""".split()
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1_000
"""Blanks that one ``text:s`` may stand for."""


def read(data: bytes) -> Content:
    """Return the text. Problem if the file is no ODT, is damaged or has a password, or unpacks to too much."""
    archive = open_archive(data, "ODT", _TEXT)
    if b"encryption-data" in (archive.get("META-INF/manifest.xml") or b""):
        raise protected()
    return _Document(archive).content()


@dataclass(slots=True)
class _List:
    """A list that is open, or its level: the style, the depth, and the number of the last item."""

    style: str
    depth: int
    number: int


class _Document:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._root = parse(archive.read(_TEXT), _PREFIXES)
        self._styles = Styles(self._part("styles.xml"), self._root)
        self._draft = Draft()
        self._notes: list[tuple[str, Element]] = []
        self._boxes: list[Element] = []
        """What is anchored in the paragraph that is read, and follows it."""
        self._lists: list[_List] = []
        self._last_numbers: dict[tuple[str, int], int] = {}

    def content(self) -> Content:
        body = below(self._root, "office:body/office:text")
        self._blocks(body if body is not None else ())
        for mark, note in self._notes:
            self._draft.add(Kind.PARAGRAPH, self._joined(note, "\n"), f"{mark} ")
            self._add_boxes()
        return self._draft.finished(metadata_of(self._part("meta.xml")))

    def _part(self, name: str) -> Element | None:
        data = self._archive.get(name)
        return None if data is None else parse(data, _PREFIXES)

    # -- blocks

    def _blocks(self, elements: Iterable[Element], mark: str = "") -> None:
        """Add blocks; ``mark`` stands before the first."""
        for each in elements:
            if each.tag in _NOT_TEXT:
                continue
            if each.tag in ("text:p", "text:h"):
                self._paragraph(each, mark)
                mark = ""
            elif each.tag == "text:list":
                self._list(each)
            elif each.tag == "table:table":
                self._table(each)
            else:
                self._blocks(each)

    def _paragraph(self, paragraph: Element, mark: str = "") -> None:
        name = paragraph.get("text:style-name", "")
        kind = Kind.HEADING if paragraph.tag == "text:h" else self._styles.kind(name)
        words = self._words(paragraph, Marks.NONE if kind is Kind.HEADING else self._styles.marks(name))
        if kind is Kind.HEADING:
            self._draft.add(kind, words)  # its number is not part of its words
        elif self._lists:
            self._draft.add(Kind.LIST_ITEM, words, mark)
        else:
            self._draft.add(kind or Kind.PARAGRAPH, words)
        self._add_boxes()

    def _add_boxes(self) -> None:
        """Add what is anchored in the words that were read last; a list that is open is none of its own."""
        boxes, self._boxes = self._boxes, []
        lists, self._lists = self._lists, []
        self._blocks(boxes)
        self._lists = lists

    def _list(self, element: Element) -> None:
        style = element.get("text:style-name", "") or (
            self._lists[-1].style if self._lists else _named_by(element, self._styles)
        )
        depth = len(self._lists) + 1
        level = self._styles.level(style, depth)
        goes_on = element.get("text:continue-numbering") == "true" or "text:continue-list" in element.attrib
        last = self._last_numbers.get((style, depth), 0) if goes_on else 0
        here = _List(style, depth, last or level.first - 1)
        self._lists.append(here)
        for item in element:
            if item.tag == "text:list-item":
                start = item.get("text:start-value", "")
                here.number = whole_number(start, here.number + 1)
                self._blocks(item, level.mark(here.number))
            else:
                self._blocks(item)
        self._lists.pop()
        self._last_numbers[style, depth] = here.number

    def _table(self, table: Element) -> None:
        """Add the rows; what stands alone in a row, as in tables that only lay out a page, is no row."""
        for row in outermost(table, "table:table-row"):
            cells = [cell for cell in row if cell.tag == "table:table-cell"]
            filled = [cell for cell in cells if "".join(cell.itertext()).strip()]
            if len(filled) == 1 or next(row.iter("table:table"), None) is not None:
                self._blocks(filled)
                continue
            self._draft.row([self._joined(cell, " ") for cell in cells])
            self._add_boxes()

    # -- words

    def _joined(self, element: Element, between: str) -> list[Words]:
        """Return the words of the paragraphs of a cell or a note; boxes, notes and comments in them are none of these."""
        return joined((self._words(each) for each in outermost(element, "text:p", "text:h")), between)

    def _words(self, paragraph: Element, marks: Marks = Marks.NONE) -> list[Words]:
        """Return the words of a paragraph. Blanks between them count as one, those of ``text:s`` as they are."""
        words: list[Words] = []
        for each in self._pieces(paragraph, marks):
            text = each.text
            if text.startswith(" ") and (not words or words[-1].text.endswith((" ", "\n"))):
                text = text[1:]
            if text:
                words.append(Words(text.replace("\0", " "), each.marks))
        return words

    def _pieces(self, element: Element, marks: Marks) -> Iterator[Words]:
        if element.text:
            yield _words_of(element.text, marks)
        for each in element:
            yield from self._piece(each, marks)
            if each.tail:
                yield _words_of(each.tail, marks)

    def _piece(self, element: Element, marks: Marks) -> Iterator[Words]:
        tag = element.tag
        if tag == "text:s":
            count = element.get("text:c", "1")
            yield Words("\0" * min(whole_number(count, 1), _MOST_BLANKS), marks)
        elif tag == "text:tab":
            yield Words("\t", marks)
        elif tag == "text:line-break":
            yield Words("\n", marks)
        elif tag == "text:note":
            body = below(element, "text:note-body")
            if body is not None:
                mark = self._draft.note()
                self._notes.append((mark, body))
                yield Words(mark, marks)
        elif tag.startswith("draw:"):
            self._boxes += [element] if tag == "draw:text-box" else outermost(element, "draw:text-box")
        elif tag == "text:span":
            yield from self._pieces(element, marks | self._styles.marks(element.get("text:style-name", "")))
        elif tag not in _NOT_TEXT:
            yield from self._pieces(element, marks | (Marks.LINK if tag == "text:a" else Marks.NONE))


def _words_of(text: str, marks: Marks) -> Words:
    return Words(_BLANKS.sub(" ", text).replace(SOFT_HYPHEN, ""), marks)


def _named_by(element: Element, styles: Styles) -> str:
    """Return the list style that the first paragraph of a list names."""
    first = next(element.iter("text:p"), None)
    return styles.list_of(first.get("text:style-name", "")) if first is not None else ""
