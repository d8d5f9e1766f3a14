"""The fields of the form about an article: what each is called, how it is written, and what was understood of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.citation.name import OTHERS, Name, names
from reader.text.date import read_date
from reader.text.metadata import DATES, HINTS, LABELS
from reader.translation import _, ngettext
from reader.tui.dialog.form import Field, as_typed, nothing


def metadata_field(name: str, value: str, offered: str) -> Field:
    """Return the field for what is known as ``name``; ``offered`` is what the text says of it."""
    read: Callable[[str, Mapping[str, str]], str] = _read_date if name in DATES else as_typed
    understood = {**dict.fromkeys(DATES, _date), "author": _authors}.get(name, nothing)
    hint = _(HINTS[name]) if name in HINTS else ""
    return Field(name, _(LABELS[name]), value, hint, offered, read, understood)


def _read_date(typed: str, values: Mapping[str, str]) -> str:
    return read_date(typed, values.get("language", ""))


def _date(date: str) -> str:
    return _("Understood: {date}").format(date=date)


def _authors(author: str) -> str:
    each = [_author(name) for name in names(author)]
    line = ngettext("{count} author: {names}", "{count} authors: {names}", len(each))
    return line.format(count=len(each), names="; ".join(each))


def _author(name: Name) -> str:
    """Return a name as it was understood: the family name first, an institution marked as one."""
    if name == OTHERS:
        return _("and others")
    if not name.given:
        return _("{name} (institution)").format(name=name.short)
    return ", ".join(filter(None, (name.short, name.given, name.dropped, name.suffix)))
