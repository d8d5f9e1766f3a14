"""A program killed at any moment, a machine that loses power at any call: what was acknowledged is there."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import Put
from tests.store.making import TABLE, Clock, change, folder_store, notes, often

if TYPE_CHECKING:
    from _typeshed import StrPath

WRITER = """
import sys, random, time
from pathlib import Path
from reader.store.folder import FolderStore
from reader.store.interface import Put
root, seed = Path(sys.argv[1]), int(sys.argv[2])
numbers = random.Random(seed)
store = FolderStore(root / "annotations", lambda: time.time_ns() // 1000, f"writer{seed}")
alive = sorted(store.records("article", "annotations"))
for count in range(10_000):
    id_ = numbers.choice(alive) if alive and numbers.random() < 0.5 else f"{seed}-{count}"
    gone = id_ in alive and numbers.random() < 0.3
    note = None if gone else f"{seed} {count}"
    other = numbers.random() < 0.2
    print("try", id_, note, other, flush=True)
    record = None if gone else {"id": id_, "note": note}
    puts = [Put("article", "annotations", id_, record)]
    if other:
        puts.append(Put("other", "annotations", id_, record))
    store.put(puts)
    print("done", id_, note, other, flush=True)
    alive = sorted({*alive, id_} - ({id_} if gone else set()))
    store.tick()
"""


def test_killed_at_any_moment_a_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    numbers = random.Random(5)
    expected: dict[str, set[str | None]] = {}
    for kill in range(often(8, 1000)):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(kill)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout
        lines = [writer.stdout.readline() for _ in range(numbers.randrange(1, 60))]
        writer.kill()
        rest, _ = writer.communicate()
        for line in "".join([*lines, rest]).splitlines(keepends=True):
            words = line.split(" ", 2)
            if not line.endswith("\n") or len(words) < 3:
                continue
            id_, note = words[1], words[2].rsplit(" ", 1)[0]
            value = None if note == "None" else note
            expected[id_] = {value} if words[0] == "done" else {*expected.get(id_, {None}), value}
        store = folder_store(tmp_path)
        found = notes(store)
        assert set(found) <= set(expected)
        for id_, values in expected.items():
            assert found.get(id_) in values, (kill, id_)
            expected[id_] = {found.get(id_)}
        assert not [finding for finding in store.findings() if "annot" in finding.what]
        store.close()


class Crash(BaseException):
    """The power is gone."""


class Volatile(Disk):
    """A disk that keeps only what was made durable, and fails for good at its ``nth`` call.

    A file is what it was at its last fsync; a folder has the names that it had when it was synced last.
    """

    def __init__(self, nth: int) -> None:
        self.left = nth
        self._files: dict[int, bytes] = {}
        self._folders: dict[Path, dict[str, int | None]] = {}

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash

    def open(self, path: StrPath, flags: int) -> int:
        self._count()
        fd = super().open(path, flags)
        state = os.fstat(fd)
        if flags & os.O_CREAT and not state.st_size:
            self._files.pop(state.st_ino, None)
        return fd

    def write(self, fd: int, data: bytes) -> int:
        self._count()
        return super().write(fd, data)

    def truncate(self, fd: int, size: int) -> None:
        self._count()
        super().truncate(fd, size)

    def replace(self, source: StrPath, target: StrPath) -> None:
        self._count()
        super().replace(source, target)

    def fsync(self, fd: int) -> None:
        self._count()
        state = os.fstat(fd)
        if not stat.S_ISDIR(state.st_mode):
            self._files[state.st_ino] = Path(f"/proc/self/fd/{fd}").read_bytes()

    def sync_folder(self, path: StrPath) -> None:
        self._count()
        self._folders[Path(path)] = {
            entry.name: None if entry.is_dir() else entry.inode() for entry in os.scandir(path)
        }

    def trust(self, folder: Path) -> None:
        """Take what is in ``folder`` for durable."""
        self._folders[folder] = {}
        for path in folder.iterdir():
            self._folders[folder][path.name] = None if path.is_dir() else path.stat().st_ino
            if path.is_dir():
                self.trust(path)
            else:
                self._files[path.stat().st_ino] = path.read_bytes()

    def after_power_loss(self, root: Path, target: Path) -> None:
        """Write to ``target`` what the disk has of ``root``."""
        self._restore(root, target)

    def _restore(self, folder: Path, target: Path) -> None:
        target.mkdir(parents=True)
        for name, inode in self._folders.get(folder, {}).items():
            if inode is None:
                self._restore(folder / name, target / name)
            else:
                (target / name).write_bytes(self._files.get(inode, b""))


STEPS: list[list[Put]] = [
    [change("x", "one")],
    [change("x", "two"), change("y", "one")],
    [change("z", "both", database="other"), change("x", None)],
    [change("y", "last")],
]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the system for files by descriptor")
@pytest.mark.parametrize("power", [True, False], ids=["power loss", "process death"])
def test_wherever_it_stops_each_change_is_whole_or_not_there(tmp_path: Path, power: bool) -> None:
    states = [({}, {}), ({"x": "one"}, {}), ({"x": "two", "y": "one"}, {}), ({"y": "one"}, {"z": "both"}),
              ({"y": "last"}, {"z": "both"})]  # fmt: skip
    nth, crashed = 0, True
    while crashed:
        nth += 1
        root = tmp_path / f"{nth}"
        root.mkdir()
        disk = Volatile(nth)
        disk.sync_folder(root)
        done, crashed = 0, False
        store = FolderStore(root / "annotations", Clock(), "writer", disk)
        try:
            for puts in STEPS:
                store.put(puts)
                done += 1
                store.tick()
            store.close()
        except Crash:
            crashed = True
        left = tmp_path / f"{nth}-left"
        if power:
            disk.after_power_loss(root, left)
        else:
            shutil.copytree(root, left)
        again = folder_store(left)
        found = notes(again), notes(again, "other")
        assert found in [states[done], *states[done + 1 : done + 2]], (nth, done, found)
        again.put([change("later", "goes on")])
        assert folder_store(left).get("article", TABLE, "later")[0]
    assert nth > 30


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the system for files by descriptor")
@pytest.mark.parametrize("power", [True, False], ids=["power loss", "process death"])
def test_a_change_to_a_thousand_articles_is_whole_or_not_there_wherever_it_stops(tmp_path: Path, power: bool) -> None:
    names = [f"article-{number}" for number in range(often(40, 1000))]
    store = folder_store(tmp_path / "before")
    for name in names:
        store.put([change("x", "before", database=name)])
    store.close()

    def stopped_at(nth: int) -> tuple[int, set[str]]:
        """Let it stop at the ``nth`` call; return how many calls were left and what the articles say."""
        root = tmp_path / "now"
        shutil.copytree(tmp_path / "before", root)
        disk = Volatile(10**9)
        disk.trust(root)
        store = FolderStore(root / "annotations", Clock(), "writer", disk)
        disk.left = nth
        with contextlib.suppress(Crash):
            store.put([change("x", "after", database=name) for name in names])
        if power:
            disk.after_power_loss(root, tmp_path / "left")
            shutil.rmtree(root)
        else:
            root.rename(tmp_path / "left")
        again = folder_store(tmp_path / "left")
        found = {note for name in names for note in notes(again, name).values()}
        again.close()
        shutil.rmtree(tmp_path / "left")
        return disk.left, found

    left, found = stopped_at(10**9)
    assert found == {"after"}
    calls = 10**9 - left
    assert calls > 3 * len(names)
    numbers, seen = random.Random(11), set()
    for nth in [*numbers.sample(range(calls), often(8, 100)), *range(calls - often(8, 40), calls)]:
        left, found = stopped_at(nth)
        assert left < 0
        assert found in ({"before"}, {"after"}), (nth, calls, found)
        seen |= found
    assert seen == {"before", "after"}


def test_one_damaged_file_loses_nothing(tmp_path: Path) -> None:
    numbers = random.Random(7)
    store = folder_store(tmp_path / "whole")
    for count in range(60):
        store.put([change(f"x{count}", f"note {count}")])
    store.close()
    store = folder_store(tmp_path / "whole")
    store.put([change(f"x{count}", None) for count in range(0, 20, 3)])
    for count in range(8):
        store.put([change(f"y{count}", "newest")])
    whole = notes(store)
    for number in range(often(60, 3000)):
        root = tmp_path / "damaged"
        shutil.copytree(tmp_path / "whole", root)
        files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".lock"]
        path = numbers.choice(files)
        data = path.read_bytes()
        at = numbers.randrange(max(1, len(data)))
        match numbers.choice(["cut", "flip", "zero", "garbage", "empty", "gone"]):
            case "cut":
                path.write_bytes(data[:at])
            case "flip":
                path.write_bytes(
                    data[:at] + bytes([data[at] ^ (1 << numbers.randrange(8))]) + data[at + 1 :] if data else b""
                )
            case "zero":
                path.write_bytes(data[:at] + bytes(min(4096, len(data) - at)) + data[at + 4096 :])
            case "garbage":
                path.write_bytes(data + b"\0\xff{]}" * 9)
            case "empty":
                path.write_bytes(b"")
            case "gone":
                path.unlink()
        assert notes(folder_store(root)) == whole, (number, path.relative_to(root))
        shutil.rmtree(root)
