"""Open a library: its articles and its store, and say who annotates."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.model import tags_of
from reader.config.path import REMEMBERED, SETTINGS, config_folder, shipped, state_folder
from reader.files.search_path import find_program
from reader.session.first_steps import FILE as FIRST_STEPS
from reader.session.library.catalogue import PATIENCE
from reader.session.library.merge_rules import RULES
from reader.session.library.root import open_catalogue
from reader.session.library.workspace import Workspace
from reader.store.database_lock import LOCK_SECONDS
from reader.store.folder import FolderStore
from reader.store.interface import LIBRARY, Record, Store
from reader.store.retrying_store import RetryingStore

if TYPE_CHECKING:
    from _typeshed import StrPath


def files_behind(workspace: Workspace, article: str | None) -> list[Path]:
    """Return the files and folders that the first screen of an article, or for None of the list, depends on.

    The articles of the list are not among them: a start shows the list as it was and corrects it in place.
    """
    annotations = workspace.root / "annotations"
    behind = [config_folder(), config_folder() / SETTINGS, config_folder() / "themes", state_folder() / REMEMBERED]
    behind += [shipped("themes"), state_folder() / FIRST_STEPS]
    if article:
        library, own = annotations / f"{LIBRARY}.jsonl", annotations / f"{article}.jsonl"
        return [*behind, library, workspace.catalogue.file_of(article), own]
    if not os.path.samefile(workspace.root, os.getcwd()):
        behind.append(Path(os.getcwd()))  # it becomes the library with its first article
    return [*behind, state_folder() / "last-library"]


def open_library(root: StrPath, coder: str = "", *, retrying: bool = False) -> Workspace:
    """Return the library at ``root``. Nothing is written until the first change.

    ``retrying``: a change that the disk refuses, or that another program holds up, is shown and tried again. Only a
    program that keeps running can do that.
    """
    store = FolderStore(
        annotations_of(root), clock, os.urandom(4).hex(), patience=0.2 if retrying else LOCK_SECONDS, rules=RULES
    )
    workspace_store: Store = store
    if retrying:
        workspace_store = RetryingStore(store)
    workspace = Workspace(root, open_catalogue(root), workspace_store, coder or chosen_coder, clock, random_id)

    def present(table: str, record: Record) -> Record:
        if table != "annotations":
            return record
        return {**record, "tag_paths": list(workspace.codebook.paths(tags_of(record)))}

    store.present = present
    return workspace


def annotations_of(root: StrPath) -> str:
    """Return the folder of the annotations, or the folder that it links to if the settings allow that."""
    folder = os.path.join(root, "annotations")
    if not os.path.islink(folder):
        return folder
    from reader.config.path import as_typed
    from reader.config.setting import load_settings

    allowed = load_settings(config_folder(), state_folder())[0].linked_annotations
    if not allowed:
        return folder
    top, leads_to = os.path.realpath(as_typed(allowed)), os.path.realpath(folder)
    return leads_to if os.path.commonpath((top, leads_to)) == top else folder


def close_library(workspace: Workspace) -> Path | None:
    """Finish what is due. Changes that could not be saved are written to a file, which is returned.

    That file is written even if something else fails.
    """
    try:
        workspace.summaries.all(PATIENCE)
        workspace.summaries.save()
    finally:
        try:
            workspace.store.close()
        finally:
            rescued = _rescue(workspace)
    return rescued


def _rescue(workspace: Workspace) -> Path | None:
    from reader.store.retrying_store import RetryingStore

    store = workspace.store
    puts, texts = store.waiting() if isinstance(store, RetryingStore) else ([], [])
    if not (puts or texts):
        return None
    from reader.session.library.rescue import write_rescue

    return write_rescue(workspace.root, puts, texts, clock())


def clock() -> int:
    """Return the time in microseconds since 1970, UTC."""
    return time.time_ns() // 1000


def random_id() -> str:
    """Return a random id."""
    return os.urandom(6).hex()


def change_coder(workspace: Workspace, name: str) -> None:
    """Set the person who annotates from now on; an empty name means the answer of `who`."""
    workspace.coder = name or who()


def chosen_coder() -> str:
    """Return the name in the settings, else what `who` returns."""
    from reader.config.setting import load_settings

    return load_settings(config_folder(), state_folder())[0].coder or who()


def who() -> str:
    """Return git's user.name, else the login.

    Git is asked outside of any repository, because a library made by another person must not say who annotates.
    """
    import getpass
    import subprocess

    program = find_program("git")
    environment = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
    name = ""
    if program:
        with suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(
                [program, "config", "user.name"],
                cwd="/",
                env=environment,
                capture_output=True,
                timeout=2,
                check=False,
            )
            name = done.stdout.decode("utf-8", "replace").strip()  # git's own encoding, whatever the locale is
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"
