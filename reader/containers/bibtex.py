r"""BibTeX and BibLaTeX, as reference managers (Zotero, JabRef, Mendeley) write it: ``@article{key, title = {…}, …}``.

The reader is tolerant: text between entries is a comment, and an entry without an end runs to the end of the file.
Accents are read in the ways of TeX (``\'e``, ``{\'{e}}``, ``\c c``), other commands lose their name and keep their words.
The format: https://www.bibtex.org/Format, files: https://docs.jabref.org/finding-sorting-and-cleaning-entries/filelinks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from reader.citation.name import OTHERS, names
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import address, date_in_year, given
from reader.ingest.text_file import decoded_text
from reader.text.block import Kind
from reader.text.canonical import canonical
from reader.translation import _

_ENTRY = re.compile(r"@\s*(\w+)\s*[{(]\s*", re.ASCII)
_NAME = re.compile(r"\s*([\w:.+/-]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}\"()]+")
_NO_ENTRIES = frozenset({"comment", "preamble"})
_MACROS = {
    name[:3].lower(): name
    for name in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    )
}  # fmt: skip
"""What the standard styles define."""
_NUMBERED = re.compile(r"(\d{1,2})\s*(?:[–/-]\s*\d{1,2})?", re.ASCII)
"""The number of a month, or of the first of several."""
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
_ACCENTED = re.compile(
    r"""\\(?:([`'^~=."])\s*|([urHvck])(?:\s+|(?=\{)))(?:\{\s*(\\?[A-Za-z])\s*\}|(\\[A-Za-z]\s*|[A-Za-z]))"""
)
_LETTERS = {
    "oe": "œ", "OE": "Œ", "ae": "æ", "AE": "Æ", "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "i": "i", "j": "j",
    "aa": "å", "AA": "Å", "textemdash": "—", "textendash": "–", "textquoteright": "’", "guillemotleft": "«",
    "guillemotright": "»", "og": "«\u00a0", "fg": "\u00a0»", "dots": "…", "ldots": "…", "euro": "€", "texteuro": "€",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
_SIGN = re.compile(r"\\([&%$#_{}\\ ,])")
_AND = re.compile(r"\\.|[{}]|\s+and\s+", re.DOTALL)
_GROUP = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
"""A group in braces, which may contain groups. Of deeper nesting, the two innermost levels match."""
_TEXTS = ("abstract", "annote", "annotation")


def recognises(data: bytes) -> bool:
    """Whether a file has an entry."""
    return re.search(rb"@\s*[A-Za-z]+\s*[{(]", data) is not None


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of a file."""
    text = canonical(decoded_text(data).text)
    macros = dict(_MACROS)
    at = number = 0
    while match := _ENTRY.search(text, at):
        kind = match[1].lower()
        at = match.end()
        if kind in _NO_ENTRIES:
            continue  # an entry in a comment is read as one, as BibTeX does
        key = ""
        if kind != "string":
            comma = re.compile(r"[^,{}=\n]*,").match(text, at)
            key, at = (comma[0].rstrip(", \t"), comma.end()) if comma else ("", at)
        fields, at = _fields(text, at, macros)
        if kind == "string":
            macros.update(fields)
        elif key or fields:
            number += 1
            yield _record(key, fields, number)


def _fields(text: str, at: int, macros: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the raw fields of the entry that continues at offset ``at``, and the offset of its end."""
    fields: dict[str, str] = {}
    while match := _NAME.match(text, at):
        value, at = _value(text, match.end(), macros)
        fields.setdefault(match[1].lower(), value)
        comma = re.compile(r"\s*,").match(text, at)
        at = comma.end() if comma else at
    return fields, at


def _value(text: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """Return the value at offset ``at``, whose parts are joined by ``#``, and the offset of its end."""
    parts: list[str] = []
    while at < len(text):
        if text[at] in '{"':
            end = _closing(text, at)
            parts.append(text[at + 1 : end])
            at = end + 1
        elif match := _BARE.match(text, at):
            parts.append(macros.get(match[0].lower(), match[0]))
            at = match.end()
        joined = re.compile(r"\s*#\s*").match(text, at)
        if joined is None:
            break
        at = joined.end()
    return "".join(parts), at


_SHAPE = re.compile(r'\\.|[{}"]', re.DOTALL)


def _closing(text: str, at: int) -> int:
    """Return where the brace or the quotation mark at ``at`` is closed; the end of the text if it is not."""
    quoted = text[at] == '"'
    depth = 0 if quoted else 1
    for match in _SHAPE.finditer(text, at + 1):
        sign = match[0]
        depth += (sign == "{") - (sign == "}")
        if (sign == '"' and quoted and depth == 0) or (sign == "}" and not quoted and depth == 0):
            return match.start()
    return len(text)


def plain(value: str) -> str:
    """Return a value without TeX: accents are letters, commands and braces are gone, blanks are one."""
    value = _ACCENTED.sub(_accented, value)
    value = _SIGN.sub(lambda match: {"{": "\0", "}": "\1", "$": "\2", ",": "\u202f"}.get(match[1], match[1]), value)
    value = _COMMAND.sub(lambda match: _LETTERS.get(match[1], ""), value)
    value = value.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", "\u00a0")
    value = re.sub(r"[{}$]", "", value).replace("\0", "{").replace("\1", "}").replace("\2", "$")
    return " ".join(unicodedata.normalize("NFC", value).split(" ")).strip()


def _accented(match: re.Match[str]) -> str:
    letter = (match[3] or match[4]).strip("\\ \t\n")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1] or match[2]])


def _authors(value: str) -> str:
    """Return the names of a field in the notation of `citation.name`, with ``; `` between two."""
    parts: list[str] = []
    depth = start = 0
    for match in _AND.finditer(value):
        depth = max(0, depth + (match[0] == "{") - (match[0] == "}"))
        if depth == 0 and match[0].strip() == "and":
            parts.append(value[start : match.start()])
            start = match.end()
    parts.append(value[start:])
    has_others = parts[-1].strip() == "others"
    authors = "; ".join(filter(None, map(_author, parts[:-1] if has_others else parts)))
    return f"{authors} {OTHERS.family}" if has_others and authors else authors


def _author(value: str) -> str:
    """Return a name; it keeps its braces if `citation.name` would read another name without them."""
    words = _words(value)
    together = _words(_GROUP.sub(lambda match: rf"\{{{match[0]}\}}" if " " in _words(match[0]) else match[0], value))
    return words if words == together or names(words) == names(together) else together


def _words(value: str) -> str:
    return " ".join(re.split(r"[ \t\n]+", plain(value))).strip()


def _record(key: str, fields: Mapping[str, str], number: int) -> Entry:
    def first(*names: str) -> str:
        return next((words for name in names if (words := _words(fields.get(name, "")))), "")

    title = ": ".join(filter(None, (first("title"), first("subtitle"))))
    metadata = given(
        author=_authors(fields.get("author", "") or fields.get("editor", "")),
        source=first("journal", "journaltitle", "newspaper", "booktitle", "howpublished", "publisher"),
        date=first("date") or _date(first("year"), first("month"), first("day")),
        accessed=first("urldate"),
        section=first("section"),
        edition=first("edition"),
        page=first("pages").replace("–", "-"),
        # in an address, ~ and -- mean themselves
        url=address(*(_SIGN.sub(lambda match: match[1], fields.get(name, "")).strip() for name in ("url", "doi"))),
        language=first("langid", "language"),
    )
    files = tuple(_files(fields.get("file", "")))
    texts = dict.fromkeys(fields.get(name, "") for name in _TEXTS)
    text = (" ".join(part.split("\n")) for each in texts for part in re.split(r"\n[ \t]*\n", each))
    blocks = tuple((Kind.PARAGRAPH, words) for words in map(_words, text) if words)
    if not blocks and not files:
        return SkippedEntry(number, title or key, _("The entry has neither a text nor a file."))
    return ArticleRecord(number, title, metadata, blocks, id=key, files=files)


def _date(year: str, month: str, day: str) -> str:
    """Return the date of three fields. Many files have the day in ``month``, as the manual of BibTeX advises."""
    if year.isdigit() and (numbered := _NUMBERED.fullmatch(month)):
        return "-".join((year, numbered[1].zfill(2), *([day.zfill(2)] if day.isdigit() else [])))
    return date_in_year(f"{day} {month}", year)


def _files(value: str) -> Iterator[str]:
    r"""Yield the paths in a field ``file``: ``a.pdf;b.html``, or ``name:path:type`` with ``\:`` for a colon."""
    for part in re.split(r"(?<!\\);", value):
        cells = re.split(r"(?<!\\):", part.strip())
        path = cells[1] if len(cells) == 3 else part.strip()
        if path := re.sub(r"\\(.)", r"\1", path):
            yield path
