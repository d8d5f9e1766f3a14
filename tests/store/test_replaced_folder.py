"""The folder and its locks in other hands while a program runs."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import IO

import pytest

from reader.store.checkpoints import CHECKPOINT_AFTER
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import Unsaved
from reader.store.retrying_store import TICKS, RetryingStore
from tests.store.lock_holder import lock_held
from tests.store.making import Clock, change, folder_store, notes


def test_a_folder_that_was_moved_away_is_reported_and_what_was_read_stays_in_view(tmp_path: Path) -> None:
    clock = Clock()
    store = RetryingStore(folder_store(tmp_path, clock))
    store.put([change("x", "a")])
    (tmp_path / "annotations").rename(tmp_path / "away")
    store.refresh()
    assert notes(store) == {"x": "a"}
    clock.now += CHECKPOINT_AFTER
    store.tick()
    with pytest.raises(Unsaved):
        store.put([change("y", "b")])
    assert not (tmp_path / "annotations").exists()  # no second library is begun in its place
    assert (notes(store), store.unsaved) == ({"x": "a", "y": "b"}, 1)
    assert any("has gone" in finding.what for finding in store.findings())
    (tmp_path / "away").rename(tmp_path / "annotations")
    for _ in range(TICKS):
        store.tick()
    assert store.unsaved == 0
    assert notes(folder_store(tmp_path)) == {"x": "a", "y": "b"}


def test_a_folder_put_in_its_place_is_read_anew(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    other = folder_store(tmp_path / "other")
    other.put([change("z", "other")])
    other.close()
    shutil.rmtree(tmp_path / "annotations")
    shutil.copytree(tmp_path / "other" / "annotations", tmp_path / "annotations")
    store.refresh()
    store.put([change("y", "b")])
    assert notes(store) == {"z": "other", "y": "b"}
    assert notes(folder_store(tmp_path)) == {"z": "other", "y": "b"}


@pytest.mark.parametrize("what", ["is_due", "tick"])
def test_a_folder_replaced_during_a_write_takes_no_file_from_under_the_writer(tmp_path: Path, what: str) -> None:
    folder, bystander = tmp_path / "annotations", tmp_path / "bystander"
    threads: list[threading.Thread] = []
    opened: list[IO[str]] = []

    def looks() -> None:
        if store.is_due and what == "tick":
            store.tick()

    class Replaced(Disk):
        """Another folder comes into its place at the first write once ``armed``."""

        armed = False

        def write(self, fd: int, data: bytes) -> int:
            if self.armed:
                self.armed = False
                shutil.copytree(folder, tmp_path / "copy")
                folder.rename(tmp_path / "old")
                (tmp_path / "copy").rename(folder)
                threads.append(threading.Thread(target=looks))
                threads[0].start()
                threads[0].join(0.1)
                opened.extend(bystander.open("a") for _ in range(16))  # a descriptor that was let go is given out again
            return super().write(fd, data)

    disk = Replaced()
    store = folder_store(tmp_path, disk=disk)
    store.put([change("x", "a")])
    disk.armed = True
    with pytest.raises(Unsaved):
        store.put([change("y", "b")])
    threads[0].join(30)
    assert bystander.read_text() == ""
    store.put([change("y", "b")])
    assert notes(store) == notes(folder_store(tmp_path)) == {"x": "a", "y": "b"}
    for file in opened:
        file.close()


def test_a_lock_that_another_program_holds_delays_nobody_for_long(tmp_path: Path) -> None:
    store = RetryingStore(FolderStore(tmp_path / "annotations", Clock(), "me", patience=0.05))
    store.put([change("x", "a")])
    lock = tmp_path / "annotations" / ".locks" / "article.lock"
    with lock_held(lock):
        with pytest.raises(Unsaved) as raised:
            store.put([change("x", "b")])
        assert "Another program" in raised.value.title
        assert (notes(store), store.unsaved) == ({"x": "b"}, 1)
    for _ in range(TICKS):
        store.tick()
    assert store.unsaved == 0
    assert notes(folder_store(tmp_path)) == {"x": "b"}


def test_a_clock_that_was_set_back_changes_no_order(tmp_path: Path) -> None:
    clock = Clock()
    clock.now = time.time_ns() // 1000
    store = folder_store(tmp_path, clock)
    store.put([change("x", "a")])
    clock.now -= 365 * 86_400_000_000
    store.put([change("x", "b")])
    store.close()
    assert notes(folder_store(tmp_path)) == {"x": "b"}
