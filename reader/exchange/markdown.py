"""Markdown, for reading: excerpts by article, each with citation, tags and note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from reader.citation.excerpt_formats import block_quote
from reader.citation.line import escaped
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard
from reader.text.hyphenation import mended

LEFT_OUT = ("id", "article", "spans", "ink", "state", "coder", "created", "modified")
"""The fields of a row that are not written; of the state, only a warning if the words are no longer in the article."""

_EMPTY_LINE = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)")
"""A line end inside a paragraph, which Markdown shows only behind a backslash."""


def write(rows: Iterable[ExportRow], stream: TextIO) -> Report:
    """Write ``rows``, which are grouped by article and have citations in Markdown, and return the report."""
    report = Report("markdown")
    article = None
    for row in rows:
        if row.article != article:
            article = row.article
            stream.write(
                f"{'' if report.written == 0 else chr(10)}## {_escaped(row.title)}\n\n{guard(row.reference)}\n"
            )
        stream.write(f"\n{quote_lines(row)}\n")
        if row.tags:
            stream.write("\n" + " ".join(_code(f"#{tag}") for tag in row.tags) + "\n")
        if row.note:
            stream.write(f"\n{note_lines(row)}\n")
        report.written += 1
    return report


def quote_lines(row: ExportRow) -> str:
    """Return the quote of a row, with its citation below it, as a block quote."""
    warning = "" if row.state in ("anchored", "moved") else f" *({row.state})*"
    parts = [_escaped(" ".join(part.split())) for part in _EMPTY_LINE.split(mended(row.quote).strip())]
    return block_quote([*parts, f"— {guard(row.citation)}{warning}"])


def note_lines(row: ExportRow) -> str:
    """Return the note of a row, line by line."""
    return _LINE_END.sub(r"\\\n", _escaped(row.note, lines=True))


def _escaped(text: str, *, lines: bool = False) -> str:
    return escaped(guard(text, lines=lines))


def _code(text: str) -> str:
    """Return a code span; its fence is longer than any run of backticks inside (CommonMark 0.31, 6.1)."""
    text = guard(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
