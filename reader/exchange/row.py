"""Rows, which are annotations as other tools take them, and the report of what an export could not keep."""

from __future__ import annotations

from dataclasses import dataclass

from reader.translation import N_, _


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One annotation as flat fields. Times are RFC 3339; ``citation`` and ``reference`` are plain text or Markdown."""

    id: str
    article: str
    title: str
    spans: tuple[tuple[int, int], ...]
    quote: str
    tags: tuple[str, ...]
    note: str
    ink: str
    state: str
    coder: str
    created: str
    modified: str
    citation: str
    reference: str


FIELD_NAMES = {
    "id": N_("ids"),
    "article": N_("ids of articles"),
    "title": N_("titles"),
    "spans": N_("positions"),
    "quote": N_("quotes"),
    "tags": N_("tags"),
    "note": N_("notes"),
    "ink": N_("inks"),
    "state": N_("states"),
    "coder": N_("coders"),
    "created": N_("times of making"),
    "modified": N_("times of change"),
    "citation": N_("citations"),
    "reference": N_("references"),
}
"""The fields of a row for a person."""


def _named(what: str) -> str:
    """Return what was lost for a person: a message, or names of fields."""
    names = what.split(", ")
    return ", ".join(_(FIELD_NAMES[name]) for name in names) if set(names) <= FIELD_NAMES.keys() else _(what)


class Report:
    """How many rows were written, how many of them without a loss, and how many losses of each kind there were."""

    def __init__(self, format_: str) -> None:
        self.format = format_
        self.written = 0
        self.kept = 0
        self.lost: dict[str, int] = {}

    def lose(self, what: str) -> None:
        """Count one loss."""
        self.lost[what] = self.lost.get(what, 0) + 1

    @property
    def loss_lines(self) -> list[str]:
        """What was lost or changed, for a person: a sentence for each kind of loss."""
        return [
            _("Not kept as they were: {what} ({count}).").format(what=_named(what), count=count)
            for what, count in self.lost.items()
        ]
