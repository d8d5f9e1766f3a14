"""DOCX: the text as Word shows it when all changes are accepted; notes stand at the end, tables are lines.

Office Open XML (ECMA-376, part 1), 17. Comments, headers and footers are not part of the text. Nor are page breaks: where
Word last broke the pages depends on its fonts and printer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from reader.files.archive import Archive
from reader.files.xml_tree import below, outermost, parse
from reader.ingest.content import Content
from reader.ingest.docx_styles import PLAIN, Lists, Look, Style, Styles, list_of, look_of, value
from reader.ingest.draft import SOFT_HYPHEN, Draft, joined
from reader.ingest.html_words import raised
from reader.ingest.office_metadata import metadata_of
from reader.ingest.signature import open_archive
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.emphasis import Marks
from reader.text.whole_number import whole_number

_TEXT = "word/document.xml"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_INSIDE = frozenset(
    "w:sdt w:sdtContent w:ins w:moveTo w:smartTag w:customXml w:fldSimple w:dir w:bdo m:oMath m:oMathPara m:r".split()
)
"""What words and paragraphs may stand in, and that says nothing of them."""
_NOTES = {"w:footnoteReference": "word/footnotes.xml", "w:endnoteReference": "word/endnotes.xml"}
_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}


def read(data: bytes) -> Content:
    """Return the text. Problem if the file is no DOCX, is damaged, or unpacks to too much."""
    return _Document(open_archive(data, "DOCX", _TEXT)).content()


class _Document:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._body = parse(archive.read(_TEXT), _PREFIXES)
        self._styles = Styles(self._part("word/styles.xml"))
        self._lists = Lists(self._part("word/numbering.xml"))
        self._draft = Draft()
        self._notes: list[tuple[str, Element]] = []
        """The notes in the order of the text, each with its mark."""
        self._all_notes: dict[str, dict[str, Element]] = {}
        self._begun: list[Words] = []
        """The words of paragraphs whose end was deleted: they go on in the next one."""
        self._boxes: list[Element] = []
        """Text boxes that are anchored in the paragraph that is read; they follow it."""

    def content(self) -> Content:
        body = below(self._body, "w:body")
        self._blocks(body if body is not None else ())
        self._draft.add(Kind.PARAGRAPH, self._begun)
        for mark, note in self._notes:  # a note in a note is added to the list
            words = self._joined(note, "\n")
            if words:
                words[0] = Words(words[0].text.lstrip(), words[0].marks)
            self._draft.add(Kind.PARAGRAPH, words, f"{mark} ")
            self._add_boxes()
        core, custom = (self._part(f"docProps/{name}.xml") for name in ("core", "custom"))
        return self._draft.finished(metadata_of(core, custom))

    def _part(self, name: str) -> Element | None:
        data = self._archive.get(name)
        return None if data is None else parse(data, _PREFIXES)

    # -- blocks

    def _blocks(self, elements: Iterable[Element]) -> None:
        for each in elements:
            if each.tag == "w:p":
                self._paragraph(each)
            elif each.tag == "w:tbl":
                self._table(each)
            elif each.tag == "mc:AlternateContent":
                self._blocks(_choice(each))
            elif each.tag in _INSIDE:
                self._blocks(each)

    def _paragraph(self, paragraph: Element) -> None:
        properties = below(paragraph, "w:pPr")
        style = self._styles.of(id_) if (id_ := value(properties, "w:pStyle")) else PLAIN
        if below(properties, "w:rPr/w:del") is not None:
            self._begun += self._words(paragraph, style.look)
            return
        kind, mark = self._kind(properties, style)
        begun, self._begun = self._begun, []
        words = self._words(paragraph, Look() if kind is Kind.HEADING else style.look)
        self._draft.add(kind, [*begun, *words], mark)
        self._add_boxes()

    def _add_boxes(self) -> None:
        """Add the text boxes that are anchored in the words that were read last."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._blocks(box)

    def _kind(self, properties: Element | None, style: Style) -> tuple[Kind, str]:
        """Return the kind of a paragraph and the mark before it. The number of a heading is not part of its words."""
        level = value(properties, "w:outlineLvl")
        if style.kind is Kind.HEADING or whole_number(level, 9) < 9:
            return Kind.HEADING, ""
        id_, depth = list_of(properties)
        mark = self._lists.mark(*((id_, depth) if id_ else style.list))
        return (Kind.LIST_ITEM, mark) if mark else (style.kind or Kind.PARAGRAPH, "")

    def _table(self, table: Element) -> None:
        """Add the rows; what stands alone in a row, as in tables that only lay out a page, is no row."""
        for row in _inside(table, "w:tr"):
            cells = list(_inside(row, "w:tc"))
            filled = [cell for cell in cells if any(text.text for text in cell.iter("w:t"))]
            if len(filled) == 1:
                self._blocks(filled[0])
                continue
            self._draft.row([self._joined(cell, " ") for cell in cells])
            self._add_boxes()

    # -- words

    def _joined(self, element: Element, between: str) -> list[Words]:
        """Return the words of the paragraphs of a cell or a note; those of text boxes in them are none of these."""
        return joined((self._words(each, Look()) for each in _paragraphs(element)), between)

    def _words(self, element: Element, look: Look) -> list[Words]:
        return list(self._runs(element, look))

    def _runs(self, element: Iterable[Element], look: Look) -> Iterator[Words]:
        for each in element:
            if each.tag == "w:r":
                yield from self._run(each, look)
            elif each.tag == "w:hyperlink":
                yield from self._runs(each, Look(Marks.LINK).over(look))
            elif each.tag == "mc:AlternateContent":
                yield from self._runs(_choice(each), look)
            elif each.tag == "m:t":
                yield Words(each.text or "", look.on)
            elif each.tag in _INSIDE or each.tag.startswith("m:"):
                yield from self._runs(each, look)

    def _run(self, run: Element, look: Look) -> Iterator[Words]:
        properties = below(run, "w:rPr")
        if properties is not None:
            if style := value(properties, "w:rStyle"):
                look = self._styles.of(style).look.over(look)
            look = look_of(properties).over(look)
        if look.hidden:
            return
        is_raised = value(properties, "w:vertAlign") == "superscript"
        for each in run:
            text = self._text(each)
            if text:
                yield Words(raised(text) if is_raised else text, look.on)

    def _text(self, part: Element) -> str:
        """Return what a part of a run shows."""
        if part.tag == "w:t":
            return (part.text or "").replace(SOFT_HYPHEN, "")
        if part.tag in _SIGNS:
            return _SIGNS[part.tag]
        if part.tag == "w:sym":
            return _symbol(part.get("w:char", ""))
        if part.tag in _NOTES:
            return self._note(_NOTES[part.tag], part.get("w:id", ""))
        shown = _choice(part) if part.tag == "mc:AlternateContent" else [part]
        if part.tag in ("mc:AlternateContent", "w:drawing", "w:pict", "w:object"):
            self._boxes += [box for each in shown for box in outermost(each, "w:txbxContent")]
        return ""

    def _note(self, part: str, id_: str) -> str:
        if part not in self._all_notes:
            root = self._part(part)
            notes = root if root is not None else ()
            self._all_notes[part] = {note.get("w:id", ""): note for note in notes}
        note = self._all_notes[part].get(id_)
        if note is None:
            return ""
        mark = self._draft.note()
        self._notes.append((mark, note))
        return mark


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag inside of another, also those in content controls and accepted changes."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag in _INSIDE:
            yield from _inside(each, tag)


def _paragraphs(element: Iterable[Element]) -> Iterator[Element]:
    """Yield the paragraphs inside of an element, tables included, but not those inside of one that was yielded."""
    for each in element:
        if each.tag == "w:p":
            yield each
        elif each.tag not in ("w:del", "w:moveFrom"):
            yield from _paragraphs(_choice(each) if each.tag == "mc:AlternateContent" else each)


def _choice(alternatives: Element) -> list[Element]:
    """Return what one of the alternatives for the same content has: the first that has words, else the first.

    The last may be a fallback, which old programs show.
    """
    several = [each for each in alternatives if each.tag in ("mc:Choice", "mc:Fallback")]
    worded = (each for each in several if any(text.text for text in each.iter("w:t")))
    return list(next(worded, several[0] if several else ()))


def _symbol(code: str) -> str:
    """Return a character of a symbol font; those that are only in that font are U+FFFD."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "\ufffd" if "\ue000" <= character <= "\uf8ff" else character
