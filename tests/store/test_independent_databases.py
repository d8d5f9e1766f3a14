"""A database that refuses holds up no other: what waits keeps its order where changes depend on each other."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.session.library.rescue import rescue_files, take_in_all, write_rescue
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import LIBRARY, ChangeEvent, Put, Refused, Unsaved, databases_of
from reader.store.retrying_store import TICKS, RetryingStore
from tests.memory_store import MemoryStore
from tests.store.lock_holder import lock_held
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath


class RefusingDisk(Disk):
    """A disk that does not open the logs of the databases in ``refuses``."""

    def __init__(self) -> None:
        self.refuses: set[str] = set()

    def open(self, path: StrPath, flags: int) -> int:
        path = Path(path)
        if path.suffix == ".jsonl" and path.stem in self.refuses and flags & os.O_RDWR:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().open(path, flags)


class RefusingStore(MemoryStore):
    """A store that refuses changes of the databases in ``refuses``, and for good those in ``never``."""

    def __init__(self) -> None:
        super().__init__()
        self.refuses: set[str] = set()
        self.never: set[str] = set()

    def put(self, puts: Sequence[Put]) -> None:
        names = databases_of(puts)
        if names & self.never:
            raise Refused("Never.", "It is full.", "Make room.")
        if names & self.refuses:
            raise Unsaved("Not now.", "It refuses.", "Try again.")
        super().put(puts)


def ticked(store: RetryingStore) -> None:
    for _ in range(TICKS):
        store.tick()


def test_a_change_of_another_database_is_saved_while_one_waits(tmp_path: Path) -> None:
    disk = RefusingDisk()
    store = RetryingStore(folder_store(tmp_path, disk=disk))
    disk.refuses = {"one"}
    with pytest.raises(Unsaved):
        store.put([change("x", "a", "one")])
    store.put([change("y", "b", "two")])
    assert store.unsaved == 1
    assert (notes(store, "one"), notes(store, "two")) == ({"x": "a"}, {"y": "b"})
    after = folder_store(tmp_path)
    assert (notes(after, "one"), notes(after, "two")) == ({}, {"y": "b"})
    disk.refuses = set()
    ticked(store)
    assert store.unsaved == 0
    assert notes(folder_store(tmp_path), "one") == {"x": "a"}


def test_what_waits_first_does_not_keep_what_waits_next_from_being_saved(tmp_path: Path) -> None:
    disk = RefusingDisk()
    store = RetryingStore(folder_store(tmp_path, disk=disk))
    disk.refuses = {"one", "two"}
    for name in ("one", "two"):
        with pytest.raises(Unsaved):
            store.put([change("x", "a", name)])
    disk.refuses = {"one"}
    ticked(store)
    assert store.unsaved == 1
    assert notes(folder_store(tmp_path), "two") == {"x": "a"}


def test_a_lock_that_another_program_holds_holds_up_its_own_database_only(tmp_path: Path) -> None:
    store = RetryingStore(FolderStore(tmp_path / "annotations", Clock(), "me", patience=0.01))
    store.put([change("x", "a", "one"), change("x", "a", "two")])
    with lock_held(tmp_path / "annotations" / ".locks" / "one.lock"):
        with pytest.raises(Unsaved):
            store.put([change("x", "b", "one")])
        store.put([change("x", "b", "two")])
        assert notes(folder_store(tmp_path), "two") == {"x": "b"}
        assert store.unsaved == 1
    ticked(store)
    assert store.unsaved == 0
    assert notes(folder_store(tmp_path), "one") == {"x": "b"}


def test_a_change_of_several_waits_for_each_of_them_and_what_follows_waits_for_it(tmp_path: Path) -> None:
    inner = RefusingStore()
    store = RetryingStore(inner)
    inner.refuses = {"one"}
    for puts in (
        [change("x", "1", "one")],
        [change("x", "2", "one"), change("x", "2", "two")],
        [change("x", "3", "two")],
        [change("x", "4", "two"), change("x", "4", "three")],
        [change("t", "5", LIBRARY)],  # a change of several writes there, too
    ):
        with pytest.raises(Unsaved):
            store.put(puts)
    store.put([change("x", "6", "four")])
    assert (store.unsaved, notes(inner, "four")) == (5, {"x": "6"})
    inner.refuses = set()
    store.put([change("y", "7", "three")])
    assert store.unsaved == 0
    assert [notes(inner, name) for name in ("one", "two", "three", LIBRARY)] == [
        {"x": "2"},
        {"x": "4"},
        {"x": "4", "y": "7"},
        {"t": "5"},
    ]
    assert inner.get("two", TABLE, "x")[1] == 3
    assert not inner.rivals("two", TABLE, "x")


_names = st.sampled_from(["one", "two", "three", LIBRARY])
_puts = st.lists(st.tuples(_names, st.sampled_from("xy")), min_size=1, max_size=3)
_steps = st.lists(st.tuples(_puts, st.sets(_names, max_size=3)), max_size=12)


@given(_steps)
def test_whatever_refuses_the_view_has_every_change_and_the_disk_no_later_one_first(
    steps: list[tuple[list[tuple[str, str]], set[str]]],
) -> None:
    inner, expected = RefusingStore(), MemoryStore()
    store = RetryingStore(inner)
    waiting: list[list[Put]] = []
    saved = MemoryStore()
    for number, (records, refuses) in enumerate(steps):
        inner.refuses = refuses
        puts = [change(id_, number, database) for database, id_ in dict.fromkeys(records)]
        with contextlib.suppress(Unsaved):
            store.put(puts)
        expected.put(puts)
        # The model: a change is saved once none of its databases refuses or has an earlier change that waits.
        waiting.append(puts)
        held_up, left = set(refuses), []
        for batch in waiting:
            if databases_of(batch) & held_up:
                held_up |= databases_of(batch)
                left.append(batch)
            else:
                saved.put(batch)
        waiting = left
        for name in ("one", "two", "three", LIBRARY):
            assert notes(store, name) == notes(expected, name)
            assert notes(inner, name) == notes(saved, name)
        assert store.unsaved == len(waiting)
    inner.refuses = set()
    store.close()
    assert store.waiting() == ([], [])
    for name in ("one", "two", "three", LIBRARY):
        assert notes(inner, name) == notes(expected, name)
        assert not any(inner.rivals(name, TABLE, id_) for id_ in "xy")


# -- refused for good


@pytest.fixture
def small_logs(monkeypatch: pytest.MonkeyPatch) -> int:
    """Make logs full at two kilobytes, and return this size."""
    most = 2048
    for module in ("log", "log_file", "database", "plain_file"):
        monkeypatch.setattr(f"reader.store.{module}.LARGEST", most)
    return most


def fill(root: Path, most: int) -> None:
    """Change one record until the log takes no more."""
    store = folder_store(root)
    store.put([change("gone", "a"), change("kept", "b")])
    store.put([change("gone", None)])
    with pytest.raises(Refused):
        for number in range(most):
            store.put([change("x", number)])
    store.close()


def test_a_full_log_refuses_for_good_and_holds_up_no_other(tmp_path: Path, small_logs: int) -> None:
    fill(tmp_path, small_logs)
    before = log_of(tmp_path).read_bytes()
    store = RetryingStore(folder_store(tmp_path))
    with pytest.raises(Refused) as refusal:
        store.put([change("y", "a" * 100)])
    assert refusal.value.message.startswith("article.jsonl ")
    assert "scolie check --mend" in refusal.value.hint
    assert store.unsaved == 0
    assert "y" not in notes(store)
    store.put([change("y", "b", "other")])
    assert notes(folder_store(tmp_path), "other") == {"y": "b"}
    assert log_of(tmp_path).read_bytes() == before


def test_a_log_that_others_have_made_too_large_refuses_for_good(tmp_path: Path, small_logs: int) -> None:
    store = RetryingStore(folder_store(tmp_path))
    store.put([change("x", "a")])
    with log_of(tmp_path).open("ab") as log:
        log.write(b"\n" * small_logs)
    with pytest.raises(Refused):
        store.put([change("x", "b")])
    assert store.unsaved == 0
    assert notes(store) == {"x": "a"}


def test_mending_makes_room_in_a_full_log_and_changes_nothing_else(tmp_path: Path, small_logs: int) -> None:
    fill(tmp_path, small_logs)
    before = log_of(tmp_path).read_bytes()
    store, other = folder_store(tmp_path), folder_store(tmp_path)
    records, expected = store.records("article", TABLE), notes(other)
    assert any("as large" in finding.what for finding in store.findings())
    assert any("full" in finding.what for finding in store.mend())
    assert len(log_of(tmp_path).read_bytes()) < small_logs // 2
    assert before in [path.read_bytes() for path in (tmp_path / "annotations" / "quarantine").iterdir()]
    assert store.records("article", TABLE) == records
    other.refresh()
    assert notes(other) == notes(folder_store(tmp_path)) == expected
    assert other.get("article", TABLE, "gone") == (None, 2)
    store.put([change("x", "after")])
    assert notes(folder_store(tmp_path)) == {**expected, "x": "after"}
    assert not any("as large" in finding.what for finding in store.findings())


def test_mending_leaves_a_full_log_in_which_nothing_was_replaced(tmp_path: Path, small_logs: int) -> None:
    store = folder_store(tmp_path)
    with pytest.raises(Refused):
        for number in range(small_logs):
            store.put([change(f"x{number}", number)])
    before = log_of(tmp_path).read_bytes()
    store.mend()
    assert log_of(tmp_path).read_bytes() == before


def test_what_waited_and_is_then_refused_for_good_is_counted_and_rescued_but_holds_up_nothing(
    tmp_path: Path, home: Path
) -> None:
    inner = RefusingStore()
    store = RetryingStore(inner)
    store.put([change("x", "a", "one")])
    inner.refuses = {"one"}
    with pytest.raises(Unsaved):
        store.put([change("x", "b", "one")])
    heard: list[ChangeEvent] = []
    store.subscribe(heard.extend)
    inner.refuses, inner.never = set(), {"one"}
    ticked(store)
    assert (store.unsaved, notes(store, "one")) == (1, {"x": "a"})
    assert [change.record and change.record["note"] for change in heard] == ["a"]
    assert any("never be saved: It is full." in finding.what for finding in store.findings())
    inner.never = set()
    store.put([change("x", "c", "one")])
    assert (store.unsaved, notes(inner, "one")) == (1, {"x": "c"})
    store.close()
    puts, texts = store.waiting()
    assert [put.record and put.record["note"] for put in puts] == ["b"]
    path = write_rescue(tmp_path, puts, texts, now=7)
    assert rescue_files(tmp_path) == [path]


def test_of_a_rescue_file_only_what_is_refused_for_good_is_left(tmp_path: Path, home: Path) -> None:
    inner = RefusingStore()
    puts = [change("x", "a", "one"), change("t", "b", LIBRARY), change("x", "c", "two")]
    path = write_rescue(tmp_path, puts, ["Un texte."], now=7)
    inner.never = {"one"}
    for _ in range(2):
        with pytest.raises(Refused):
            take_in_all(inner, tmp_path)
        assert rescue_files(tmp_path) == [path]
        assert [notes(inner, name) for name in ("one", "two", LIBRARY)] == [{}, {"x": "c"}, {"t": "b"}]
    inner.never = set()
    assert take_in_all(inner, tmp_path) == 1
    assert notes(inner, "one") == {"x": "a"}
    assert rescue_files(tmp_path) == []
