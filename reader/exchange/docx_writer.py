"""DOCX out (Office Open XML, ECMA-376 part 1, WordprocessingML): excerpts with citations in the text or in footnotes.

Styles have the names of Word's built-in ones, so that a person's own template counts when the text is pasted into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reader.citation.line import Line
from reader.exchange.office_document import OfficeDocument, Quotation, runs, write_archive
from reader.exchange.row import Report
from reader.exchange.xml_text import content, element
from reader.text.direction import is_right_to_left
from reader.text.guard import guard

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
)
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def write(document: OfficeDocument, stream: BinaryIO) -> Report:
    """Write a document, and return how many quotations it has."""
    report = Report("docx")
    report.written = report.kept = len(document.quotations)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _properties(document),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": f"<w:document {_MAIN}><w:body>{''.join(_body(document))}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_MAIN}>{_SEPARATORS}{''.join(_footnotes(document))}</w:footnotes>",
        "word/styles.xml": _styles(_LANGUAGES[document.language]),
    }
    write_archive({name: _HEAD + part for name, part in parts.items()}, stream)
    return report


def _properties(document: OfficeDocument) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{element('dc:title', guard(document.title))}{element('dc:language', _LANGUAGES[document.language])}"
        "</cp:coreProperties>"
    )


def _body(document: OfficeDocument) -> Iterator[str]:
    yield _paragraph("Title", _run(guard(document.title)))
    for number, quotation in enumerate(document.quotations, start=1):
        yield from _quotation(quotation, number if document.cites_in_notes else 0)
    if document.references:
        yield _paragraph("Heading1", _run(guard(document.references_title)))
    for line in document.references:
        yield _paragraph("Bibliography", _line(line))
    margins = '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    yield f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'


def _quotation(quotation: Quotation, note: int) -> Iterator[str]:
    """Yield the paragraphs of a quote; ``note`` is the number of the footnote that cites it, 0 to cite it in the text."""
    *before, last = quotation.paragraphs or ("",)
    for words in before:
        yield _worded("Quote", guard(words))
    behind = (
        f'<w:r>{_RAISED}<w:footnoteReference w:id="{note}"/></w:r>' if note else _run(" ") + _line(quotation.citation)
    )
    yield _worded("Quote", guard(last), behind)
    for lines in quotation.notes:
        yield _worded("", "\n".join(lines))


def _footnotes(document: OfficeDocument) -> Iterator[str]:
    for number, quotation in enumerate(document.quotations if document.cites_in_notes else (), start=1):
        words = f"<w:r>{_RAISED}<w:footnoteRef/></w:r>{_run(' ')}{_line(quotation.citation)}"
        yield f'<w:footnote w:id="{number}">{_paragraph("FootnoteText", words)}</w:footnote>'


def _worded(style: str, words: str, behind: str = "") -> str:
    """Return a paragraph of words in their direction of writing; ``behind`` is XML that follows them."""
    is_rtl = is_right_to_left(words)
    lines = (_run(line, is_rtl=is_rtl) for line in words.split("\n"))
    return _paragraph(style, "<w:r><w:br/></w:r>".join(lines) + behind, is_rtl=is_rtl)


def _paragraph(style: str, content_: str, *, is_rtl: bool = False) -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:bidi/>" if is_rtl else "")
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content_}</w:p>\n"


def _line(line: Line) -> str:
    return "".join(_run(words, is_italic=is_italic, is_rtl=is_right_to_left(words)) for words, is_italic in runs(line))


def _run(words: str, *, is_italic: bool = False, is_rtl: bool = False) -> str:
    looks = ("<w:i/>" if is_italic else "") + ("<w:rtl/>" if is_rtl else "")
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{content(words)}</w:t></w:r>' if words else ""


def _style(id_: str, name: str, kind: str, paragraph: str = "", run: str = "", based_on: str = "Normal") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = "" if based_on else ' w:default="1"'
    looks = (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")
    return f'<w:style w:type="{kind}"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{base}<w:qFormat/>{looks}</w:style>'


def _styles(language: str) -> str:
    every: Iterable[str] = (
        _style("Normal", "Normal", "paragraph", '<w:spacing w:after="160" w:line="276" w:lineRule="auto"/>', based_on=""),
        _style("DefaultParagraphFont", "Default Paragraph Font", "character", based_on=""),
        _style("Title", "Title", "paragraph", '<w:keepNext/><w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>'),
        _style("Heading1", "heading 1", "paragraph",
               '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="28"/>'),
        _style("Quote", "Quote", "paragraph", '<w:ind w:left="567" w:right="567"/>'),
        _style("Bibliography", "Bibliography", "paragraph", '<w:ind w:left="567" w:hanging="567"/>'),
        _style("FootnoteText", "footnote text", "paragraph", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
               '<w:sz w:val="20"/>'),
        _style("FootnoteReference", "footnote reference", "character", run='<w:vertAlign w:val="superscript"/>',
               based_on="DefaultParagraphFont"),
    )  # fmt: skip
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    defaults = f'<w:rPr>{fonts}<w:sz w:val="24"/><w:lang w:val="{language}"/></w:rPr>'
    return (
        f"<w:styles {_MAIN}><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(every)}</w:styles>"
    )
