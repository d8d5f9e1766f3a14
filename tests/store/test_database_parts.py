"""The parts of a database: its lock, the file of its checkpoint, and the changes that puts become."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.store.change_builder import ChangeBuilder
from reader.store.checkpoint import CheckpointDraft, Origin
from reader.store.checkpoint_file import CheckpointFile
from reader.store.database_lock import DatabaseLock
from reader.store.disk import Disk
from reader.store.interface import ChangeEvent, Put, ReadOnly, Refused, Unsaved
from reader.store.log_line import HIGHEST, LoggedChange, LogLine, Parent, checksum_of
from reader.store.store_folder import unsaved
from reader.store.subscribers import Subscribers
from reader.store.tables import Tables
from tests.store.making import TABLE, change

if TYPE_CHECKING:
    from _typeshed import StrPath

PATIENCE = 0.01


# -- the lock


def lock_of(folder: Path, disk: Disk | None = None) -> DatabaseLock:
    return DatabaseLock(folder, "article", disk or Disk(), PATIENCE)


def test_a_lock_that_another_holds_is_unsaved_and_free_again_afterwards(tmp_path: Path) -> None:
    ours, theirs = lock_of(tmp_path), lock_of(tmp_path)
    with theirs, theirs, pytest.raises(Unsaved, match="Another program"), ours:
        pass
    with ours:
        pass


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.EACCES, "writable"), (errno.EROFS, "writable"), (errno.ENOSPC, "space")]
)
def test_a_refused_change_says_what_to_do_about_its_cause(number: int, hint: str) -> None:
    assert hint in unsaved("a.jsonl", OSError(number, os.strerror(number))).hint


def test_the_folder_of_locks_is_made_but_none_above_it(tmp_path: Path) -> None:
    with lock_of(tmp_path):
        assert (tmp_path / ".locks" / "article.lock").is_file()
    with pytest.raises(FileNotFoundError), lock_of(tmp_path / "moved away"):
        pass
    assert not (tmp_path / "moved away").exists()


@pytest.mark.parametrize(
    ("code", "expected"), [(errno.EROFS, ReadOnly), (errno.EACCES, ReadOnly), (errno.EIO, OSError)]
)
def test_a_folder_that_cannot_be_written_is_read_only(tmp_path: Path, code: int, expected: type[Exception]) -> None:
    class Refusing(Disk):
        def open(self, path: StrPath, flags: int) -> int:
            raise OSError(code, os.strerror(code))

    with pytest.raises(expected), lock_of(tmp_path, Refusing()):
        pass


# -- the checkpoint's file


def checkpoint_in(folder: Path, aside: list[bytes], database: str = "article") -> CheckpointFile:
    return CheckpointFile(str(folder / "article.json"), database, Disk(), lambda _path, data: aside.append(data))


def test_a_missing_checkpoint_has_nothing_and_is_not_foreign(tmp_path: Path) -> None:
    aside: list[bytes] = []
    file = checkpoint_in(tmp_path, aside)
    assert (file.head(), file.has_content(), file.foreign()) == (None, False, None)
    file.remove()
    assert aside == []
    with pytest.raises(FileNotFoundError):
        file.read()


def test_a_checkpoint_knows_its_own_from_anothers_and_from_an_edited_one(tmp_path: Path) -> None:
    tables = Tables()
    tables.replay(LogLine((LoggedChange(TABLE, "x", 1, {"id": "x", "note": "a"}),), 7, "w"))
    data = CheckpointDraft(tables, (), Origin("article", 42, 1, None), lambda _table, record: record).content()
    aside: list[bytes] = []
    file = checkpoint_in(tmp_path, aside)
    file.write(data)
    head = file.head()
    assert head
    assert (head.size, file.has_content(), file.foreign()) == (42, True, None)
    another = checkpoint_in(tmp_path, aside, "another").foreign()
    assert another
    assert "of article" in another.what
    file.write(edited := data.replace(b'"note": "a"', b'"note": "b"'))
    foreign = file.foreign()
    assert foreign
    assert foreign.where == "article.json"
    file.remove()
    assert aside == [edited]
    assert not (tmp_path / "article.json").exists()


# -- changes


def builder_of(*changes: LoggedChange) -> tuple[ChangeBuilder, list[list[Put]]]:
    """Return a builder over tables with these changes, and what is written through its TinyDB."""
    tables = Tables()
    for number, logged in enumerate(changes):
        tables.replay(LogLine((logged,), number, f"w{number}"))
    written: list[list[Put]] = []
    return ChangeBuilder("article", lambda: tables, written.append), written


def record(note: str) -> dict[str, str]:
    return {"id": "x", "note": note}


def test_the_last_put_of_a_record_makes_one_revision_and_an_equal_one_none() -> None:
    builder, _ = builder_of(LoggedChange(TABLE, "x", 4, record("a")))
    assert builder.changes_of([change("x", "b"), change("x", "c")]) == (LoggedChange(TABLE, "x", 5, record("c")),)
    assert builder.changes_of([change("x", "a")]) == ()
    assert builder.changes_of([change("x", None)]) == (LoggedChange(TABLE, "x", 5, None),)


def test_a_change_names_all_versions_that_it_replaces() -> None:
    first, second = LoggedChange(TABLE, "x", 1, record("a")), LoggedChange(TABLE, "x", 1, record("b"))
    builder, _ = builder_of(first, second)
    b, a = (Parent(1, 1, "w1", checksum_of(record("b"))), Parent(1, 0, "w0", checksum_of(record("a"))))
    for puts, parents in (
        ([change("x", "c")], ((b, a),)),
        ([change("x", "a")], ((b, a),)),
        ([change("x", None)], ((b, a),)),
        ([change("y", "c")], ((),)),
        ([Put("article", TABLE, "x", record("c"), beside=True)], ((),)),
    ):
        assert builder.parents_of(builder.changes_of(puts)) == parents


def test_a_version_beside_takes_the_revision_that_is_there() -> None:
    builder, _ = builder_of(LoggedChange(TABLE, "x", 3, record("a")))
    beside = Put("article", TABLE, "x", record("b"), beside=True)
    assert builder.changes_of([beside]) == (LoggedChange(TABLE, "x", 3, record("b")),)
    again = Put("article", TABLE, "x", record("a"), beside=True)
    assert builder.changes_of([again]) == ()


def test_a_revision_that_no_file_could_hold_is_refused() -> None:
    builder, _ = builder_of(LoggedChange(TABLE, "x", HIGHEST, record("a")))
    with pytest.raises(Refused):
        builder.changes_of([change("x", "b")])
    assert builder.changes_of([change("y", "b")]) == (LoggedChange(TABLE, "y", 1, {"id": "y", "note": "b"}),)


def test_what_is_written_through_tinydb_goes_to_the_store_with_the_revisions_it_saw() -> None:
    builder, written = builder_of(LoggedChange(TABLE, "x", 4, record("a")))
    builder.tiny.table(TABLE).insert({"id": "y", "note": "b"})
    builder.tiny.table(TABLE).remove(doc_ids=[1])
    assert written == [
        [Put("article", TABLE, "y", {"id": "y", "note": "b"}, base=0)],
        [Put("article", TABLE, "x", None, base=4)],
    ]


# -- subscribers


def test_a_listener_may_leave_while_it_is_called_and_nobody_is_called_without_a_change() -> None:
    subscribers = Subscribers()
    heard: list[str] = []

    def leaves(_changed: list[ChangeEvent]) -> None:
        heard.append("first")
        leave()

    leave = subscribers.subscribe(leaves)
    subscribers.subscribe(lambda _changed: heard.append("second"))
    some = [ChangeEvent("article", TABLE, "x", None, 1)]
    subscribers.publish([])
    subscribers.publish(some)
    subscribers.publish(some)
    assert heard == ["first", "second", "second"]
