"""What every engine promises: the same tests run on the one in memory and on the one on disk."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.store.interface import ChangeEvent, Put, Stale, Store
from reader.store.retrying_store import RetryingStore
from tests.memory_store import MemoryStore
from tests.store.making import TABLE, change, folder_store, notes

ENGINES: dict[str, Callable[[Path], Store]] = {
    "memory": lambda _: MemoryStore(),
    "folder": folder_store,
    "keeping": lambda root: RetryingStore(folder_store(root)),
}


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = ENGINES[request.param](tmp_path)
    yield made
    made.close()


def test_what_was_never_there_has_revision_0(store: Store) -> None:
    assert store.get("article", TABLE, "x") == (None, 0)
    assert store.records("article", TABLE) == {}
    assert store.databases() == []


def test_revisions_count_changes_and_a_deletion_is_one(store: Store) -> None:
    store.put([change("x", "a")])
    store.put([change("x", "b")])
    assert store.get("article", TABLE, "x") == ({"id": "x", "note": "b"}, 2)
    store.put([change("x", None)])
    assert store.get("article", TABLE, "x") == (None, 3)
    store.put([change("x", "c", base=3)])
    assert store.get("article", TABLE, "x") == ({"id": "x", "note": "c"}, 4)


def test_a_stale_change_is_refused_and_nothing_of_its_batch_is_made(store: Store) -> None:
    store.put([change("x", "a")])
    with pytest.raises(Stale):
        store.put([change("y", "new"), change("x", "b", base=0)])
    assert notes(store) == {"x": "a"}


def test_of_several_changes_of_one_record_the_last_counts(store: Store) -> None:
    store.put([change("x", "first"), change("y", "other"), change("x", "last")])
    assert notes(store) == {"x": "last", "y": "other"}
    assert store.findings() == []


def test_what_is_handed_out_or_in_is_a_copy(store: Store) -> None:
    given_in = change("x", {"deep": ["a"]})
    store.put([given_in])
    assert given_in.record
    given_in.record["note"]["deep"].append("changed by the giver")
    record, _ = store.get("article", TABLE, "x")
    assert record
    record["note"]["deep"].append("changed by the taker")
    store.records("article", TABLE)["x"]["note"]["deep"].append("again")
    assert notes(store) == {"x": {"deep": ["a"]}}


def test_subscribers_hear_of_changes_until_they_leave(store: Store) -> None:
    heard: list[list[ChangeEvent]] = []
    leave = store.subscribe(heard.append)
    store.put([change("x", "a"), change("y", "b", database="other")])
    store.put([change("x", "a")])
    leave()
    store.put([change("x", "c")])
    assert [sorted((change.database, change.id, change.revision) for change in some) for some in heard] == [
        [("article", "x", 1), ("other", "y", 1)]
    ]


def test_a_change_that_changes_nothing_makes_no_revision(store: Store) -> None:
    store.put([change("x", "a")])
    store.put([change("x", "a"), change("never there", None)])
    assert store.get("article", TABLE, "x")[1] == 1
    assert store.get("article", TABLE, "never there") == (None, 0)


def test_kept_texts_come_back_by_their_digest(store: Store) -> None:
    text = "Le détroit gèle.\nÀ l’aube 🐋\n"
    assert store.text(store.keep_text(text)) == text
    assert store.keep_text(text) == store.keep_text(text)
    assert store.text("0" * 64) is None


_ids = st.sampled_from("abc")
_batches = st.lists(st.lists(st.tuples(st.sampled_from(["one", "two"]), _ids, st.none() | st.text(max_size=4))))


@settings(deadline=None)  # it waits for the disk
@given(_batches)
def test_engines_agree_and_a_second_opening_shows_the_same(
    batches: list[list[tuple[str, str, str | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, disk = MemoryStore(), folder_store(Path(folder))
        for batch in batches:
            puts = [change(id_, note, database) for database, id_, note in batch]
            memory.put(puts)
            disk.put(puts)
        again = folder_store(Path(folder))
        for database in ("one", "two"):
            for id_ in "abc":
                expected = memory.get(database, TABLE, id_)
                assert disk.get(database, TABLE, id_) == again.get(database, TABLE, id_) == expected
        disk.close()
        assert again.findings() == []


def test_threads_may_ask_at_once(store: Store, tmp_path: Path) -> None:
    """A search or a count reads in the background: what it sees is whole, and no change is lost over it."""
    for number in range(20):
        store.put([change(f"r{n}", "a", database=f"d{number}") for n in range(10)])
    again = store if isinstance(store, MemoryStore) else folder_store(tmp_path)  # nothing is opened in it yet
    faults: list[object] = []
    wait = threading.Barrier(5)

    def look() -> None:
        wait.wait()
        try:
            for number in range(20):
                again.refresh()
                found = again.records(f"d{number}", TABLE)
                if len(found) < 10:
                    faults.append((number, len(found)))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    switching = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        wait.wait()
        for number in range(20):
            again.put([change(f"new{n}", "b", database=f"d{number}") for n in range(5)])
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switching)
    assert faults == []
    assert all(len(again.records(f"d{number}", TABLE)) == 15 for number in range(20))
    if again is not store:
        again.close()


def test_versions_stand_beside_each_other_until_the_next_change_decides(store: Store) -> None:
    store.put([change("x", "a"), change("y", "b")])
    store.put([replace(change("x", "beside"), beside=True)])
    assert notes(store) == {"x": "beside", "y": "b"}
    assert [record and record["note"] for record in store.rivals("article", TABLE, "x")] == ["a"]
    store.put([change("x", "settled")])
    assert store.rivals("article", TABLE, "x") == []
    assert notes(store) == {"x": "settled", "y": "b"}


def test_the_tables_are_those_that_records_were_put_in(store: Store) -> None:
    store.put([change("x", "a"), Put("article", "history", "h", {"id": "h"}), Put("other", "tags", "t", {"id": "t"})])
    store.put([change("x", None)])
    assert store.tables("article") == ["annotations", "history"]
    assert store.tables("other") == ["tags"]
    assert store.tables("none") == []
