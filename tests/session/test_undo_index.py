"""The index of what undo would take back, kept while others write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.annotation.codec import Record
from reader.annotation.history import History
from reader.session.annotations.annotate import annotate
from reader.session.annotations.undo import undo
from reader.text.span import Span
from tests.libraries import open_with_articles

EDITS = 20


def test_what_others_have_written_is_taken_in_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = open_with_articles(root), open_with_articles(root)
    annotate(here, "port", [Span(0, 15)])
    undo(here)
    for number in range(EDITS):
        annotate(there, "port", [Span(16, 40)], note=str(number))
    newest = there.history().entries[-1]["id"]
    taken_in: list[int] = []
    add = History.add

    def count(history: History, entries: Iterable[Record]) -> bool:
        records = list(entries)
        taken_in.append(len(records))
        return add(history, records)

    monkeypatch.setattr(History, "add", count)
    assert undo(here).entry["id"] == newest
    assert taken_in[0] >= EDITS
