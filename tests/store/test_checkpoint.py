"""Checkpoints: for stock TinyDB, for healing, and never above the log. And the TinyDB face of a log."""

from __future__ import annotations

import json
import threading
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from reader.store.checkpoint import AT_ONCE, is_whole
from reader.store.checkpoints import CHECKPOINT_AFTER, CHECKPOINT_CHANGES
from reader.store.folder import FolderStore
from reader.store.interface import Put, Record, Stale
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes


def _checkpoint(root: Path) -> Path:
    return log_of(root).with_suffix(".json")


def test_stock_tinydb_reads_it(tmp_path: Path) -> None:
    def present(_table: str, record: Record) -> Record:
        return {**record, "tag_paths": ["pays/frontière"]}

    store = FolderStore(tmp_path / "annotations", Clock(), "w", present=present)
    store.put([change("x", "une note"), change("gone", "…")])
    store.put([change("gone", None)])
    store.close()
    with TinyDB(_checkpoint(tmp_path), encoding="utf-8") as stock:
        (document,) = stock.table(TABLE).search(where("id") == "x")
        assert len(stock.table(TABLE)) == 1
    assert isinstance(document.doc_id, int)
    assert document["note"] == "une note"
    assert document["tag_paths"] == ["pays/frontière"]


def test_stock_tinydb_reads_what_is_not_utf8(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "caf\udce9")])
    store.close()
    with TinyDB(_checkpoint(tmp_path), encoding="utf-8") as stock:
        assert stock.table(TABLE).all()[0]["note"] == "caf\udce9"


def test_it_is_rewritten_two_seconds_after_the_last_change(tmp_path: Path) -> None:
    clock = Clock()
    store = folder_store(tmp_path, clock)
    store.put([change("x", "a")])
    store.tick()
    assert not _checkpoint(tmp_path).exists()
    clock.now += CHECKPOINT_AFTER
    store.tick()
    assert json.loads(_checkpoint(tmp_path).read_bytes())[TABLE]["1"]["note"] == "a"
    written = _checkpoint(tmp_path).stat().st_mtime_ns
    clock.now += CHECKPOINT_AFTER
    store.tick()
    assert _checkpoint(tmp_path).stat().st_mtime_ns == written


def test_it_is_rewritten_after_many_changes(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change(f"x{count}", "a") for count in range(CHECKPOINT_CHANGES)])
    assert _checkpoint(tmp_path).exists()


def test_one_that_somebody_else_wrote_is_reported_kept_and_not_taken_in(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "mine")])
    store.close()
    path = _checkpoint(tmp_path)
    with TinyDB(path, encoding="utf-8") as stock:
        stock.table(TABLE).update({"note": "edited elsewhere"})
    foreign = path.read_bytes()
    again = folder_store(tmp_path)
    assert notes(again) == {"x": "mine"}
    assert any(finding.where == path.name for finding in again.findings())
    again.put([change("y", "b")])
    again.close()
    assert foreign in [kept.read_bytes() for kept in (tmp_path / "annotations" / "quarantine").iterdir()]
    assert notes(folder_store(tmp_path)) == {"x": "mine", "y": "b"}


def test_it_brings_back_what_a_damaged_line_lost(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    store.put([change("y", "b")])
    store.close()
    log = log_of(tmp_path)
    data = log.read_bytes()
    log.write_bytes(data[:20] + b"\0" + data[21:])
    again = folder_store(tmp_path)
    assert notes(again) == {"x": "a", "y": "b"}
    assert again.findings() != []
    assert notes(folder_store(tmp_path)) == {"x": "a", "y": "b"}


def test_one_of_a_longer_log_is_kept_before_it_is_made_anew(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    short = log_of(tmp_path).read_bytes()
    store.put([change("y", "b" * 500)])
    store.close()
    old = _checkpoint(tmp_path).read_bytes()
    store = folder_store(tmp_path)
    assert set(notes(store)) == {"x", "y"}
    log_of(tmp_path).unlink()
    log_of(tmp_path).write_bytes(short)
    store.put([change("z", "c")])
    store.close()
    assert old in [kept.read_bytes() for kept in (tmp_path / "annotations" / "quarantine").iterdir()]


def test_the_folder_tells_git_what_to_merge_and_what_to_leave(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "a")])
    ignored = (tmp_path / "annotations" / ".gitignore").read_text().split()
    assert {"*.json", ".locks/", ".backup/", "quarantine/"} <= set(ignored)
    assert "*.jsonl merge=union -text" in (tmp_path / "annotations" / ".gitattributes").read_text()


def _face(store: FolderStore) -> TinyDB:
    store.put([change("first", "a")])
    return store._databases.open["article"].tiny


def test_what_tinydb_writes_is_in_the_log(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    table = _face(store).table(TABLE)
    table.insert_multiple([{"id": "p", "note": "b"}, {"id": "q", "note": "c"}])
    table.update({"note": "changed"}, where("id") == "p")
    table.remove(where("id") == "first")
    assert notes(folder_store(tmp_path)) == {"p": "changed", "q": "c"}
    _face(store).drop_table(TABLE)
    assert notes(folder_store(tmp_path)) == {}


def test_an_update_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    table = _face(store).table(TABLE)

    def broken(document: MutableMapping[Any, Any]) -> None:
        document["note"] = "half"
        raise LookupError

    with pytest.raises(LookupError):
        table.update(broken)
    assert notes(store) == notes(folder_store(tmp_path)) == {"first": "a"}


def test_tinydb_sees_the_tail_and_never_overwrites_it(tmp_path: Path) -> None:
    store, other = folder_store(tmp_path), folder_store(tmp_path)
    table = _face(store).table(TABLE)
    asked = where("note") == "b"
    assert table.search(asked) == []
    other.put([change("second", "b"), change("first", "theirs")])
    with pytest.raises(Stale):
        table.update({"note": "mine"}, where("id") == "first")
    store.refresh()
    assert [document["id"] for document in table.search(asked)] == ["second"]
    assert notes(store)["first"] == "theirs"


@pytest.mark.parametrize("note", ["déjà vu", "caf\udce9"])
def test_what_is_made_in_pieces_is_what_json_makes_of_the_whole(tmp_path: Path, note: str) -> None:
    store = folder_store(tmp_path)
    store.put([change(f"x{count}", note) for count in range(2 * AT_ONCE + 1)])
    store.put([Put("article", "words", "mot", {"mot": "à part"}), Put("article", "gone", "x", {"mot": "x"})])
    store.put([Put("article", "gone", "x", None)])
    store.close()
    data = _checkpoint(tmp_path).read_bytes()
    assert is_whole(data)
    content = json.loads(data)
    assert len(content[TABLE]) == 2 * AT_ONCE + 1
    assert content["gone"] == {}
    assert json.dumps(content, ensure_ascii="\udce9" in note).encode() == data


def test_others_come_in_between_its_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    store = folder_store(tmp_path, clock)
    store.put([change(f"x{count}", "a") for count in range(3 * AT_ONCE)])
    at = [0]

    def comes_in(_seconds: float) -> None:
        at[0] += 1
        if at[0] == 2:
            thread = threading.Thread(target=lambda: store.put([change("x1", "b")]))
            thread.start()
            thread.join(30)
            assert not thread.is_alive()

    monkeypatch.setattr("reader.store.checkpoints.sleep", comes_in)
    clock.now += CHECKPOINT_AFTER
    before = _checkpoint(tmp_path).read_bytes() if _checkpoint(tmp_path).exists() else b""
    assert store.is_due
    store.tick()
    assert at[0] == 2  # what was begun holds no longer
    assert (_checkpoint(tmp_path).read_bytes() if _checkpoint(tmp_path).exists() else b"") == before
    assert not store.is_due
    clock.now += CHECKPOINT_AFTER
    store.tick()
    assert at[0] > 4
    assert not store.is_due
    notes = {record["id"]: record["note"] for record in json.loads(_checkpoint(tmp_path).read_bytes())[TABLE].values()}
    assert (notes["x1"], notes["x2"], len(notes)) == ("b", "a", 3 * AT_ONCE)


def test_what_another_program_wrote_meanwhile_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    store, other = folder_store(tmp_path, clock), folder_store(tmp_path, clock)
    store.put([change(f"x{count}", "a") for count in range(2 * AT_ONCE)])

    def writes(_seconds: float) -> None:
        monkeypatch.setattr("reader.store.checkpoints.sleep", lambda _seconds: None)
        other.put([change("y", "c")])

    monkeypatch.setattr("reader.store.checkpoints.sleep", writes)
    clock.now += CHECKPOINT_AFTER
    store.tick()
    notes = {record["id"]: record["note"] for record in json.loads(_checkpoint(tmp_path).read_bytes())[TABLE].values()}
    assert notes["y"] == "c"
    assert len(notes) == 2 * AT_ONCE + 1


@pytest.mark.parametrize(
    "content",
    [
        b'{"annotations": {"1": {"id": "y", "rev": 1e999}}}',
        b'{"_scolie": {"2": {"deleted": [["annotations", ["y"], 1]]}}}',
        b'{"_scolie": {"2": {"deleted": [["annotations", "y", "1"]]}}}',
        b'{"_scolie": {"2": {"rivals": [["annotations", "y", 1, 3, 1, "w"]]}}}',
        b'{"annotations":' * 5000,
    ],
)
def test_one_of_another_kind_beside_an_empty_log_stops_nobody(tmp_path: Path, content: bytes) -> None:
    folder_store(tmp_path).put([change("x", "a")])
    _checkpoint(tmp_path).write_bytes(content)
    log_of(tmp_path).write_bytes(b"")
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "a"}
    assert any("cannot be read" in finding.what for finding in store.findings())
