"""Which files of a folder are articles.

Left out are hidden folders, the `annotations` of the library, the folders of `LEFT_OUT`, and the parts of saved pages.
Other file systems are entered: a library may lie on several disks.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reader.files.state import FileState
from reader.ingest.formats import suffixes
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LINKED = 1_000
"""Folders behind links that are listed. A few links that lead to one another would make millions."""

LEFT_OUT = frozenset({"node_modules", "__pycache__", "lost+found"})
"""Names of folders that programs fill with files of their own, which nobody reads."""
_LOCKS = (".", "~$")
"""What hidden files begin with, LibreOffice's lock files among them, and Word's lock files."""
_PARTS = ("_files", "_fichiers")
"""What a browser, speaking English or French, adds to the name of a page that it saves for the folder with its parts."""
_PAGES = (".html", ".htm", ".xhtml")
_KERNEL = frozenset({"/dev", "/proc", "/run", "/sys"})
"""Folders in which the system shows itself as files; some have no end."""

AT_ONCE = 2_000
"""Folders that are looked at in one go while a person reads."""

_Parents = tuple[int, int, "_Parents | None"]
"""Device and number of a folder, and the same of the one that led to it."""


@dataclass(slots=True)
class ArticleFiles:
    """The article files of a folder.

    ``paths`` are sorted and relative to the library. ``folders`` has every folder that was listed, with its state.
    ``problems`` says why others were not.
    """

    paths: list[str] = field(default_factory=list)
    folders: dict[str, FileState] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _next: int = 0
    """The folder of `may_be_stale` that is looked at next."""

    def are_stale(self) -> bool:
        """Whether a file may have come or gone since: whether the state of a folder has changed."""
        return any(FileState.of(folder) != state for folder, state in self.folders.items())

    def may_be_stale(self) -> bool:
        """Do as `are_stale`, but look at no more folders than a key may wait for: at the next ones when called again."""
        start, self._next = self._next, self._next + AT_ONCE
        if self._next >= len(self.folders):
            self._next = 0
        return any(
            FileState.of(folder) != state for folder, state in islice(self.folders.items(), start, start + AT_ONCE)
        )


def article_files(
    root: str, folder: str, look: Callable[[], object] | None = None, endings: tuple[str, ...] | None = None
) -> ArticleFiles:
    """Return the articles in ``folder`` of the library at ``root``. ``look`` is called at each folder that is listed.

    ``endings``: what names end in, in lower case; None for those of articles.
    """
    files = ArticleFiles()
    files.paths = sorted(_walk(root, folder, files, look, suffixes() if endings is None else endings))
    return files


def path_prefix(root: str, folder: str) -> str:
    """Return what the paths of all articles in ``folder`` begin with."""
    return "" if folder == root else f"{os.path.basename(folder)}/"


def _walk(
    root: str, top: str, files: ArticleFiles, look: Callable[[], object] | None, endings: tuple[str, ...]
) -> Iterator[str]:
    """Yield the paths of the files. Folders without end, and links that lead to one another, come to an end."""
    waiting: list[tuple[str, str, _Parents | None, bool]] = [(top, path_prefix(root, top), None, False)]
    left = LINKED
    while waiting:
        folder, prefix, parents, is_linked = waiting.pop()
        if is_linked and not left:
            continue
        left -= is_linked
        if is_linked and not left:
            hint = _("Put the articles into the library, or link to fewer folders.")
            files.problems.append(Problem(_("Too many folders lie behind links."), folder, hint))
        if look:
            look()
        try:
            state = os.stat(folder)
            entries = list(os.scandir(folder))
        except OSError as error:
            files.problems.append(unreadable(_("A folder cannot be read."), folder, error))
            continue
        files.folders[folder] = FileState.from_stat(state)
        here = (state.st_dev, state.st_ino, parents)
        if is_linked and _leads_up(here):
            continue
        parts = _parts_of_pages(entries)
        for entry in entries:
            if entry.name in parts or _is_left_out(entry, folder == root):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError as error:  # a link to itself
                files.problems.append(unreadable(_("A link leads nowhere."), entry.path, error))
                continue
            if is_folder:
                waiting.append((entry.path, f"{prefix}{entry.name}/", here, is_linked or entry.is_symlink()))
            elif entry.name.lower().endswith(endings):
                yield f"{prefix}{entry.name}"


def _is_left_out(entry: os.DirEntry[str], is_top: bool) -> bool:
    is_own = is_top and entry.name == "annotations"
    return is_own or entry.name.startswith(_LOCKS) or entry.name in LEFT_OUT or entry.path in _KERNEL


def _parts_of_pages(entries: Sequence[os.DirEntry[str]]) -> set[str]:
    """Return the names of the folders that have the parts of a page which was saved beside them."""
    bases = {entry.name: entry.name.rpartition("_")[0] for entry in entries if entry.name.endswith(_PARTS)}
    if not bases:
        return set()
    names = {entry.name.lower() for entry in entries}
    return {name for name, base in bases.items() if any(f"{base.lower()}{page}" in names for page in _PAGES)}


def _leads_up(here: _Parents) -> bool:
    """Whether a folder is one of those that led to it."""
    parents = here[2]
    while parents:
        if parents[:2] == here[:2]:
            return True
        parents = parents[2]
    return False


def unreadable(title: str, where: str, error: OSError) -> Problem:
    """Return what to tell a person about a file or folder that the system refuses."""
    return Problem(title, f"{where}: {error.strerror}.", _("Check its rights, and what it leads to."))
