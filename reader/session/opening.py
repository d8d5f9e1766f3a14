"""Open a library: find its folder, its articles and its store, and say who annotates."""

from __future__ import annotations

import getpass
import hashlib
import os
import secrets
import shutil
import subprocess
import time
from pathlib import Path

from reader.annotation.codebook import Codebook, Tag
from reader.config.path import config_folder, data_folder, shipped, state_folder
from reader.config.setting import NAME, REMEMBERED
from reader.session.shelf import Shelf
from reader.session.workspace import Workspace
from reader.store.folder import FolderStore
from reader.store.port import LIBRARY, Record
from reader.text.problem import Problem


def find_root(given: str | None, environ: dict[str, str] | None = None, *, remember: bool = False) -> Path:
    """Return the library's folder: ``given``, else SCOLIE_LIBRARY, else here, else the last, else the sample."""
    given = given or (os.environ if environ is None else environ).get("SCOLIE_LIBRARY")
    if given:
        root = Path(given).expanduser().absolute()
        if not root.is_dir():
            hint = "Give the folder of your articles."
            raise Problem("There is no such folder.", str(root), hint)
        root = root.parent if root.name == "seeds" else root
    else:
        here = Path.cwd()
        root = here if (here / "seeds").is_dir() or (here / "annotations").is_dir() else _last() or _sample()
    if remember:
        _remember(root)
    return root


def _last() -> Path | None:
    try:
        last = Path((state_folder() / "last-library").read_text().strip())
    except (OSError, UnicodeDecodeError):
        return None
    return last if last.is_dir() else None


def _remember(root: Path) -> None:
    if root == _last():
        return
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        (state_folder() / "last-library").write_text(str(root))
    except (OSError, UnicodeEncodeError):
        return  # a convenience; the library itself is open


def _sample() -> Path:
    """Return the user's own copy of the bundled articles."""
    root = data_folder() / "sample"
    if not (root / "seeds").is_dir():
        root.mkdir(parents=True, exist_ok=True)
        shutil.copytree(shipped("seeds"), root / "seeds", dirs_exist_ok=True)
    return root


def files_behind(workspace: Workspace, article: str | None) -> list[Path]:
    """Return the files and folders that decide what is first seen of an article, or of the list for None."""
    annotations = workspace.root / "annotations"
    behind = [config_folder(), config_folder() / NAME, config_folder() / "themes", state_folder() / REMEMBERED]
    behind += [shipped("themes"), annotations / f"{LIBRARY}.jsonl"]
    if article:
        return [*behind, workspace.shelf.file_of(article), annotations / f"{article}.jsonl"]
    return [*behind, state_folder() / "last-library", workspace.root, workspace.shelf.folder, annotations]


def open_library(root: Path, coder: str = "") -> Workspace:
    """Return the library at ``root``; nothing is written until the first change."""
    folder = root / "seeds" if (root / "seeds").is_dir() else root
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    store = FolderStore(root / "annotations", clock, secrets.token_hex(4))
    workspace = Workspace(
        root, Shelf(root, folder, state_folder() / "catalogue" / f"{name}.json"), store, coder or who(), clock, letters
    )

    def present(table: str, record: Record) -> Record:
        if table != "annotations":
            return record
        codebook = Codebook(Tag.from_record(tag) for tag in store.records(LIBRARY, "tags").values())
        return {**record, "tag_paths": list(codebook.paths(record.get("tags", ())))}

    store.present = present
    return workspace


def clock() -> int:
    """Return the time in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def letters() -> str:
    """Return a random id."""
    return secrets.token_hex(6)


def who() -> str:
    """Return git's user.name, else the login."""
    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=2, check=False)
        name = done.stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        name = ""
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"
