"""The files of runs: JSON, named by the time and the commit that was measured."""

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


def save(rows: Sequence[BenchRow], busy: str, file: Path | None = None, *, quick: bool) -> Path:
    """Write a run and return its file."""
    commit, changed = git("rev-parse", "--short", "HEAD"), bool(git("status", "--porcelain", "--", "reader", "tests"))
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = file or FOLDER / f"{now}-{commit or 'none'}{'-changed' if changed else ''}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    run: dict[str, Any] = {"at": now, "commit": commit, "changed": changed, "quick": quick, "machine": busy}
    path.write_text(json.dumps({**run, "rows": [row.to_json() for row in rows]}, indent=1))
    return path


def run_files(folder: Path = FOLDER) -> list[Path]:
    """Return the files of the runs, newest first."""
    return sorted(folder.glob("*.json"), reverse=True)


def load(file: Path) -> tuple[dict[str, Any], list[BenchRow]]:
    """Return the facts about a run, and its rows."""
    run = json.loads(file.read_text())
    return run, [BenchRow.from_json(row) for row in run.pop("rows")]
