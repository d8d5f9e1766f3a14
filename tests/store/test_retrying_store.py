"""What the disk refuses is kept in view, tried again, and loses nobody's version."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.session.library.rescue import rescue_files, take_in_all, write_rescue
from reader.store.disk import Disk
from reader.store.interface import ChangeEvent, Unsaved
from reader.store.retrying_store import TICKS, RetryingStore
from reader.text.problem import Problem
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath


class Full(Disk):
    """A disk that takes nothing while it is ``full``."""

    full = False

    def write(self, fd: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(fd, data)


def kept_in(root: Path) -> tuple[RetryingStore, Full]:
    disk = Full()
    return RetryingStore(folder_store(root, disk=disk)), disk


def test_a_refused_change_is_shown_counted_reported_and_not_on_disk(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    store.put([change("x", "a")])
    told: list[ChangeEvent] = []
    store.subscribe(told.extend)
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "b"), change("y", "c")])
    assert (store.unsaved, notes(store)) == (1, {"x": "b", "y": "c"})
    assert store.get("article", TABLE, "x")[1] == 2
    assert {one.id for one in told} == {"x", "y"}
    assert notes(folder_store(tmp_path)) == {"x": "a"}


def test_it_is_saved_as_soon_as_the_disk_takes_it(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    disk.full = True
    for text in ("a", "b"):
        with pytest.raises(Unsaved):
            store.put([change("x", text)])
    for _ in range(TICKS):
        store.tick()
    assert store.unsaved == 2
    disk.full = False
    for _ in range(TICKS):
        store.tick()
    assert store.unsaved == 0
    assert notes(folder_store(tmp_path)) == {"x": "b"}


def test_a_later_change_is_saved_after_what_waits(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "a")])
    disk.full = False
    store.put([change("x", "b", base=1)])
    assert notes(folder_store(tmp_path)) == {"x": "b"}


def test_what_somebody_else_wrote_meanwhile_stays_beside_it(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    store.put([change("x", "a")])
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "mine", base=1)])
    folder_store(tmp_path).put([change("x", "theirs", base=1)])
    disk.full = False
    for _ in range(TICKS):
        store.tick()
    again = folder_store(tmp_path)
    found = [again.get("article", TABLE, "x")[0], *again.rivals("article", TABLE, "x")]
    assert sorted(str((record or {}).get("note")) for record in found) == ["mine", "theirs"]
    assert any("versions" in finding.what for finding in again.findings())


def test_a_version_of_somebody_else_that_shows_once_it_is_saved_is_reported(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    store.put([change("x", "a")])
    ahead = Clock()
    ahead.now += 10**9
    theirs = folder_store(tmp_path, ahead)
    theirs.refresh()
    seen: list[object] = []
    store.subscribe(lambda _changed: seen.append(notes(store)["x"]))
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "b", base=1)])
    theirs.put([change("x", "c", base=1)])
    store.refresh()
    disk.full = False
    for _ in range(TICKS):
        store.tick()
    assert store.unsaved == 0
    assert notes(store)["x"] == "c"
    assert seen[-1] == "c"


def test_what_is_not_saved_at_the_end_goes_to_a_rescue_file_and_comes_back(tmp_path: Path, home: Path) -> None:
    store, disk = kept_in(tmp_path)
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "a\udce9")])
    digest = store.keep_text("Un texte.")
    store.close()
    path = write_rescue(tmp_path, *store.waiting(), now=7)
    assert path.is_relative_to(home)
    assert rescue_files(tmp_path) == [path]
    disk.full = False
    again = folder_store(tmp_path)
    assert take_in_all(again, tmp_path) == 1
    assert notes(again) == {"x": "a\udce9"}
    assert again.text(digest) == "Un texte."
    assert rescue_files(tmp_path) == []


def test_only_what_others_have_changed_stands_beside_theirs(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    store.put([change("x", "a"), change("y", "a")])
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "mine", base=1), change("y", "mine", base=1)])
    folder_store(tmp_path).put([change("x", "theirs", base=1)])
    disk.full = False
    for _ in range(TICKS):
        store.tick()
    again = folder_store(tmp_path)
    assert len(again.rivals("article", TABLE, "x")) == 1
    assert again.rivals("article", TABLE, "y") == []
    assert notes(again)["y"] == "mine"


def test_a_text_that_cannot_be_kept_holds_up_no_change(tmp_path: Path) -> None:
    class NoTexts(Disk):
        def write_file(self, path: StrPath, data: bytes) -> None:
            if Path(path).parent.name == ".texts":
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))
            super().write_file(path, data)

    store = RetryingStore(folder_store(tmp_path, disk=NoTexts()))
    digest = store.keep_text("Un texte.")
    store.put([change("x", "a")])
    assert (store.unsaved, notes(folder_store(tmp_path))) == (0, {"x": "a"})
    assert store.text(digest) == "Un texte."
    assert store.waiting() == ([], ["Un texte."])


def left_unsaved(root: Path) -> None:
    """Leave with a change from "a" to "b" to "c" that could not be saved."""
    store, disk = kept_in(root)
    store.put([change("x", "a")])
    disk.full = True
    for base, text in enumerate("bc", 1):
        with pytest.raises(Unsaved):
            store.put([change("x", text, base=base)])
    store.close()
    write_rescue(root, *store.waiting(), now=7)


def test_what_was_rescued_replaces_what_it_was_made_from(tmp_path: Path, home: Path) -> None:
    left_unsaved(tmp_path)
    store = folder_store(tmp_path)
    assert take_in_all(store, tmp_path) == 1
    assert notes(store) == {"x": "c"}
    assert store.rivals("article", TABLE, "x") == []


def test_what_was_rescued_stands_beside_what_others_wrote_since(tmp_path: Path, home: Path) -> None:
    left_unsaved(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("x", "theirs", base=1)])
    take_in_all(store, tmp_path)
    found = [store.get("article", TABLE, "x")[0], *store.rivals("article", TABLE, "x")]
    assert sorted(str((record or {}).get("note")) for record in found) == ["c", "theirs"]


def test_a_rescue_file_that_cannot_be_read_holds_up_no_other(tmp_path: Path, home: Path) -> None:
    left_unsaved(tmp_path)
    (path,) = rescue_files(tmp_path)
    torn = path.with_name(path.name.replace("-7.", "-6."))
    torn.write_bytes(path.read_bytes()[:-9])
    store = folder_store(tmp_path)
    with pytest.raises(Problem):
        take_in_all(store, tmp_path)
    assert notes(store) == {"x": "c"}
    assert rescue_files(tmp_path) == [torn]


def test_a_line_that_was_refused_leaves_the_log_whole(tmp_path: Path) -> None:
    store, disk = kept_in(tmp_path)
    store.put([change("x", "a")])
    before = log_of(tmp_path).read_bytes()
    disk.full = True
    with pytest.raises(Unsaved):
        store.put([change("x", "b")])
    assert log_of(tmp_path).read_bytes() == before
