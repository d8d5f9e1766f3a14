"""Libraries of other versions: an older one is read, and grows; a newer one is only read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.model import Annotation
from reader.store.interface import ReadOnly
from reader.store.log_line import LoggedChange, LogLine, decode, encode
from reader.store.migration import SCHEMA, upgrade
from reader.text.span import Span
from tests.store.making import TABLE, change, folder_store, log_of

OLD = Path(__file__).parent / "schema-0.jsonl"
"""What the program wrote before passages could be torn into several spans."""
RECORDS = st.dictionaries(
    st.sampled_from(["id", "span", "spans", "note", "later"]), st.integers() | st.text(max_size=3)
)


def older(root: Path) -> Path:
    (root / "annotations").mkdir()
    shutil.copy(OLD, log_of(root))
    return log_of(root)


def test_an_older_library_is_read_and_nothing_of_it_rewritten(tmp_path: Path) -> None:
    log = older(tmp_path)
    before = log.read_bytes()
    store = folder_store(tmp_path)
    record = store.records("article", TABLE)["a1"]
    assert Annotation.from_record(record).spans == (Span(4, 8),)
    assert record["colour of the sky"] == "grey"  # a field of nobody's
    store.put([change("b", "new")])
    store.close()
    assert log.read_bytes().startswith(before)
    assert set(folder_store(tmp_path).records("article", TABLE)) == {"a1", "b"}


def test_a_newer_line_makes_it_read_only_and_says_why(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    store.close()
    log = log_of(tmp_path)
    newer = encode(LogLine((LoggedChange(TABLE, "y", 1, {"id": "y"}),), 5, "later", schema=SCHEMA + 1))
    log.write_bytes(log.read_bytes() + newer)
    before = log.read_bytes()
    again = folder_store(tmp_path)
    assert "x" in again.records("article", TABLE)
    assert again.read_only
    assert "newer version" in again.read_only
    with pytest.raises(ReadOnly):
        again.put([change("x", "b")])
    again.close()
    assert log.read_bytes() == before


@given(RECORDS)
def test_a_step_is_idempotent_and_keeps_what_it_does_not_know(record: dict[str, object]) -> None:
    line = LogLine((LoggedChange(TABLE, "x", 1, dict(record)),), 1, "w")
    once = upgrade(line)
    assert upgrade(once) == once
    made = once.changes[0].record or {}
    assert {name: made[name] for name in record if name != "span" or "spans" in record} == {
        name: value for name, value in record.items() if name != "span" or "spans" in record
    }


def test_a_line_says_its_schema_only_where_it_must() -> None:
    line = LogLine((LoggedChange(TABLE, "x", 1, None),), 1, "w")
    assert b'"s"' not in encode(line)
    assert decode(encode(line._replace(schema=3))).schema == 3


@pytest.mark.parametrize("running", [True, False])
def test_a_newer_log_is_never_written_to(tmp_path: Path, running: bool) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    log = log_of(tmp_path)
    newer = encode(LogLine((LoggedChange(TABLE, "y", 1, {"id": "y"}),), 5, "later", schema=SCHEMA + 1))
    if not running:
        store.close()
        store = folder_store(tmp_path)
    log.write_bytes(log.read_bytes() + newer)
    before = log.read_bytes()
    if running:
        store.refresh()
        assert store.read_only
    with pytest.raises(ReadOnly):
        store.put([change("x", "b"), change("z", "c", database="other")])
    store.close()
    assert log.read_bytes() == before
    assert not log_of(tmp_path, "other").exists()


def test_a_backup_of_an_older_library_comes_back_as_this_version_has_it(tmp_path: Path) -> None:
    older(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("b", "new")])
    store.close()
    (day,) = store.backups()
    assert store.backup(day)["article", TABLE]["a1"]["spans"] == [[4, 8]]
