"""The store keeps few files open: many systems allow 1,024 or 256, and a terminal is waited for among the first 1,024."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.store.folder import FolderStore
from tests.store.making import change, folder_store

OPEN = Path("/dev/fd")
pytestmark = pytest.mark.skipif(not (OPEN / "0").is_symlink(), reason="the system does not list open files by name")


def open_files(folder: Path) -> int:
    """Return how many files in ``folder`` this process has open."""
    count = 0
    for file in OPEN.iterdir():
        try:
            count += file.readlink().is_relative_to(folder)
        except OSError:
            continue  # it was open for listing the others
    return count


def used(folder: Path) -> FolderStore:
    """Return a store that has written, read and told others."""
    store = folder_store(folder)
    for number in range(3):
        store.put([change("x", str(number)), change("y", "b", database="other")])
    beside = folder_store(folder)
    beside.put([change("z", "c")])
    beside.close()
    store.refresh()
    store.glance([])
    store.tick()
    return store


def closed(folder: Path) -> None:
    store = used(folder)
    store.close()
    assert open_files(folder) == 0  # before anything is collected


def dropped(folder: Path) -> None:
    used(folder)


@pytest.mark.parametrize("end", [closed, dropped])
def test_a_store_that_has_ended_has_nothing_open(tmp_path: Path, end: Callable[[Path], None]) -> None:
    end(tmp_path)
    gc.collect()
    assert open_files(tmp_path) == 0


def test_a_change_over_many_articles_leaves_few_files_open(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a", database=f"article-{number}") for number in range(100)])
    assert open_files(tmp_path) < 10
    store.put([change("x", "b", database="article-7")])
    assert store.get("article-7", "annotations", "x")[0] == {"id": "x", "note": "b"}
    store.close()
