"""Looking around at little cost: what others have written is seen, at once or in its turn, and nothing is missed."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.store import log_watch
from reader.store.change_feed import LARGEST, ChangeFeed
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import LIBRARY
from tests.store.making import change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath

NAMES = [f"a{number}" for number in range(7)]


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_watch, "AT_ONCE", 3)
    monkeypatch.setattr(log_watch, "IN_TURN", 1)


def filled(root: Path) -> None:
    store = folder_store(root)
    for name in NAMES:
        store.put([change("x", "old", name)])
    store.close()


def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on changes are made as by a program that tells nobody."""
    monkeypatch.setattr(ChangeFeed, "publish", lambda *_: None)


def test_a_change_of_a_program_of_ours_is_seen_at_the_next_glance(tmp_path: Path) -> None:
    filled(tmp_path)
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    assert mine.glance() == set()
    for name in reversed(NAMES):
        other.put([change("x", "new", name)])
        assert mine.glance() == {name}
        assert notes(mine, name) == {"x": "new"}
    assert mine.glance() == set()


def test_what_was_taken_in_otherwise_is_reported_at_the_next_glance(tmp_path: Path) -> None:
    filled(tmp_path)
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    other.put([change("x", "new", "a1"), change("x", "new", "a2")])
    mine.refresh()
    mine.put([change("y", "mine", "a3")])
    assert mine.glance() == {"a1", "a2"}
    other.put([change("x", "newer", "a2")])
    mine.put([change("y", "mine", "a2")])
    assert mine.glance() == {"a2"}
    assert mine.glance() == set()


class WatchedDisk(Disk):
    """Notes which logs are looked at one by one, and how often the whole folder is."""

    def __init__(self) -> None:
        super().__init__()
        self.logs: list[str] = []
        self.scans = 0

    def state(self, path: StrPath) -> os.stat_result:
        if str(path).endswith(".jsonl"):
            self.logs.append(Path(path).stem)
        return super().state(path)

    def entries(self, folder: StrPath) -> Iterator[tuple[str, os.stat_result]]:
        self.scans += 1
        return super().entries(folder)


def test_a_glance_looks_at_few_logs(tmp_path: Path) -> None:
    filled(tmp_path)
    disk = WatchedDisk()
    mine, other = folder_store(tmp_path, disk=disk), folder_store(tmp_path)
    disk.logs.clear()
    disk.scans = 0
    mine.glance()
    assert set(disk.logs) <= {LIBRARY, "a0"}
    disk.logs.clear()
    other.put([change("x", "new", "a6")])
    mine.glance(["a3"])
    assert {"a3", "a6"} <= set(disk.logs) <= {LIBRARY, "a1", "a3", "a6"}
    assert disk.scans == 0


@pytest.mark.parametrize("named", [False, True])
def test_what_nobody_tells_of_is_seen_in_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool) -> None:
    filled(tmp_path)
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    silent(monkeypatch)
    other.put([change("x", "new", "a5")])
    glances = 1 if named else len(NAMES) + 1
    assert set().union(*(mine.glance(["a5"] if named else []) for _ in range(glances))) == {"a5"}
    assert notes(mine, "a5") == {"x": "new"}


def test_a_log_put_in_place_makes_all_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    filled(tmp_path / "elsewhere")
    elsewhere = folder_store(tmp_path / "elsewhere")
    elsewhere.put([change("x", "new", "a6"), change("x", "new", "b")])
    elsewhere.close()
    os.utime(tmp_path / "annotations", (1, 1))  # long ago, however coarse the file system's clock
    mine = folder_store(tmp_path)
    silent(monkeypatch)
    for name in ("a6", "b", LIBRARY):
        log_of(tmp_path / "elsewhere", name).replace(log_of(tmp_path, name))
    for _ in range(3):
        mine.glance()
    assert (notes(mine, "a6"), notes(mine, "b")) == ({"x": "new"}, {"x": "new"})


@pytest.mark.parametrize("seed", range(5))
def test_glances_together_tell_what_a_refresh_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    filled(tmp_path)
    numbers = random.Random(seed)
    glancing, refreshing, loud, mute = (folder_store(tmp_path) for _ in range(4))
    told: dict[FolderStore, set[tuple[str, str]]] = {glancing: set(), refreshing: set()}
    for store, places in told.items():
        store.subscribe(lambda changed, places=places: places.update((each.database, each.id) for each in changed))  # type: ignore[misc]
    for step in range(30):
        writer = numbers.choice([loud, mute])
        with monkeypatch.context() as patch:
            if writer is mute:
                silent(patch)
            some = numbers.sample([*NAMES, LIBRARY, f"new{step}"], numbers.choice([1, 1, 3]))
            writer.put([change("x", f"{step}", name) for name in some])
        glancing.glance()
    for _ in range(2 * len(NAMES) + 60):
        glancing.glance()
    refreshing.refresh()
    assert told[glancing] == told[refreshing]
    for name in refreshing.databases():
        assert notes(glancing, name) == notes(refreshing, name)


def test_the_change_feed_is_only_a_hint(tmp_path: Path) -> None:
    filled(tmp_path)
    file = tmp_path / "annotations" / ".locks" / "tidings"
    mine, other = folder_store(tmp_path), folder_store(tmp_path)
    for number, wrong in enumerate((b"", b"\xff\n../x\n\n", b"a\n" * LARGEST, None)):
        if wrong is None:
            file.unlink()
        else:
            file.write_bytes(wrong)
        other.put([change("x", f"{number}", "a4")])
        for _ in range(len(NAMES) + 3):
            mine.glance()
        assert notes(mine, "a4") == {"x": f"{number}"}
        assert mine.findings() == []
    assert not file.exists() or file.stat().st_size < LARGEST
