"""Thin classes that let a measuring program drive the real store and the real anchoring.

Store, six methods: insert, update, delete, all, close and the constructor; returning from a change means it is durable.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.store.folder import FolderStore
from reader.store.interface import Put, Record
from tests.bench.anchor_adapter import Anchors

__all__ = ["Anchors", "Store"]

DATABASE = "article"


class Bulk:
    """Many records at once, under the name that a measuring program fills a store by."""

    def __init__(self, store: FolderStore) -> None:
        self._store = store

    def insert_multiple(self, documents: Iterable[Any]) -> None:
        """Insert documents that have a ``doc_id``."""
        keyed = [(str(document.doc_id), dict(document)) for document in documents]
        self._store.put([Put(DATABASE, "annotations", key, {"id": key, **record}) for key, record in keyed])


class Store:
    """The store of a library, seen as one table of records by key."""

    def __init__(self, root: str | Path) -> None:
        self._store = FolderStore(Path(root) / "annotations", lambda: time.time_ns() // 1000, os.urandom(4).hex())

    @property
    def t(self) -> Bulk:
        return Bulk(self._store)

    def insert(self, key: str, doc: dict[str, Any]) -> None:
        self._store.put([Put(DATABASE, "annotations", key, {"id": key, **doc})])

    def fill(self, keys: Iterable[str]) -> None:
        """Insert a plain record for each key, all in one change."""
        body = {"quote": "mot " * 40, "note": "", "tags": ["a", "b"]}
        self._store.put([Put(DATABASE, "annotations", key, {"id": key, **body}) for key in keys])

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
