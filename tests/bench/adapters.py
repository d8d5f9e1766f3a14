"""Thin classes that let a measuring program drive the real store.

Six methods: insert, update, delete, all, close and the constructor; returning from a change means it is durable.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path
from typing import Any

from reader.store.folder import FolderStore
from reader.store.port import Put, Record

DATABASE = "article"


class Store:
    """The store of a library, seen as one table of records by key."""

    def __init__(self, root: str | Path) -> None:
        self._ticks = itertools.count(1)
        self._store = FolderStore(Path(root) / "annotations", lambda: time.time_ns() // 1000, os.urandom(4).hex())

    def insert(self, key: str, doc: dict[str, Any]) -> None:
        self._store.put([Put(DATABASE, "annotations", key, {"id": key, **doc})])

    def update(self, key: str, fields: dict[str, Any]) -> None:
        record, revision = self._store.get(DATABASE, "annotations", key)
        self._store.put([Put(DATABASE, "annotations", key, {**(record or {"id": key}), **fields}, revision)])

    def delete(self, key: str) -> None:
        self._store.put([Put(DATABASE, "annotations", key, None)])

    def all(self) -> dict[str, Record]:
        self._store.refresh()
        return self._store.records(DATABASE, "annotations")

    @property
    def notes(self) -> list[str]:
        return [f"{finding.where}: {finding.what}" for finding in self._store.findings()]

    def close(self) -> None:
        self._store.close()
