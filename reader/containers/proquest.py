"""ProQuest, plain text: records between lines of underscores or stars, each a title, labels with values, and the text.

Labels count at the beginning of a line only. A line of the text may look like one, so the labels after the text
are those below the last line without a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.containers.language_names import language_tag
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import given, parse_byline
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.canonical import canonical
from reader.text.date import iso_date
from reader.translation import _

DATABASE = "ProQuest"
_RULE = re.compile(r"[ \t]*(?:_{30,}|\*{30,})[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"([A-Z][A-Za-z /-]{2,34}):(?:[ \t]+(.*)|$)")
_TEXT = "full text"
_KNOWN = frozenset(
    "author|publication info|abstract|links|full text|subject|location|people|company / organization|title|publication title"
    "|volume|issue|first page|pages|number of pages|publication year|publication date|section|publisher"
    "|place of publication|country of publication|publication subject|issn|source type|language of publication"
    "|document type|proquest document id|document url|copyright|last updated|database|dateline|identifier / keyword"
    .split("|")
)  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether a text is an export."""
    return b"_" * 30 in data and (b"ProQuest document ID:" in data or b"Full text:" in data or b"Full Text:" in data)


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of an export; the blocks without labels, at its beginning and end, are notices."""
    number = 0
    for part in _RULE.split(canonical(decoded_text(data).text)):
        lines = part.strip("\n ").split("\n")
        if any(_labelled(line) for line in lines):
            number += 1
            yield _record(lines, number)


def _labelled(line: str) -> tuple[str, str] | None:
    match = _LABEL.match(line)
    return (match[1].casefold(), match[2] or "") if match and match[1].casefold() in _KNOWN else None


def _record(lines: Sequence[str], number: int) -> Entry:
    title = lines[0].strip()
    text_at = next((at for at, line in enumerate(lines) if (_labelled(line) or ("",))[0] == _TEXT), len(lines))
    below = len(lines)
    while below > text_at + 1 and (not lines[below - 1].strip() or _labelled(lines[below - 1])):
        below -= 1
    values: dict[str, list[str]] = {}
    label = ""
    for line in (*lines[1:text_at], *lines[below:]):
        if found := _labelled(line):
            label = found[0]
            values.setdefault(label, []).append(found[1])
        elif label:
            values[label].append(line)
    said = {name: " ".join(" ".join(parts).split()) for name, parts in values.items()}
    text = re.split(r"\n[ \t]*\n|\n(?=[ \t]{2,})", "\n".join(lines[text_at:below]).partition(":")[2])
    blocks = tuple((Kind.PARAGRAPH, words) for words in (" ".join(part.split()) for part in text) if words)
    if not blocks:
        return SkippedEntry(number, title, _("The export has no text of it."))
    fields = given(
        author=parse_byline(said.get("author", "")),
        source=said.get("publication title", ""),
        date=iso_date(said.get("publication date", "") or said.get("publication year", ""), ""),
        section=said.get("section", ""),
        page=said.get("pages", "") or said.get("first page", ""),
        url=said.get("document url", ""),
        language=language_tag(said.get("language of publication", "")),
        rights=said.get("copyright", ""),
        database=said.get("database", "") or DATABASE,
    )
    return ArticleRecord(
        number, said.get("title", "") or title, fields, blocks, id=said.get("proquest document id", "")
    )
