"""`check` names every record that this version cannot read, whatever table it is in; everything else goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.annotation.memo import Subject
from reader.session.annotations.annotate import annotate
from reader.session.basket.basket import collect
from reader.session.codebook.memo_edits import journal, memos, write_entry, write_memo
from reader.session.library.workspace import Workspace
from reader.session.passes.passes import passes, refuse, skip, start
from reader.session.upkeep.check import findings
from reader.store.interface import LIBRARY, Put
from reader.text.span import Span
from tests.libraries import open_with_articles


def a_bit_of_everything(root: Path) -> Workspace:
    """Return a library that has a record in every table, all of them valid."""
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    write_memo(workspace, "De quoi il s’agit.", Subject.LIBRARY)
    write_entry(workspace, "Relu hier.")
    collect(workspace, "port", [Span(17, 20)])
    tagging_pass = start(workspace, ["mer"], "", name="lecture")
    refuse(workspace, tagging_pass, "port", [Span(17, 20)])
    skip(workspace, tagging_pass, "port", [Span(21, 24)])
    assert findings(workspace) == []
    return workspace


TABLES = [
    (LIBRARY, "memos", "memo", "text"),
    (LIBRARY, "journal", "journal entry", "text"),
    (LIBRARY, "basket", "excerpt of the basket", "spans"),
    (LIBRARY, "passes", "tagging pass", "articles"),
    (LIBRARY, "history", "entry of the history", "coder"),
    ("port", "history", "entry of the history", "changes"),
    ("port", "decisions", "decision of a tagging pass", "spans"),
    ("port", "skipped", "list of skipped passages", "visit"),
]


@pytest.mark.parametrize("value", [None, 7, {"a": []}], ids=["null", "number", "object"])
@pytest.mark.parametrize(("database", "table", "kind", "field"), TABLES, ids=[f"{row[0]}-{row[1]}" for row in TABLES])
def test_a_record_of_any_table_that_cannot_be_read_is_named(
    root: Path, database: str, table: str, kind: str, field: str, value: Any
) -> None:
    workspace = a_bit_of_everything(root)
    id_, record = next(iter(workspace.store.records(database, table).items()))
    wrong = value if field != "visit" or value != 7 else "seven"
    workspace.store.put([Put(database, table, id_, {**record, field: wrong})])
    [(where, what, mend)] = findings(workspace)
    assert where == f"annotations/{database}.jsonl"
    assert what.startswith(f"{id_} is not a valid {kind}: ")
    assert mend


def test_a_record_that_cannot_be_read_is_in_the_way_of_no_other(root: Path) -> None:
    workspace = a_bit_of_everything(root)
    for database, table, _, field in TABLES:
        workspace.store.put([Put(database, table, "broken", {"id": "broken", field: None})])
    assert [memo.text for memo in memos(workspace)] == ["De quoi il s’agit."]
    assert [entry.text for entry in journal(workspace)] == ["Relu hier."]
    assert [tagging_pass.name for tagging_pass in passes(workspace)] == ["lecture"]
    assert len(findings(workspace)) == len(TABLES)
