"""ODT out (OpenDocument 1.3, part 3): excerpts with citations in the text or in footnotes.

Styles have the names of LibreOffice's built-in ones, so that a person's own template counts when the text is pasted into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reader.citation.line import Line
from reader.exchange.office_document import OfficeDocument, Quotation, runs, write_archive
from reader.exchange.row import Report
from reader.exchange.xml_text import content, element
from reader.text.direction import is_right_to_left
from reader.text.guard import guard

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = (
    f'xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0" xmlns:style="{_NAMES}:style:1.0" '
    f'xmlns:fo="{_NAMES}:xsl-fo-compatible:1.0" xmlns:meta="{_NAMES}:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_TYPE = "application/vnd.oasis.opendocument.text"
_COUNTRIES = {"fr": "FR", "en": "GB"}
_BLANKS = re.compile(r"(?<= ) +|^ +")
"""Blanks that a reader of ODT leaves out (6.1.2), unless an element stands for them."""
_FILES = "".join(
    f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
    for name in ("content.xml", "styles.xml", "meta.xml")
)
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>'
    f"{_FILES}</manifest:manifest>"
)
_ITALIC = (
    '<style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
)
_RTL = "_RTL"
_RTL_STYLES = "".join(
    f'<style:style style:name="{name}{_RTL}" style:family="paragraph" style:parent-style-name="{name}">'
    '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/></style:style>'
    for name in ("Quotations", "Text_20_body")
)
"""The styles of paragraphs that are written from right to left."""


def write(document: OfficeDocument, stream: BinaryIO) -> Report:
    """Write a document, and return how many quotations it has."""
    report = Report("odt")
    report.written = report.kept = len(document.quotations)
    parts = {
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": f"<office:document-content {_NAMESPACES}><office:automatic-styles>{_ITALIC}{_RTL_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(_body(document))}</office:text></office:body></office:document-content>",
        "styles.xml": _styles(document.language),
        "meta.xml": f"<office:document-meta {_NAMESPACES}><office:meta>{element('dc:title', guard(document.title))}"
        f"{element('dc:language', document.language)}</office:meta></office:document-meta>",
    }
    # The type is read at a fixed place of the file (part 2, 3.3), so it comes first and plain.
    write_archive({"mimetype": _TYPE} | {name: _HEAD + part for name, part in parts.items()}, stream, "mimetype")
    return report


def _body(document: OfficeDocument) -> Iterator[str]:
    yield f'<text:p text:style-name="Title">{_words(guard(document.title))}</text:p>'
    for number, quotation in enumerate(document.quotations, start=1):
        yield from _quotation(quotation, number if document.cites_in_notes else 0)
    if document.references:
        title = _words(guard(document.references_title))
        yield f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{title}</text:h>\n'
    for line in document.references:
        yield _paragraph("Bibliography", _line(line))


def _quotation(quotation: Quotation, note: int) -> Iterator[str]:
    """Yield the paragraphs of a quote; ``note`` is the number of the footnote that cites it, 0 to cite it in the text."""
    *before, last = quotation.paragraphs or ("",)
    for words in before:
        yield _worded("Quotations", guard(words))
    behind = _footnote(quotation.citation, note) if note else " " + _line(quotation.citation)
    yield _worded("Quotations", guard(last), behind)
    for lines in quotation.notes:
        yield _worded("Text_20_body", "\n".join(lines))


def _footnote(line: Line, number: int) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{_paragraph('Footnote', _line(line))}</text:note-body></text:note>"
    )


def _worded(style: str, words: str, behind: str = "") -> str:
    """Return a paragraph of words in their direction of writing; ``behind`` is XML that follows them."""
    lines = "<text:line-break/>".join(map(_words, words.split("\n")))
    return _paragraph(f"{style}{_RTL}" if is_right_to_left(words) else style, lines + behind)


def _paragraph(style: str, content_: str) -> str:
    return f'<text:p text:style-name="{style}">{content_}</text:p>'


def _line(line: Line) -> str:
    return "".join(
        f'<text:span text:style-name="Italic">{_words(words)}</text:span>' if is_italic else _words(words)
        for words, is_italic in runs(line)
    )


def _words(words: str) -> str:
    return _BLANKS.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', content(words))


def _style(name: str, paragraph: str, text: str = "", *, above: str = "Standard") -> str:
    shown = name.replace("_20_", " ")
    family = f'style:family="paragraph" style:parent-style-name="{above}"' if above else 'style:family="paragraph"'
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" {family}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def _styles(language: str) -> str:
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-family="\'Times New Roman\'" '
        f'fo:font-size="12pt" fo:language="{language}" fo:country="{_COUNTRIES[language]}"/></style:default-style>'
    )
    every = (
        default,
        _style("Standard", "", above=""),
        _style("Text_20_body", 'fo:margin-bottom="0.28cm" fo:line-height="115%"'),
        _style(
            "Title", 'fo:margin-bottom="0.42cm" fo:keep-with-next="always"', 'fo:font-size="18pt" fo:font-weight="bold"'
        ),
        _style(
            "Heading_20_1",
            'fo:margin-top="0.63cm" fo:margin-bottom="0.21cm" fo:keep-with-next="always"',
            'fo:font-size="14pt" fo:font-weight="bold"',
        ),
        _style(
            "Quotations", 'fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.28cm" fo:line-height="115%"'
        ),
        _style("Bibliography", 'fo:margin-left="1cm" fo:text-indent="-1cm" fo:margin-bottom="0.28cm"'),
        _style("Footnote", 'fo:margin-left="0.6cm" fo:text-indent="-0.6cm"', 'fo:font-size="10pt"'),
    )
    return f"<office:document-styles {_NAMESPACES}><office:styles>{''.join(every)}</office:styles></office:document-styles>"
