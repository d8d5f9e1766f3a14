"""LexisNexis, plain text: articles below lines such as ``1 of 20 DOCUMENTS``, and what Nexis Uni writes, saved as text.

An article is its source and date, each on a line in the middle, the title, labels with values (``BYLINE:``), the text, further
labels (``LOAD-DATE:``), and who has the rights. Older exports have the title behind a label, too. Lines are broken hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.containers import nexis
from reader.containers.language_names import language_tag
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import find_date, given, is_copyright, parse_byline, parse_source
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.canonical import canonical
from reader.translation import _

_DIVIDER = re.compile(
    r"^[ \t]*(?:\d+ (?:of|de|sur|von) \d+ (?:DOCUMENTS?|DOKUMENTEN?)"
    r"|(?:Document|Dokument) \d+ (?:of|de|sur|von) \d+)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)")
_LABEL = re.compile(r"([^\W\d_][A-ZÄÖÜÉ-]{2,30}):(?:\s+(.*))?$")
_NAMES = {
    "HEADLINE": "title", "TITRE": "title", "BYLINE": "byline", "AUTEUR": "byline", "AUTOR": "byline",
    "SECTION": "section", "RUBRIQUE": "section", "RUBRIK": "section", "LANGUAGE": "language", "LANGUE": "language",
    "SPRACHE": "language", "HIGHLIGHT": "highlight", "ENCART": "highlight", "DATELINE": "place", "URL": "url",
    "BODY": "body", "TEXTE": "body",
}  # fmt: skip
_OTHERS = frozenset(
    "LENGTH LONGUEUR LÄNGE LOAD-DATE PUBLICATION-TYPE TYPE-PUBLICATION SUBJECT SUJET COMPANY SOCIETE ORGANIZATION INDUSTRY"
    " SECTEUR-ACTIVITE GEOGRAPHIC LOCALISATION-GEO GRAPHIC CORRECTION-DATE SERIES TYPE NOTES PERSON CITY COUNTRY STATE"
    " TICKER ISSN JOURNAL-CODE DOCUMENT-TYPE UPDATE DATE-CHARGEMENT".split()
)
"""Labels whose values are not kept. Others are words of the text."""
_EDITION = re.compile(r"(?i).{0,60}\b(?:edition|édition|ausgabe|final)\b.{0,40}\Z")
_RIGHTS = re.compile(r"(?i)all rights reserved|tous droits réservés|alle rechte vorbehalten")
_LONGEST_DATE = 100


def recognises(data: bytes) -> bool:
    """Whether a text is such an export."""
    if b"of Document" not in data and not re.search(rb"(?i)DOCUMENT|DOKUMENT", data[:4_096]):
        return False
    text = canonical(decoded_text(data).text)
    return _DIVIDER.search(text[:4_096]) is not None or nexis.recognises_lines(_lines(text))


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export; what stands above the first one is its cover."""
    text = canonical(decoded_text(data).text)
    parts = _DIVIDER.split(text)[1:]
    if not parts:
        yield from nexis.entries(_lines(text))
    for number, part in enumerate(parts, start=1):
        yield _record([words for block in _BLOCK.split(part) if (words := " ".join(block.split()))], number)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _record(blocks: Sequence[str], number: int) -> Entry:
    dated = next((at for at, block in enumerate(blocks) if at and _is_date(block)), 0)
    if not dated:
        return SkippedEntry(number, next(iter(blocks), ""), _("The export has no text of it."))
    day, behind = find_date(blocks[dated]) or ("", 0)
    edition, first = blocks[dated][behind:].strip(" ,"), dated + 1
    if first < len(blocks) and _EDITION.match(blocks[first]):
        edition, first = blocks[first], first + 1
    said: dict[str, str] = {}
    title = ""
    if first < len(blocks) and not _labelled(blocks[first]):
        title, first = blocks[first], first + 1
    start, end = _text(blocks, first, said)
    paragraphs = [*filter(None, [said.pop("body", "")]), *blocks[start:end]]
    title = said.get("title", "") or title
    if not paragraphs:
        return SkippedEntry(number, title, _("The export has no text of it."))
    sources = [block for block in blocks[:dated] if not _is_rights(block)]
    section, page = nexis.section_and_page(said.get("section", ""))
    name, place = nexis.named_place(sources[-1] if sources else "")
    fields = parse_source(name) | given(
        place=place or said.get("place", ""),
        author=parse_byline(said.get("byline", "")),
        date=day,
        section=section,
        page=page,
        url=said.get("url", ""),
        language=language_tag(said.get("language", "").split(";")[0]),
        rights=next(filter(is_copyright, blocks), ""),
        database=nexis.DATABASE,
    )
    if _EDITION.match(edition):
        fields["edition"] = edition
    text = tuple((Kind.PARAGRAPH, words) for words in paragraphs)
    return ArticleRecord(number, title, fields, text, said.get("highlight", ""))


def _text(blocks: Sequence[str], first: int, said: dict[str, str]) -> tuple[int, int]:
    """Return where the text begins and ends, and note what the labels above and below it say."""
    start, end = first, len(blocks)
    while start < end and "body" not in said and (label := _labelled(blocks[start])):
        said.setdefault(*label)
        start += 1
    while end > start and (_is_rights(blocks[end - 1]) or _labelled(blocks[end - 1])):
        end -= 1
        if label := _labelled(blocks[end]):
            said.setdefault(*label)
    return start, end


def _labelled(block: str) -> tuple[str, str] | None:
    """Return the name and the value of a label; None for other words."""
    match = _LABEL.match(block)
    if match is None or (match[1] not in _NAMES and match[1] not in _OTHERS):
        return None
    return _NAMES.get(match[1], match[1]), match[2] or ""


def _is_date(block: str) -> bool:
    return len(block) < _LONGEST_DATE and find_date(block) is not None and not _is_rights(block)


def _is_rights(block: str) -> bool:
    return is_copyright(block) or _RIGHTS.search(block) is not None
