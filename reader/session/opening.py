"""Open a library: its articles and its store, and say who annotates."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.model import tags_of
from reader.config.path import config_folder, shipped, state_folder
from reader.session.root import open_shelf
from reader.session.shelf import PATIENCE
from reader.session.workspace import Workspace
from reader.store.database import LOCK_SECONDS
from reader.store.folder import FolderStore
from reader.store.keeping import KeepingStore
from reader.store.port import LIBRARY, Record, Store

if TYPE_CHECKING:
    from _typeshed import StrPath


def files_behind(workspace: Workspace, article: str | None) -> list[Path]:
    """Return the files and folders that decide how an article, or for None the list, is first seen.

    What the list holds is none of them: whoever opens it sees the list as it was, until the app corrects it in place.
    """
    from reader.config.setting import NAME, REMEMBERED

    annotations = workspace.root / "annotations"
    behind = [config_folder(), config_folder() / NAME, config_folder() / "themes", state_folder() / REMEMBERED]
    behind += [shipped("themes")]
    if article:
        library, own = annotations / f"{LIBRARY}.jsonl", annotations / f"{article}.jsonl"
        return [*behind, library, workspace.shelf.file_of(article), own]
    return [*behind, state_folder() / "last-library"]


def open_library(root: StrPath, coder: str = "", *, keeping: bool = False) -> Workspace:
    """Return the library at ``root``; nothing is written until the first change.

    ``keeping``: a change that the disk refuses, or another program holds up, is kept in view and tried again; for
    whoever stays to see it through.
    """
    store = FolderStore(
        Path(root, "annotations"), clock, os.urandom(4).hex(), patience=0.2 if keeping else LOCK_SECONDS
    )
    kept: Store = store
    if keeping:
        kept = KeepingStore(store)
    workspace = Workspace(root, open_shelf(root), kept, coder or who, clock, letters)

    def present(table: str, record: Record) -> Record:
        if table != "annotations":
            return record
        return {**record, "tag_paths": list(workspace.codebook.paths(tags_of(record)))}

    store.present = present
    return workspace


def close_library(workspace: Workspace) -> Path | None:
    """Finish what is due; return the file that what could not be saved was written to, if anything could not."""
    store = workspace.store
    workspace.summaries.all(PATIENCE)
    workspace.summaries.save()
    store.close()
    puts, texts = store.waiting() if isinstance(store, KeepingStore) else ([], [])
    if not (puts or texts):
        return None
    from reader.session.rescue import write_rescue

    return write_rescue(workspace.root, puts, texts, clock())


def clock() -> int:
    """Return the time in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def letters() -> str:
    """Return a random id."""
    return os.urandom(6).hex()


def who() -> str:
    """Return git's user.name, else the login."""
    import getpass
    import subprocess

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
