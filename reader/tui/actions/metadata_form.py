"""The fields of the form about an article: what each is called, how it is written, and what was understood of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.citation.name import names
from reader.text.date import read_date
from reader.translation import N_, _, ngettext
from reader.tui.dialog.form import Field, as_typed, nothing

_LABELS = {
    "title": N_("Title"),
    "author": N_("Author"),
    "source": N_("Source"),
    "date": N_("Date"),
    "url": N_("URL"),
    "language": N_("Language"),
}
_HINTS = {
    "author": N_("Anne Roy; Paul Le Goff · an institution ends with a comma: Ville de Paris,"),
    "date": N_("2024, 2024-05-31, 31 May 2024 or 31/05/2024"),
    "language": N_("fr, en, en-US …"),
}


def metadata_field(name: str, value: str, offered: str) -> Field:
    """Return the field for what is known as ``name``; ``offered`` is what the text says of it."""
    read: Callable[[str, Mapping[str, str]], str] = _read_date if name == "date" else as_typed
    understood = {"date": _date, "author": _authors}.get(name, nothing)
    hint = _(_HINTS[name]) if name in _HINTS else ""
    return Field(name, _(_LABELS[name]), value, hint, offered, read, understood)


def _read_date(typed: str, values: Mapping[str, str]) -> str:
    return read_date(typed, values.get("language", ""))


def _date(date: str) -> str:
    return _("Understood: {date}").format(date=date)


def _authors(author: str) -> str:
    each = [", ".join(filter(None, (name.short, name.given))) for name in names(author)]
    line = ngettext("{count} author: {names}", "{count} authors: {names}", len(each))
    return line.format(count=len(each), names="; ".join(each))
