"""CSL-JSON, the items of reference managers (Zotero, pandoc): a list of objects, or one in ``items``.

The format: https://docs.citationstyles.org, "CSL-JSON schema".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.containers.wording import address, given
from reader.ingest.decode import decode
from reader.text.block import Kind
from reader.text.problem import Problem
from reader.translation import _

_TEXTS = ("abstract", "note")


def recognises(data: bytes) -> bool:
    """Whether a file is a list of items."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head[:1] in (b"[", b"{") and b'"type"' in head and (b'"title"' in head or b'"issued"' in head)


def read(data: bytes) -> Iterator[Entry]:
    """Yield the entries of a file; Problem if it is no JSON or no list of objects."""
    try:
        items = json.loads(decode(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Problem(_("This file is not JSON."), str(error), _("Export it again as CSL-JSON.")) from error
    if isinstance(items, dict):
        items = items.get("items", [items])
    if not isinstance(items, list):
        raise Problem(_("This is no list of items."), "", _("Export it again as CSL-JSON."))
    for number, item in enumerate(items, 1):
        yield _record(item, number) if isinstance(item, dict) else SkippedEntry(number, str(item)[:80], _no_text())


def _no_text() -> str:
    return _("The entry has neither a text nor a file.")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _record(item: dict[str, Any], number: int) -> Entry:
    title = _text(item.get("title"))
    fields = given(
        author="; ".join(filter(None, map(_name, _listed(item.get("author"))))),
        source=_text(item.get("container-title")) or _text(item.get("publisher")),
        date=_date(item.get("issued")),
        accessed=_date(item.get("accessed")),
        section=_text(item.get("section")),
        edition=_text(item.get("edition")),
        page=_text(item.get("page")),
        archive=_text(item.get("archive")),
        url=address(_text(item.get("URL")), _text(item.get("DOI"))),
        language=_text(item.get("language")),
    )
    files = tuple(
        path
        for entry in _listed(item.get("attachments"))
        if isinstance(entry, dict) and (path := _text(entry.get("path")) or _text(entry.get("localPath")))
    )
    texts = dict.fromkeys(_text(item.get(name)) for name in _TEXTS)
    blocks = tuple((Kind.PARAGRAPH, words) for each in texts for words in each.split("\n\n") if words)
    if not blocks and not files:
        return SkippedEntry(number, title, _no_text())
    return ArticleRecord(number, title, fields, blocks, id=_text(item.get("id")), files=files)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(person: Any) -> str:
    """Return a name as `text.metadata.Metadata` has it: ``Family, Given``."""
    if not isinstance(person, dict):
        return _text(person)
    if literal := _text(person.get("literal")):
        return literal
    family = " ".join(filter(None, (_text(person.get("non-dropping-particle")), _text(person.get("family")))))
    given_name = " ".join(filter(None, (_text(person.get("given")), _text(person.get("dropping-particle")))))
    return ", ".join(filter(None, (family, given_name)))


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [_text(part) for part in parts[0]]
        if all(number.isdigit() for number in numbers):
            return "-".join(number.zfill(4 if not at else 2) for at, number in enumerate(numbers))
    return _text(value.get("raw")) or _text(value.get("literal"))
