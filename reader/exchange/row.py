"""Rows, which are annotations as other tools take them, and the report of what an export could not keep."""

from __future__ import annotations

from dataclasses import dataclass

from reader.translation import _


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


class Report:
    """How many rows were written, how many of them without a loss, and how often what was lost."""

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
            _("Not kept as they were: {what} ({count}).").format(what=_(what), count=count)
            for what, count in self.lost.items()
        ]
