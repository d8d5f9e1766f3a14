"""Org (Org Manual 9.7), out: a heading for each article, and below it one for each passage, with its tags and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from reader.citation.markup import org
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.text.title import clipped
from reader.translation import N_

_EMPTY_LINE = re.compile(r"\n\s*\n")
_NO_TAG = re.compile(r"[^\w@]+")
_WORDS = 60
"""The most code points of a heading."""


def write(rows: Iterable[ExportRow], stream: TextIO) -> Report:
    """Write ``rows``, which are grouped by article, and return the report."""
    report = Report("org")
    article = None
    for row in rows:
        if row.article != article:
            article = row.article
            stream.write(f"* {_line(row.title)}\n:PROPERTIES:\n:CUSTOM_ID: {_value(row.article)}\n:END:\n\n")
            stream.write(f"{_line(row.reference)}\n\n")
        tags = [_tag(path) for path in row.tags]
        if any(tag != path for tag, path in zip(tags, row.tags, strict=True)):
            report.lose(N_("annotations whose tags are headings’ tags in another spelling, and properties as they are"))
        marks = f" :{':'.join(dict.fromkeys(tags))}:" if tags else ""
        stream.write(f"** {_line(clipped(row.quote, _WORDS))}{marks}\n:PROPERTIES:\n")
        properties = {
            "SCOLIE_ID": row.id,
            "TAGS_AS_WRITTEN": ", ".join(row.tags),
            "CODER": row.coder,
            "CREATED": row.created,
            "MODIFIED": row.modified,
            "INK": row.ink,
            "STATE": row.state,
        }
        stream.writelines(f":{name}: {_value(value)}\n" for name, value in properties.items() if value)
        quote = "\n\n".join(_line(part) for part in _EMPTY_LINE.split(mended(row.quote).strip()))
        stream.write(f":END:\n#+begin_quote\n{quote}\n#+end_quote\n{_line(row.citation)}\n")
        if row.note:
            stream.write("\n" + "\n".join(_line(line) for line in row.note.split("\n")) + "\n")
        stream.write("\n")
        report.written += 1
    return report


def _value(value: str) -> str:
    return " ".join(guard(value).split())


def _line(words: str) -> str:
    """Return words on one line that is nothing but words to Org."""
    line = org(_value(words))
    return f"\u200b{line}" if re.match(r":\w+:|\d+[.)]\s|[-+]\s|#", line) else line


def _tag(path: str) -> str:
    """Return a path as a tag of Org: letters, digits, underscores and at signs."""
    return _NO_TAG.sub("_", path).strip("_") or "_"
