"""Copies that synchronisers, file managers and editors leave beside a log: they do not count, and `mend` merges them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.store.interface import LIBRARY, Put
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes

AS_DATABASES = [
    "{}.sync-conflict-20240101-120000-ABCDEFG.jsonl",
    "{} (conflicted copy 2024-01-01 120000).jsonl",
    "{} (Copie en conflit de Zoé 2024-01-01).jsonl",
    "{}_conflict-20240101-120000.jsonl",
    "{} 2.jsonl",
    "{} (1).jsonl",
    "{} (1) (2).jsonl",
    "{} copy.jsonl",
    "{} - Copie.jsonl",
    "Copie de {}.jsonl",
    "{}-LAPTOP7.jsonl",
]
OF_EDITORS = ["{}.jsonl~", "{}.jsonl.bak", "#{}.jsonl#", "{}.jsonl.~1~"]


def two_machines(root: Path, file: str, database: str = "article") -> None:
    """A log, and a copy of it from before its last change to which another machine has written since."""
    here, there = root / "here", root / "there"
    for folder in (here, there):
        folder.mkdir()
    store = folder_store(here)
    store.put([change("both", "1", database), change("diverged", "1", database)])
    store.close()
    shutil.copytree(here / "annotations", there / "annotations")
    clock = Clock()
    clock.now = 5_000
    store = folder_store(there, clock)
    store.put([change("theirs", "2", database), change("both", "theirs", database)])
    store.put([change("diverged", "theirs", database)])
    store.close()
    clock.now = 9_000
    store = folder_store(here, clock)
    store.put([change("ours", "2", database), change("both", "ours", database)])
    store.put([change("diverged", "ours", database)])
    store.put([change("diverged", "ours again", database)])
    store.close()
    shutil.copy(log_of(there, database), here / "annotations" / file.format(database))


@pytest.mark.parametrize("file", AS_DATABASES + OF_EDITORS)
@pytest.mark.parametrize("database", ["article", LIBRARY])
def test_a_copy_is_no_database_and_mending_merges_it(tmp_path: Path, file: str, database: str) -> None:
    two_machines(tmp_path, file, database)
    root, name = tmp_path / "here", file.format(database)
    copied = (root / "annotations" / name).read_bytes()
    store = folder_store(root)
    assert store.databases() == [database]
    assert list(store.stamps()) == [database]
    store.refresh()
    assert notes(store, database) == {"both": "ours", "diverged": "ours again", "ours": "2"}
    assert [finding.where for finding in store.findings()] == [name]
    store.mend()
    store.close()
    again = folder_store(root)
    assert notes(again, database) == {"both": "ours", "diverged": "ours again", "ours": "2", "theirs": "2"}
    for id_ in ("both", "diverged"):
        rivals = again.rivals(database, TABLE, id_)
        assert [rival["note"] for rival in rivals if rival] == ["theirs"]
    assert [file.read_bytes() for file in (root / "annotations" / "quarantine").iterdir()] == [copied]
    assert not (root / "annotations" / name).exists()
    assert again.mend() == []


def test_a_copy_is_merged_field_by_field(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([Put("article", TABLE, "x", {"note": "before", "ink": "yellow"})])
    store.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "annotations", elsewhere / "annotations")
    folder_store(elsewhere).put([Put("article", TABLE, "x", {"note": "theirs", "ink": "yellow"})])
    for ink in ("green", "blue"):
        store.put([Put("article", TABLE, "x", {"note": "before", "ink": ink})])
    shutil.copy(log_of(elsewhere), log_of(tmp_path, "article (1)"))
    store.mend()
    assert store.get("article", TABLE, "x")[0] == {"id": "x", "note": "theirs", "ink": "blue"}
    assert not any("same time" in finding.what for finding in store.findings())


def test_mending_an_older_copy_adds_nothing(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a"), change("gone", "b")])
    shutil.copy(log_of(tmp_path), log_of(tmp_path, "article (1)"))
    store.put([change("gone", None), change("x", "c")])
    store.close()
    before = log_of(tmp_path).read_bytes()
    again = folder_store(tmp_path)
    assert again.mend()
    assert log_of(tmp_path).read_bytes() == before
    assert again.rivals("article", TABLE, "x") == []


def test_a_copied_checkpoint_is_merged_and_makes_no_database(tmp_path: Path) -> None:
    two_machines(tmp_path, "{} (1).jsonl")
    root = tmp_path / "here"
    log_of(root, "article (1)").unlink()
    copy = root / "annotations" / "article (1).json"
    shutil.copy(tmp_path / "there" / "annotations" / "article.json", copy)
    store = folder_store(root)
    assert store.databases() == ["article"]
    store.mend()
    assert notes(store)["theirs"] == "2"
    assert not copy.exists()
    assert not log_of(root, "article (1)").exists()


def test_the_swap_file_of_an_editor_is_set_aside(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    swap = tmp_path / "annotations" / ".article.jsonl.swp"
    swap.write_bytes(b"b0VIM 9.1\0")
    assert [finding.where for finding in store.findings()] == [swap.name]
    store.mend()
    assert not swap.exists()
    assert notes(store) == {"x": "a"}


def test_a_database_with_the_name_of_a_copy_stays_one(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    for name in ("été", "été 2", "été (1)"):
        store.put([Put(name, TABLE, f"of {name}", {"article": name, "note": name})])
    store.put([Put("été 3", TABLE, "other", {"note": "no word of an article"})])
    store.put([Put("alone (1)", TABLE, "x", {"article": "alone"})])
    store.close()
    again = folder_store(tmp_path)
    assert again.databases() == sorted(["alone (1)", "été", "été (1)", "été 2", "été 3"])
    assert again.mend() == []


def test_a_copy_that_appears_while_the_program_runs_is_not_taken_for_a_database(tmp_path: Path) -> None:
    store = folder_store(tmp_path)
    store.put([change("x", "a")])
    heard: list[str] = []
    store.subscribe(lambda changes: heard.extend(change.database for change in changes))
    shutil.copy(log_of(tmp_path), log_of(tmp_path, "article.sync-conflict-20240101-120000-AAAAAAA"))
    store.refresh()
    store.glance()
    assert heard == []
    assert store.databases() == ["article"]
    assert not list((tmp_path / "annotations").glob("*sync-conflict*.json"))


def test_a_damaged_copy_gives_its_sound_lines_and_is_kept_whole(tmp_path: Path) -> None:
    two_machines(tmp_path, "{} (1).jsonl")
    root = tmp_path / "here"
    copy = log_of(root, "article (1)")
    copy.write_bytes(copy.read_bytes()[:-4])
    damaged = copy.read_bytes()
    store = folder_store(root)
    store.mend()
    assert notes(store)["theirs"] == "2"
    assert [file.read_bytes() for file in (root / "annotations" / "quarantine").iterdir()] == [damaged]


def test_a_backup_leaves_copies_out(tmp_path: Path) -> None:
    two_machines(tmp_path, "{} (1).jsonl")
    root = tmp_path / "here"
    for zipped in (root / "annotations" / ".backup").glob("*.zip"):
        zipped.unlink()
    clock = Clock()
    clock.now = 20_000
    store = folder_store(root, clock)
    store.put([change("later", "3")])
    store.close()
    assert {place[0] for place in store.backup(store.backups()[0])} == {"article"}
