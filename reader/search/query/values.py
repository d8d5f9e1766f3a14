"""Which values the fields of a query can have."""

from __future__ import annotations

from reader.search.query.dates import period
from reader.search.query.fields import FIELDS, nearest
from reader.search.query.tree import Field
from reader.translation import _


def wrong_value(field: Field) -> tuple[str, str] | None:
    """Return what is wrong with the value of a field, and what to do; None for one that can be asked for."""
    if field.name == "date":
        if period(field.value):
            return None
        return _("Not a date or a period."), _("Write 2024, 2024-03, 2024-03..2024-06, >2024-03 or <=2024-03-31.")
    known = FIELDS[field.name].values
    if not known or (field.value in known and not field.prefix):
        return None
    titles = {
        "state": _("There is no state with that name."),
        "status": _("There is no status with that name."),
        "ink": _("There is no ink with that name."),
        "has": _("There is nothing with that name to ask for."),
    }
    if near := nearest(field.value, known):
        return titles[field.name], _("Do you mean {name}?").format(name=f"{field.name}:{near}")
    return titles[field.name], _("Use {names}.").format(names=", ".join(known))
