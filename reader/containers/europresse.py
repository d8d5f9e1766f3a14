"""Europresse, HTML: the layout with ``<article>`` (since about 2013) and the one with nested tables before it.

The layouts are known from the elements and classes that the pages have; there is no description of them. Line breaks in a
paragraph mean nothing, and hits of the search are marked by elements that are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import given, is_copyright, parse_byline, parse_heading, parse_source
from reader.ingest.html_tree import Node, tree
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.date import is_date
from reader.translation import N_, _

DATABASE = "Europresse"
_SIGNS = (b"titreArticleVisu", b"DocPublicationName", b"TitreArticleVisu", b"docOcurrContainer")
_NUMBER = re.compile(r"(?:num[ée]ro de document|document number)\s*:?\s*", re.IGNORECASE)
_DAY_IN_NUMBER = re.compile(r"[·:](\d{4})(\d\d)(\d\d)[·:]")
_BYLINE_WORDS = 10
_TAIL_LINES, _TAIL_LENGTH = 4, 200
"""A line with the rights is one of the last four and has under 200 code points; above, it is text."""
_NO_SOURCE = N_("It is no press article: the database gives no source.")
_NO_TEXT = N_("The export has no text of it.")


def recognises(data: bytes) -> bool:
    """Whether a file is such a page."""
    return any(sign in data for sign in _SIGNS)


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export."""
    # Old exports declare ISO-8859-1 but are UTF-8, so the declared encoding is ignored.
    page = tree(decoded_text(data).text)
    articles = [element for element in page.all("article") if element.ancestor("article") is None]
    if articles:
        for number, article in enumerate(articles, 1):
            yield _record(article, number)
        return
    cells = [name.ancestor("td") or page for name in page.all("span", class_="DocPublicationName")]
    for number, cell in enumerate(dict.fromkeys(cells), 1):
        yield _old_record(cell, number)


def _record(article: Node, number: int) -> Entry:
    title = _title(article)
    name = article.first(class_="DocPublicationName") or _old_name(article)
    paragraphs = _paragraphs(article)
    if name is None or not paragraphs:
        return SkippedEntry(number, title, _(_NO_TEXT) if name else _(_NO_SOURCE))
    header = article.first(class_="DocHeader") or _header_below(article)
    footer = article.first("footer")
    rights = next((line for line in footer.lines() if is_copyright(line)), "") if footer else ""
    id_ = _id(article)
    fields = _fields(name.spaced, header.line if header else "", _author(article), id_, rights)
    subtitle = article.first("p", class_="rdp__subtitle")
    blocks = tuple((Kind.PARAGRAPH, words) for words in paragraphs)
    return ArticleRecord(number, title, fields, blocks, subtitle.line if subtitle else "", id_)


def _fields(name: str, header: str, author: str, id_: str, rights: str) -> dict[str, str]:
    heading = parse_heading(header)
    return parse_source(name) | given(
        author=parse_byline(author),
        date=_day(id_) or heading.date,
        section=heading.section,
        page=heading.pages,
        database=DATABASE,
        rights=rights,
    )


def _title(article: Node) -> str:
    element = article.first(class_="titreArticleVisu") or article.first(class_="titreArticle")
    element = element or article.first(class_="grandTitre")
    return element.line if element else ""


def _old_name(article: Node) -> Node | None:
    header = article.first("header")
    return header.first("div", class_="sm-margin-bottom") if header else None


def _header_below(article: Node) -> Node | None:
    """Return the line below the name of a section, which is the header where it has no class of its own."""
    spans = list(article.all("span"))
    below = (at + 1 for at, span in enumerate(spans) if "DocTitreSousSection" in span.classes)
    return next((spans[at] for at in below if at < len(spans)), None)


def _author(article: Node) -> str:
    found = article.first(class_="docAuthors")
    if found is None:
        # The class has other lines, too: the byline is the last one, and stands behind the title.
        behind = False
        for element in article.nodes():
            behind = behind or "titreArticle" in element.classes
            if behind and element.tag == "p" and "sm-margin-bottomNews" in element.classes:
                found = element
    return found.line if found else ""


def _paragraphs(article: Node) -> list[str]:
    inner = article.first("div", class_="docOcurrContainer")
    # Notes and captions stand in asides.
    lines = [part.line for part in inner.all("p") if part.ancestor("aside") is None] if inner else []
    if not any(lines):
        outer = inner or article.first("div", class_="DocText")
        lines = list(outer.lines()) if outer else []
    return [words for words in lines if words]


def _id(article: Node) -> str:
    element = article.first(class_="publiC-lblNodoc") or article.first(id_="PubliC_lblNodoc")
    return _NUMBER.sub("", element.line) if element else ""


def _day(id_: str) -> str:
    """Return the day in a document's number (``news·20250115·RI·…``), which is the safest date."""
    match = _DAY_IN_NUMBER.search(id_)
    day = "-".join(match.groups()) if match else ""
    return day if is_date(day) else ""


def _old_record(cell: Node, number: int) -> Entry:
    name = cell.first("span", class_="DocPublicationName")
    title = cell.first("span", class_="TitreArticleVisu")
    header = " ".join(part.line for part in cell.all("span", class_="DocHeader"))
    words = title.line if title else ""
    lines = list(cell.lines())
    behind = lines.index(words) + 1 if words in lines else len(lines)
    lines = lines[behind:]
    id_ = next((_NUMBER.sub("", line) for line in lines if _NUMBER.match(line)), "")
    lines = [line for line in lines if not _NUMBER.match(line) and line != id_]
    tail = len(lines) - _TAIL_LINES
    ends = [at for at, line in enumerate(lines) if at >= tail and is_copyright(line) and len(line) < _TAIL_LENGTH]
    rights = lines[ends[0]] if ends else ""
    lines = lines[: ends[0]] if ends else lines
    byline = ""
    if lines and len(lines[0].split()) <= _BYLINE_WORDS and lines[0][-1] not in ".!?…»" and len(lines) > 1:
        byline = lines.pop(0)
    if name is None or not lines:
        return SkippedEntry(number, words, _(_NO_TEXT) if name else _(_NO_SOURCE))
    blocks = tuple((Kind.PARAGRAPH, line) for line in lines)
    return ArticleRecord(number, words, _fields(name.spaced, header, byline, id_, rights), blocks, id=id_)
