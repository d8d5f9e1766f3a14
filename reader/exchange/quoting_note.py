"""An annotation as one line of text for programs that know only notes: its words in quotation marks, then the rest.

    « words » — citation — #tag #other/tag — note — coder

What has no value is left out, but for the citation and the coder. Reference managers write their own notes as words in quotation marks, a
citation in parentheses and a comment; these are read too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.exchange.html_text import HtmlText
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard
from reader.translation import N_

_DASH = " — "
_SHORTER = "–"
"""Written for a dash inside a part, which would be read as a separator, and for an empty part."""
_DASH_ALONE = re.compile(r"(?<!\S)—(?!\S)")
_DASH_BEHIND_QUOTE = re.compile("(?<=» )—")
_LINE = re.compile(r'(?P<open>[«“„"])\s*(?P<rest>.*)', re.DOTALL)
_CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}
_CITED = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)")
_MARKUP = re.compile(r"\s*<(?:p|div|span|blockquote|h[1-6]|br|ul|ol)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuotingNote:
    """What a line says of an annotation."""

    quote: str
    tags: tuple[str, ...] = ()
    note: str = ""
    coder: str = ""


def note_line(row: ExportRow, report: Report) -> str:
    """Return the line of a row; what had to be written otherwise is a loss."""
    quote = _DASH_BEHIND_QUOTE.sub(_SHORTER, _one_line(guard(row.quote)))
    tags = [_without_dashes(path).replace(" #", " -") for path in row.tags]
    note, coder = _without_dashes(row.note), _without_dashes(row.coder)
    if tags != list(row.tags):
        report.lose(N_("annotations whose tags had to be spelled otherwise"))
    if note != row.note:
        report.lose(N_("notes with several lines, or dashes between blanks, written otherwise"))
    if len(row.spans) > 1:
        report.lose(N_("annotations of several passages, whose places are not written"))
    parts = [f"« {quote} »", _without_dashes(row.citation) or _SHORTER]
    if tags or note.startswith("#"):
        parts.append(" ".join(f"#{path}" for path in tags) or "#")
    return guard(_DASH.join([*parts, *filter(None, [note]), coder or _SHORTER]))


def notes_in(text: str) -> list[str]:
    """Return the paragraphs of a note, which may be HTML, that may be lines with a quote."""
    plain = HtmlText(text).text if _MARKUP.match(text) else text
    return [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]


def quoting_note(line: str) -> QuotingNote | None:
    """Return what a line says; None if it does not begin with words in quotation marks."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return None
    opening, rest = match["open"], match["rest"]
    closing = _CLOSING[opening]
    quote, is_own, more = rest.partition(f" {closing}{_DASH}")
    if opening == "«" and is_own and _DASH in more:
        return _own(quote.strip(), more.split(_DASH))
    at = next((cited.start() for cited in re.finditer(rf"{re.escape(closing)}\s*\(", rest)), rest.rfind(closing))
    if at <= 0:
        return None
    comment = rest[at + 1 :]
    cited = _CITED.match(comment)
    note = comment[cited.end() :] if cited else comment
    return QuotingNote(rest[:at].strip(), note=note.strip().removeprefix("—").strip())


def _own(quote: str, parts: list[str]) -> QuotingNote:
    coder = "" if parts[-1] == _SHORTER else parts[-1]
    between = parts[1:-1]
    tags: tuple[str, ...] = ()
    if between and between[0].startswith("#"):
        tags = tuple(filter(None, between[0].removeprefix("#").split(" #")))
        between = between[1:]
    return QuotingNote(quote, tags, _DASH.join(between), coder)


def is_quoting(text: str) -> bool:
    """Whether a note seems to have a line with a quote."""
    return any(quoting_note(line) is not None for line in notes_in(text))


def _without_dashes(text: str) -> str:
    """Return a text in one line, without what stands between two parts."""
    return _DASH_ALONE.sub(_SHORTER, _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
