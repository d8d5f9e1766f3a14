"""What a path that is being typed may become: the folders and files that fit, those that can be added first."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.config.path import as_typed, state_file
from reader.exchange.import_formats import IMPORTS
from reader.files.atomic import write_atomically
from reader.session.adding.incoming import ZIP, known_suffixes
from reader.text.fold import fold_key

WHOLE = "."
"""The last part of a path that means the whole folder."""
RECENT = 5
"""Folders that are remembered."""
MOST = 2_000
"""Entries of a folder that are offered."""
_ANEW = re.compile(r"/(?=/)|/(?=~(?:/|$))")
_PROJECTS = (".qda",)
"""Suffixes of folders that are one project of another program."""


@dataclass(frozen=True, slots=True)
class PathEntry:
    """A path that can be taken, as one types it; that of a folder ends in a slash. ``is_known``: its suffix can be added."""

    path: str
    name: str
    is_known: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether to go on from it, rather than to take it."""
        return self.path.endswith("/")


def entries(typed: str, recent: Sequence[str] = ()) -> list[PathEntry]:
    """Return what ``typed`` may become: the files of its folder that can be added, then folders, then other files.

    The last part of what is typed may stand anywhere in a name. Hidden names are offered once a dot was typed, and before
    them the folder as a whole, which is also the last entry of a folder with something to add. If nothing was typed, these
    are the ``recent`` folders and the home folder. A folder that cannot be read has no entries.
    """
    typed = _begun_anew(typed)
    if not typed.strip():
        return [PathEntry(folder, folder) for folder in dict.fromkeys((*recent, "~/"))]
    head, slash, last = typed.rpartition("/")
    folder = head + slash or "~/"
    try:
        with os.scandir(as_typed(folder)) as found:
            listed = [(entry.name, Path(entry).is_dir()) for entry in found]  # also of a link that leads to itself
    except (OSError, ValueError):  # a NUL was pasted
        return []
    wanted = fold_key(last)
    files: list[PathEntry] = []
    folders: list[PathEntry] = []
    others: list[PathEntry] = []
    for name, is_folder in sorted(listed, key=lambda each: fold_key(each[0])):
        if wanted not in fold_key(name) or (name.startswith(".") and not last.startswith(".")):
            continue
        known = is_known(name)
        if is_folder and not (known and name.lower().endswith(_PROJECTS)):
            folders.append(PathEntry(f"{folder}{name}/", f"{name}/"))
        else:
            (files if known else others).append(PathEntry(folder + name, name, known))
    starting = [each for each in (*files, *folders) if fold_key(each.name).startswith(wanted)]
    fitting = (
        [*starting, *(each for each in (*files, *folders) if each not in starting)] if wanted else [*files, *folders]
    )
    offered = [*fitting, *others][:MOST]
    whole = PathEntry(folder + WHOLE, WHOLE)
    if last == WHOLE:
        return [whole, *offered]
    return [*offered, whole] if files and not last else offered


def _begun_anew(typed: str) -> str:
    """Return the part of a path that counts: at ``//`` or ``/~/`` begins a path that was pasted behind another."""
    at = max((match.end() for match in _ANEW.finditer(typed)), default=0)
    return typed[at:]


def is_known(name: str) -> bool:
    """Whether a file's suffix is one of articles, exports, zip files or annotations."""
    annotations = tuple(suffix for row in IMPORTS.values() for suffix in row.suffixes)
    return name.lower().endswith((*known_suffixes(), ZIP, *annotations))


def recent_folders() -> list[str]:
    """Return the folders that were added from last, newest first, as a person types them. Missing ones are left out."""
    try:
        folders = json.loads(Path(_file()).read_bytes())
    except (OSError, ValueError):
        return []  # nothing was added yet, or the file is damaged: it only saves typing
    if not isinstance(folders, list):
        return []
    return [folder for folder in folders if isinstance(folder, str) and Path(as_typed(folder)).is_dir()][:RECENT]


def remember_folder(path: Path) -> None:
    """Note the folder of a file, or the folder itself, that was taken. OSError if that cannot be written."""
    folder = (path if path.is_dir() else path.parent).absolute()
    home = Path.home()
    shown = f"~/{folder.relative_to(home)}/" if folder.is_relative_to(home) else f"{folder}/"
    shown = shown.replace("/./", "/").replace("//", "/")
    folders = list(dict.fromkeys((shown, *recent_folders())))[:RECENT]
    write_atomically(_file(), json.dumps(folders, ensure_ascii=False).encode(), private=True)


def _file() -> str:
    return state_file("recent-folders.json")
