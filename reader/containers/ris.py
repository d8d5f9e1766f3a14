"""RIS, as reference managers and portals write it: ``TY  - NEWS``, one field a line, ``ER  -`` at the end of each record.

Dialects also differ in the tags for one field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.citation.ris_records import Values, records
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import address, given, most_exact_date
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.canonical import canonical
from reader.translation import _

_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "source": ("T2", "JO", "JF", "JA", "PB"),
    "section": ("SE",),
    "edition": ("ET",),
    "language": ("LA",),
}
_AUTHORS = ("AU", "A1")
_TEXTS = ("AB", "N2")
_DATES = ("DA", "PY", "Y1")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY\s{1,2}-")
_FIRST = re.compile(rb"^TY  - \S", re.MULTILINE)
_END = re.compile(rb"^ER  -[ \t]*\r?$", re.MULTILINE)
_LINKS = ("UR", "L1", "L2", "L4", "LK")


def recognises(data: bytes) -> bool:
    """Whether a file begins as RIS does, or has a record below what a portal says of the search, as Ovid's exports have."""
    if _BEGINNING.match(data):
        return True
    first = _FIRST.search(data)
    return first is not None and _END.search(data, first.end()) is not None


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of a file."""
    for number, values in enumerate(records(canonical(decoded_text(data).text)), 1):
        yield _record(values, number)


def _record(values: Values, number: int) -> Entry:
    def every(names: tuple[str, ...]) -> list[str]:
        return [value for name in names for value in values.get(name, ()) if value]

    def first(names: tuple[str, ...]) -> str:
        return next((" ".join(value.split()) for value in every(names)), "")

    links = every(_LINKS)
    urls = [link for link in links if re.match(r"(?i)https?://", link)]
    files = tuple(link.removeprefix("file://") for link in links if link not in urls)
    title = first(_FIELDS["title"])
    pages = "-".join(filter(None, (first(("SP",)), first(("EP",)))))
    fields = given(
        author="; ".join(every(_AUTHORS)),
        source=first(_FIELDS["source"]),
        date=most_exact_date(every(_DATES)),
        accessed=most_exact_date(every(("Y2",))),
        section=first(_FIELDS["section"]),
        edition=first(_FIELDS["edition"]),
        page=pages,
        url=address(urls[0] if urls else "", first(("DO",))),
        language=first(_FIELDS["language"]),
    )
    texts = dict.fromkeys(every(_TEXTS))  # some portals give an abstract twice
    text = [words for value in texts for words in _paragraphs(value)]
    if not text and not files:
        return SkippedEntry(number, title, _("The entry has neither a text nor a file."))
    blocks = tuple((Kind.PARAGRAPH, words) for words in text)
    return ArticleRecord(number, title, fields, blocks, id=first(("ID", "AN")), files=files)


def _paragraphs(value: str) -> list[str]:
    """Return the lines of a value; a line that begins with a small letter goes on with the one above."""
    paragraphs: list[str] = []
    for line in filter(None, value.split("\n")):
        if paragraphs and line[0].islower():
            paragraphs[-1] += line if paragraphs[-1].endswith("-") else f" {line}"
        else:
            paragraphs.append(line)
    return paragraphs
