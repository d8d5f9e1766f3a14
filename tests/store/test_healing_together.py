"""A log that is removed while several programs run: the first one heals it, and all are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.store.database_lock import DatabaseLock
from reader.store.interface import LIBRARY, ChangeEvent
from tests.store.making import change, folder_store, log_of, notes


def test_a_look_for_a_commit_heals_the_librarys_log(tmp_path: Path) -> None:
    ours, theirs = folder_store(tmp_path), folder_store(tmp_path)
    theirs.put([change("x", "a"), change("tag", "mer", LIBRARY)])
    ours.refresh()
    assert (notes(ours), notes(ours, LIBRARY)) == ({"x": "a"}, {"tag": "mer"})
    theirs.put([change("y", "b"), change("other", "vent", LIBRARY)])
    log_of(tmp_path, LIBRARY).write_bytes(b"")
    ours.refresh("article")
    assert notes(ours, LIBRARY) == {"tag": "mer", "other": "vent"}
    assert notes(ours) == {"x": "a", "y": "b"}


def test_a_log_that_was_removed_before_it_was_read_is_healed_not_begun(tmp_path: Path) -> None:
    ours, theirs = folder_store(tmp_path), folder_store(tmp_path)
    assert notes(ours) == {}
    theirs.put([change("x", "a")])
    log_of(tmp_path).unlink()
    ours.put([change("y", "b")])
    theirs.refresh()
    assert notes(ours) == notes(theirs) == notes(folder_store(tmp_path)) == {"x": "a", "y": "b"}


def test_a_log_that_was_damaged_before_it_was_read_is_healed(tmp_path: Path) -> None:
    ours, theirs = folder_store(tmp_path), folder_store(tmp_path)
    assert notes(ours) == {}
    theirs.put([change("x", "a")])
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes().replace(b"note", b"nope"))
    ours.refresh()
    assert notes(ours) == {"x": "a"}


def test_a_part_that_healing_brings_back_is_reported_with_its_commit(tmp_path: Path) -> None:
    ours, theirs = folder_store(tmp_path), folder_store(tmp_path)
    ours.put([change("x", "a")])
    heard: dict[str, object] = {}
    ours.subscribe(
        lambda changed: heard.update({change.id: change.record and change.record["note"] for change in changed})
    )
    theirs.put([change("x", "b"), change("y", "c", database="another")])
    log_of(tmp_path).write_bytes(b"")
    ours.put([change("z", "d"), change("tag", "mer", LIBRARY)])
    ours.refresh()
    assert notes(ours) == {"x": "b", "z": "d"}
    assert heard == {"x": "b", "y": "c", "z": "d", "tag": "mer"}


def test_what_another_program_has_healed_meanwhile_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = folder_store(tmp_path), folder_store(tmp_path)
    ours.put([change("x", "a")])
    assert notes(theirs) == {"x": "a"}
    heard: list[ChangeEvent] = []
    ours.subscribe(heard.extend)
    log_of(tmp_path).write_bytes(b"")
    enter = DatabaseLock.__enter__

    def late(lock: DatabaseLock) -> None:
        monkeypatch.setattr(DatabaseLock, "__enter__", enter)
        theirs.refresh()
        enter(lock)

    monkeypatch.setattr(DatabaseLock, "__enter__", late)
    ours.refresh()
    assert notes(ours) == {"x": "a"}
    assert [change.record and change.record["note"] for change in heard] == [None, "a"]
