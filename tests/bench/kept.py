"""Runs that are kept: a file of JSON each, named by its time and the commit that was measured."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.bench import TOP
from tests.bench.row import BenchRow

FOLDER = TOP / ".bench"


def git(*arguments: str) -> str:
    """Return what git says of this repository; nothing where there is none."""
    try:
        done = subprocess.run(["git", *arguments], cwd=TOP, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def keep(rows: Sequence[BenchRow], busy: str, file: Path | None = None, *, quick: bool) -> Path:
    """Write a run down and return its file."""
    commit, changed = git("rev-parse", "--short", "HEAD"), bool(git("status", "--porcelain", "--", "reader", "tests"))
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = file or FOLDER / f"{now}-{commit or 'none'}{'-changed' if changed else ''}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {"at": now, "commit": commit, "changed": changed, "quick": quick, "machine": busy}
    path.write_text(json.dumps({**told, "rows": [row.to_json() for row in rows]}, indent=1))
    return path


def runs(folder: Path = FOLDER) -> list[Path]:
    """Return the files of the runs, newest first."""
    return sorted(folder.glob("*.json"), reverse=True)


def load(file: Path) -> tuple[dict[str, Any], list[BenchRow]]:
    """Return what is known of a run, and its rows."""
    told = json.loads(file.read_text())
    return told, [BenchRow.from_json(row) for row in told.pop("rows")]
