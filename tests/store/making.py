"""Stores with a clock that only counts, and short ways to write to them."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.git_state import put_there_by_git
from reader.store.interface import Put, Store

TABLE = "annotations"


class Clock:
    """Microseconds that go on by one a call; ``now`` may be set."""

    def __init__(self) -> None:
        self.now = 1_000

    def __call__(self) -> int:
        self.now += 1
        return self.now


_names = itertools.count(1)


def folder_store(
    root: Path, clock: Clock | None = None, disk: Disk | None = None, *, git: bool | None = None
) -> FolderStore:
    """A store; ``git`` says whether git put a log where it is, None asks git itself."""
    is_put_by_git = put_there_by_git if git is None else lambda _path: bool(git)
    writer = f"writer{next(_names)}"
    return FolderStore(root / "annotations", clock or Clock(), writer, disk, is_put_by_git=is_put_by_git)


def change(id_: str, note: Any, database: str = "article", base: int | None = None) -> Put:
    """A change of one record; the note None deletes it."""
    return Put(database, TABLE, id_, None if note is None else {"id": id_, "note": note}, base)


def notes(store: Store, database: str = "article") -> dict[str, Any]:
    return {id_: record["note"] for id_, record in store.records(database, TABLE).items()}


def log_of(root: Path, database: str = "article") -> Path:
    return root / "annotations" / f"{database}.jsonl"


def often(few: int, many: int) -> int:
    """How often a random test runs: ``few`` times in `make test`, ``many`` in `make torture`."""
    return many if "TORTURE" in os.environ else few
