"""Nexis Uni and LexisNexis, DOCX and RTF: a cover, then articles whose structure is in their words.

An article is its title, the source, a line with the date, labels with values (``Byline:``), ``Body``, the text,
``Classification`` with further labels, and ``End of Document``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.containers.language_names import language_tag
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import find_date, given, is_copyright, parse_byline, parse_source
from reader.ingest import docx, rtf
from reader.ingest.content import Content
from reader.ingest.rtf import is_rtf
from reader.ingest.signature import open_archive
from reader.text.block import Kind
from reader.text.problem import Problem
from reader.translation import _

DATABASE = "Nexis"
_MARK = b"End of Document"
_DOCUMENT = "word/document.xml"
_END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(Section|Rubrique|Rubrik|Length|Longueur|Länge|Byline|Auteur|Autor|Highlight|Encart|Dateline|Correction-Date|Series"
    r"|Language|Langue|Sprache|Publication-Type|Type-Publication|Subject|Sujet|Company|Organization|Industry|Geographic"
    r"|Load-Date|Graphic|Copyright)\s*:?[\u00a0 ]*(?<=[:\u00a0])\s*(.*)$",
    re.IGNORECASE,
)
_NAMES = {
    "rubrique": "section", "rubrik": "section", "longueur": "length", "länge": "length", "auteur": "byline",
    "autor": "byline", "encart": "highlight", "langue": "language", "sprache": "language",
}  # fmt: skip
_PAGE = re.compile(r";?\s*(?:Pg|Pages?|S|p)\.?\s*([A-Z]?\d[\w\s,-]*)", re.IGNORECASE)
_EDITION = re.compile(r"\S*\s*\S*\s*(?:Edition|Final)\b.*$")


def recognises_docx(data: bytes) -> bool:
    """Whether a file is such a document in DOCX."""
    try:
        # The part with the words is searched first: this is called for every document that is opened, and parsing takes long.
        if _MARK not in (open_archive(data, "DOCX").get(_DOCUMENT) or b""):
            return False
        return recognises_lines(_lines(docx.read(data)))
    except Problem:
        return False  # opening it as an article says what is wrong with it


def read_docx(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export in DOCX."""
    return entries(_lines(docx.read(data)))


def recognises_rtf(data: bytes) -> bool:
    """Whether a file is such a document in RTF."""
    return is_rtf(data) and _MARK in data and b"Body" in data


def read_rtf(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export in RTF; MissingPackage without the package that reads RTF."""
    return entries(_lines(rtf.read(data)))


def _lines(content: Content) -> list[str]:
    return [line for line in content.text.split("\n") if line.strip()]


def recognises_lines(lines: Sequence[str]) -> bool:
    """Whether lines are those of an export."""
    return any(_END.match(line) for line in lines) and any(
        line.strip().casefold() in ("body", "classification") for line in lines
    )


def entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries; ``lines`` are those of the document, without empty ones."""
    start = number = 0
    for at, line in enumerate(lines):
        if _END.match(line):
            number += 1
            yield _record([words.strip() for words in lines[start:at]], number)
            start = at + 1


def _record(lines: Sequence[str], number: int) -> Entry:
    body = next((at for at, line in enumerate(lines) if line.casefold() == "body"), -1)
    head = lines[: max(body, 0)]
    # The first article has the cover above it, so its date is looked for from below.
    dated = next((at for at in range(len(head) - 1, 1, -1) if _is_date_line(head[at])), -1)
    if body < 0 or dated < 0:
        title = next((line for line in lines if line), "")
        return SkippedEntry(number, title, _("The export has no text of it."))
    end = _end_of_text(lines, body)
    labels = _labels([*head[dated + 1 :], *lines[end:]])
    section, page = section_and_page(labels.get("section", ""))
    day, behind = find_date(head[dated]) or ("", len(head[dated]))
    edition = _EDITION.search(head[dated][behind:])
    name, place = named_place(head[dated - 1])
    fields = parse_source(name) | given(
        place=place,
        author=parse_byline(labels.get("byline", "")),
        date=day,
        section=section,
        page=page,
        language=language_tag(labels.get("language", "").split(";")[0]),
        rights=next((line for line in head[dated:] if is_copyright(line)), ""),
        database=DATABASE,
    )
    if edition:
        fields["edition"] = edition[0].strip()
    blocks = tuple((Kind.PARAGRAPH, line) for line in lines[body + 1 : end] if line)
    if not blocks:
        return SkippedEntry(number, head[dated - 2], _("The export has no text of it."))
    return ArticleRecord(number, head[dated - 2], fields, blocks, labels.get("highlight", ""))


def named_place(line: str) -> tuple[str, str]:
    """Return a source and the place that is written right behind it: ``Le Rivage(Brest)``."""
    match = re.fullmatch(r"(.*\S)\(([^()]+)\)", line)
    return (match[1], match[2]) if match else (line, "")


def _is_date_line(line: str) -> bool:
    date = find_date(line)
    return date is not None and len(line) < 100 and not _LABEL.match(line) and not is_copyright(line)


def _end_of_text(lines: Sequence[str], body: int) -> int:
    """Return where the text ends: at the last ``Classification``, or else at the label that follows it."""
    for at in range(len(lines) - 1, body, -1):
        if lines[at].casefold() == "classification":
            return at
    return next((at for at in range(body, len(lines)) if lines[at].casefold().startswith("load-date:")), len(lines))


def _labels(lines: Sequence[str]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for line in lines:
        if match := _LABEL.match(line):
            name = match[1].casefold()
            labels.setdefault(_NAMES.get(name, name), match[2].strip())
    return labels


def section_and_page(words: str) -> tuple[str, str]:
    """Return section and page of ``Section: News; Pg. A4``."""
    match = _PAGE.search(words)
    if match is None:
        return words.split(";")[0].strip(), ""
    return words[: match.start()].strip(" ;"), match[1].strip()
