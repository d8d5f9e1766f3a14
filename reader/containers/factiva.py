"""Factiva, HTML and RTF: articles as tables of codes and values, or without codes in a fixed order.

The codes are those of Factiva's display option "with indexing"; text is the lead (LP) and the rest (TD).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.containers.language_names import language_tag
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import WORD_COUNT, given, parse_byline, parse_source
from reader.ingest import rtf
from reader.ingest.html_tree import Node, tree
from reader.ingest.rtf import is_rtf
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.date import is_date, iso_date
from reader.translation import _

DATABASE = "Factiva"
_NUMBER = re.compile(r"(?:Document|Dokument|Documento|文档|文件)\s+(?=\S{10})")
_PARAGRAPH = re.compile(rb"\b[a-z]{2}articleParagraph\b")
"""The class of a paragraph, which begins with its language. Other sites have an ``articleParagraph`` without one."""
_CODE = re.compile(
    r"[ \t|]*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|DE|RST)"
    r"[ \u00a0]*[|\t]\s*(.*?)[\s|]*$"
)
"""A row of RTF: ``HD|La digue|``, or the same with tabs. A cell may contain the bar, too."""
_IN_RTF = tuple(re.compile(rb"\b" + code + rb"\b") for code in (b"HD", b"SN", b"AN", b"LP|TD"))
_OF_LINES = frozenset({"HD", "BY", "LP", "TD", "ART"})
"""The codes whose cells have more than one line."""
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,10}$")


def recognises_html(data: bytes) -> bool:
    """Whether a file is a page of articles, with codes or without."""
    return _PARAGRAPH.search(data) is not None


def read_html(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export in HTML."""
    page = tree(decoded_text(data).text)
    for number, article in enumerate(_articles(page), 1):
        yield _coded(_table(article), number) if article.first("td", class_="index") else _uncoded(article, number)


def recognises_rtf(data: bytes) -> bool:
    """Whether a file is RTF with the codes of Factiva."""
    return (
        is_rtf(data)
        and all(code.search(data) for code in _IN_RTF)
        and re.search(rb"Document\s+\w{10}", data) is not None
    )


def read_rtf(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export in RTF; MissingPackage without the package that reads RTF."""
    rows: list[tuple[str, list[str]]] = []
    number = 0
    for line in rtf.read(data).text.split("\n"):
        if match := _CODE.match(line):
            rows.append((match[1], [match[2]] if match[2] else []))
        elif rows and rows[-1][0] in _OF_LINES and (words := line.strip(" \t|")):
            rows[-1][1].append(words)
        if rows and rows[-1][0] == "AN":
            number += 1
            yield _coded(rows, number)
            rows = []
    if rows:
        yield _coded(rows, number + 1)


def _articles(page: Node) -> Iterator[Node]:
    """Yield one element for each article: pages without codes have two elements around each, one inside the other."""
    for element in page.all("div", class_="article"):
        if any(class_.endswith("Article") for class_ in element.classes):
            yield element


def _table(article: Node) -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for row in article.all("tr"):
        cells = row.elements
        if len(cells) < 2 or "index" not in cells[0].classes:
            continue
        parts = [part.line for part in cells[1].all("p")] or [cells[1].line]
        rows.append((cells[0].line.strip("\u00a0 "), [part for part in parts if part]))
    return rows


def _coded(rows: Sequence[tuple[str, Sequence[str]]], number: int) -> Entry:
    values: dict[str, list[str]] = {}
    for code, parts in rows:
        values.setdefault(code, []).extend(parts)

    def value(code: str) -> str:
        return " ".join(values.get(code, ()))

    day = iso_date(value("PD"), "")
    fields = parse_source(value("SN")) | given(
        author=parse_byline(value("BY")),
        date=day,
        section=value("SE"),
        page=value("PG"),
        edition=value("ED"),
        language=language_tag(value("LA")),
        credit=value("CR"),
        rights=value("CY"),
        database=DATABASE,
    )
    captions = [(Kind.CAPTION, words) for words in values.get("ART", ())]
    blocks = [(Kind.PARAGRAPH, words) for code in ("LP", "TD") for words in values.get(code, ())]
    return _entry(number, value("HD"), fields, (*blocks, *captions), _NUMBER.sub("", value("AN")))


def _entry(number: int, title: str, fields: dict[str, str], blocks: tuple[tuple[Kind, str], ...], id_: str) -> Entry:
    if not any(kind is Kind.PARAGRAPH for kind, _words in blocks):
        return SkippedEntry(number, title, _("The export has no text of it."))
    return ArticleRecord(number, title, fields, blocks, id=id_)


def _uncoded(article: Node, number: int) -> Entry:
    """Read an article without codes: lines in a fixed order; the number of words and the date are recognised by their form."""
    title, author = article.first(id_="hd"), article.first(class_="author")
    before = True
    section = ""
    lines: list[str] = []
    for part in article.elements:
        if part is title:
            before = False
        elif part.tag == "div" and part is not author and part.line:
            if before:
                section = section or part.line
            else:
                lines.append(part.line)
    text = [part.line for part in article.all("p", class_="articleParagraph") if part.line]
    id_ = next((_NUMBER.sub("", part.line) for part in article.all("p") if _NUMBER.match(part.line)), "")
    fields = given(author=parse_byline(author.line if author else ""), section=section) | _by_order(lines)
    blocks = tuple((Kind.PARAGRAPH, words) for words in text)
    return _entry(number, title.line if title else "", fields, blocks, id_)


def _by_order(lines: Sequence[str]) -> dict[str, str]:
    """Return what unlabelled lines say: credit, number of words, date, time, source, its code, edition, page, language, rights."""
    counted = next((at for at, line in enumerate(lines) if WORD_COUNT.fullmatch(line)), -1)
    credit = lines[0] if counted == 1 else ""
    rest = list(lines[counted + 1 :])
    day = iso_date(rest.pop(0), "") if rest and is_date(iso_date(rest[0], "")) else ""
    if rest and re.fullmatch(r"\d{1,2}:\d\d.*", rest[0]):
        rest.pop(0)
    code = next((at for at, line in enumerate(rest) if at and _SOURCE_CODE.fullmatch(line)), 1)
    source, behind = " ".join(rest[:code]), rest[code + 1 :]
    language = next((at for at, line in enumerate(behind) if language_tag(line)), len(behind))
    between = behind[:language]
    page = between.pop() if between and re.search(r"\d", between[-1]) else ""
    rights = behind[language + 1 :]
    return parse_source(source) | given(
        date=day,
        edition=" ".join(between),
        page=page.removeprefix("p. "),
        language=language_tag(behind[language]) if language < len(behind) else "",
        credit=credit,
        rights=rights[0] if rights else "",
        database=DATABASE,
    )
