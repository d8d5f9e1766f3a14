"""A thin class that lets a measuring program ask where highlights stand in an edited text."""

from __future__ import annotations

from typing import Any

from reader.annotation.anchor import anchor
from reader.annotation.revision import Revision, prepare
from reader.annotation.verdict import Orphan
from reader.text.span import Span


class Anchors:
    """Anchoring with the snapshot of the annotated text."""

    name = "scolie"

    def describe(self, text: str, start: int, end: int) -> dict[str, Any]:
        return {"spans": [(start, end)]}

    def prepare(self, old_text: str, new_text: str) -> Revision:
        return prepare(old_text, new_text)

    def anchor(self, stored: dict[str, Any], new_text: str, ctx: Revision) -> tuple[int, int, float] | None:
        verdict = anchor([Span(*span) for span in stored["spans"]], ctx)
        if isinstance(verdict, Orphan):
            return None
        return verdict.spans[0].start, verdict.spans[-1].end, getattr(verdict, "score", 1.0)
