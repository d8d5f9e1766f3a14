"""Hostile backups and rescue files, and floods of damaged lines."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.session.library.opening import open_library
from reader.session.library.rescue import rescue_files, take_in_all, write_rescue
from reader.store import backup
from reader.store.interface import Put
from reader.text.problem import Problem
from tests.faults.hostile.hostile_library import (
    KINDS,
    Outside,
    zip_bomb,
)
from tests.faults.hostile.running import run


def test_a_backup_that_unpacks_to_too_much_is_refused(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library / "annotations" / ".backup"
    (folder / "2025-12-01.zip").write_bytes(zip_bomb())
    done = run(library, "backup", "restore", "2025-12-01")
    assert done.returncode == 2
    assert "unpacks to over" in done.stderr
    day = open_library(library).store.backups()[0]
    assert open_library(library).store.backup(day)
    monkeypatch.setattr(backup, "LARGEST_UNPACKED", 10)
    with pytest.raises(Problem, match="cannot be used"):
        open_library(library).store.backup(day)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rescue_file_that_is_none_stops_no_other(library: Path, outside: Outside, kind: str) -> None:
    workspace = open_library(library, "Ada")
    good = write_rescue(library, [Put("port", "annotations", "neu", {"note": "gerettet"}, None)], [], 2)
    content = good.read_bytes()
    KINDS[kind](good.with_name(good.name.replace("-2.jsonl", "-1.jsonl")), outside, content)
    with pytest.raises(Problem, match="rescue"):
        take_in_all(workspace.store, workspace.root)
    assert workspace.store.get("port", "annotations", "neu")[0] == {"note": "gerettet", "id": "neu"}
    assert run(library, "check").returncode == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_rescue_file_of_another_user_is_passed_over(library: Path) -> None:
    path = write_rescue(library, [Put("port", "annotations", "neu", {"note": "fremd"}, None)], [], 1)
    os.chown(path, 12345, 12345)
    workspace = open_library(library, "Ada")
    assert rescue_files(library) == []
    assert take_in_all(workspace.store, workspace.root) == 0
    assert path.exists()


@pytest.mark.parametrize(
    "row",
    [5, [], "put", {"put": 1}, {"put": [1, 2, 3, 4, 5]}, {"put": ["../x", "t", "i", None, None]}, {"text": 5},
     {"put": ["a", "t", "i", [], None]}, {"put": ["a", "t", "i", None, "x"]}, {"put": ["a", "t", {}, None, 1]}],
)  # fmt: skip
def test_a_rescue_file_with_other_content_is_refused_as_a_whole(library: Path, row: object) -> None:
    path = write_rescue(library, [Put("port", "annotations", "neu", {"note": "x"}, None)], [], 1)
    path.write_text(path.read_text() + json.dumps(row) + "\n")
    workspace = open_library(library, "Ada")
    with pytest.raises(Problem):
        take_in_all(workspace.store, workspace.root)
    assert workspace.store.get("port", "annotations", "neu") == (None, 0)


def test_what_is_rescued_is_for_the_user_alone(library: Path) -> None:
    path = write_rescue(library, [], ["Un texte."], 1)
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_flood_of_damaged_lines_costs_no_file_each_and_loses_none(library: Path) -> None:
    log = library / "annotations" / "port.jsonl"
    flood = [f"damaged {number}" for number in range(2_000)]
    log.write_bytes(log.read_bytes() + b"\n" * 3_000_000 + "\n".join(flood).encode() + b"\nx" * 100_000)
    assert len(run(library, "list").stdout.splitlines()) == 2
    assert "avant" in run(library, "annotations").stdout
    run(library, "check", "--mend")
    pieces = list((library / "annotations" / "quarantine").iterdir())
    assert len(pieces) < 30
    kept = "\n".join(piece.read_text() for piece in pieces).split("\n")
    assert set(flood) <= set(kept)
    assert log.stat().st_size < 10_000
