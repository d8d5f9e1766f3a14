"""Rows: annotations as other tools take them; and reports: what an export could not keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation with everything a table can hold. Times are RFC 3339.

    ``citation`` and ``reference`` are in the format of the tool that gets them: Markdown, else plain text.
    """

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
    """How many rows were written in a ``format``, and what was lost or changed, counted."""

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
        return [f"Not kept as they were: {what} ({count})." for what, count in self.lost.items()]
