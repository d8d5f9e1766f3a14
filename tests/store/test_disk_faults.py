"""The Nth call to the disk fails, for every N: nothing acknowledged is lost, nothing refused does harm."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.store.disk import Disk
from reader.store.interface import Put, Stale, Store, Unsaved
from reader.store.retrying_store import TICKS, RetryingStore
from reader.text.problem import Problem
from tests.store.failing_disk import FailingDisk
from tests.store.making import change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath

STEPS: list[list[Put]] = [
    [change("x", "one")],
    [change("x", "two"), change("y", "one")],
    [change("z", "both", database="other"), change("x", None)],
    [change("y", "last")],
]


def _state(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    return _state_of(folder_store(root))


def _state_of(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    return notes(store), notes(store, "other")


def _after(state: tuple[dict[str, str], dict[str, str]], puts: list[Put]) -> tuple[dict[str, str], dict[str, str]]:
    made = dict(state[0]), dict(state[1])
    for put in puts:
        rows = made[put.database == "other"]
        rows.pop(put.id, None)
        if put.record:
            rows[put.id] = put.record["note"]
    return made


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize(("code", "short"), [(errno.ENOSPC, True), (errno.EIO, False), (errno.EMFILE, False)])
def test_whatever_call_fails_the_store_holds_what_it_acknowledged(
    tmp_path: Path, code: int, short: bool, lasting: bool
) -> None:
    nth, reached = 0, True
    while reached:
        nth += 1
        root = tmp_path / str(nth)
        root.mkdir()
        disk = FailingDisk(nth, code, short, lasting)
        store = folder_store(root, disk=disk)
        expected: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for puts in STEPS:
            try:
                store.put(puts)
                expected = _after(expected, puts)
            except Problem:
                found = _state(root)
                # Where even cutting back fails, a refused change may stay; half of one never does.
                assert found in ([expected, _after(expected, puts)] if lasting else [expected]), (nth, puts)
                expected = found
        store.close()
        assert _state(root) == expected, nth
        reached = disk.over
    assert nth > 20


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_after_a_refused_change_the_same_store_goes_on(tmp_path: Path, code: int) -> None:
    for nth in range(1, 40):
        root = tmp_path / str(nth)
        root.mkdir()
        store = folder_store(root, disk=FailingDisk(nth, code, short=True))
        for count in range(4):
            try:
                store.put([change("x", count, base=count)])
            except Problem:
                store.put([change("x", count, base=count)])
        assert notes(store) == notes(folder_store(root)) == {"x": 3}


def test_a_text_that_cannot_be_kept_is_reported_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    for nth in range(1, 60):
        root = tmp_path / str(nth)
        root.mkdir()
        store = folder_store(root, disk=FailingDisk(nth, errno.ENOSPC, short=True))
        try:
            digest = store.keep_text("Un texte gardé.")
        except Problem:
            digest = store.keep_text("Un texte gardé.")
        assert folder_store(root).text(digest) == "Un texte gardé."


def test_a_log_that_cannot_be_read_is_never_shown_as_empty(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "there")])

    class Unreadable(Disk):
        def read(self, fd: int, size: int, offset: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(Problem):
        notes(folder_store(tmp_path, disk=Unreadable()))
    assert notes(folder_store(tmp_path)) == {"x": "there"}


def test_short_reads_and_short_writes_are_gone_on_with(tmp_path: Path) -> None:
    class Slow(Disk):
        def read(self, fd: int, size: int, offset: int) -> bytes:
            return super().read(fd, min(size, 7), offset)

        def write(self, fd: int, data: bytes) -> int:
            return super().write(fd, data[:5])

    store = folder_store(tmp_path, disk=Slow())
    for count in range(5):
        store.put([change(f"x{count}", "é" * count)])
    assert notes(folder_store(tmp_path, disk=Slow())) == {f"x{count}": "é" * count for count in range(5)}


def test_a_torn_tail_that_cannot_be_set_aside_is_not_cut_off(tmp_path: Path) -> None:
    folder_store(tmp_path).put([change("x", "there")])
    log = log_of(tmp_path)
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"c":[["annotations","y",1,{"id"')
    before = log.read_bytes()

    class NoQuarantine(Disk):
        def write_file(self, path: StrPath, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Problem):
        folder_store(tmp_path, disk=NoQuarantine()).put([change("z", "new")])
    assert log.read_bytes() == before


def test_a_stale_change_writes_not_a_byte(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    before = log_of(tmp_path).read_bytes()
    with pytest.raises(Stale):
        store.put([change("x", "b", base=7)])
    assert log_of(tmp_path).read_bytes() == before


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("code", [errno.EIO, errno.EROFS, errno.EMFILE, errno.EINTR])
def test_whatever_call_fails_a_store_that_keeps_saves_it_all_in_the_end(
    tmp_path: Path, code: int, lasting: bool
) -> None:
    nth, reached = 0, True
    while reached:
        nth += 1
        root = tmp_path / str(nth)
        root.mkdir()
        disk = FailingDisk(nth, code, short=True, lasting=lasting)
        store = RetryingStore(folder_store(root, disk=disk))
        for puts in STEPS:
            with contextlib.suppress(Unsaved):
                store.put(puts)
            store.refresh()
            store.tick()
        assert _state_of(store) == ({"y": "last"}, {"z": "both"}), nth
        reached, disk.nth = disk.over, 10**9
        for _ in range(2 * TICKS):
            store.tick()
        assert store.unsaved == 0, nth
        store.close()
        assert _state(root) == ({"y": "last"}, {"z": "both"}), nth
    assert nth > 20


@pytest.mark.parametrize("lasting", [False, True])
def test_whatever_call_fails_looking_around_stops_nobody(tmp_path: Path, lasting: bool) -> None:
    for nth in range(1, 40):
        root = tmp_path / str(nth)
        root.mkdir()
        folder_store(root).put([change("x", "a"), change("y", "b", database="other")])
        disk = FailingDisk(10**9, errno.EIO, lasting=lasting)
        store = folder_store(root, disk=disk)
        assert _state_of(store) == ({"x": "a"}, {"y": "b"})
        others = folder_store(root)
        others.put([change("x", "c"), change("y", "d", database="other"), change("z", "e", database="third")])
        others.close()
        disk.nth = disk.calls + nth
        for look in (store.refresh, store.tick, store.findings, store.refresh, store.close):
            look()
        disk.nth = 10**9
        store.refresh()
        assert _state_of(store) == ({"x": "c"}, {"y": "d"}), nth
