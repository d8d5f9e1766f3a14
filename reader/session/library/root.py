"""Find the library to open, and make the catalogue of its articles."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from reader.config.path import as_typed, data_file, shipped_file, state_file
from reader.files.atomic import write_atomically
from reader.files.plain import read_plain
from reader.ingest.formats import suffixes
from reader.session.cache.own_name import own_name
from reader.session.library.catalogue import Catalogue
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import StrPath

LONGEST = 65_536
"""Bytes of a path."""
NO_ARTICLES = frozenset(
    "authors changelog changes citation cmakelists code_of_conduct codeowners constraints contributing contributors"
    " copying faq history install license licence maintainers manifest news notice readme release_notes releases"
    " requirements robots roadmap security support thanks todo unlicense version".split()
)
"""Names, up to the first dot, of files that go with programs: a folder is no library because it has one of them."""
LOOKED_AT = 10_000
"""Entries of the current folder that are looked at for an article."""


def find_root(given: str | None, environ: dict[str, str] | None = None, *, remember: bool = False) -> str:
    """Return the library's folder: ``given``, else SCOLIE_LIBRARY, the current folder, the last one, or the sample.

    The current folder counts if it has annotations, seeds, or an article of its own.
    """
    given = given or (os.environ if environ is None else environ).get("SCOLIE_LIBRARY")
    if given:
        root = _absolute(as_typed(given))
        if not os.path.isdir(root):
            hint = _("Give the folder of your articles.")
            raise Problem(_("There is no such folder."), root, hint)
        root = os.path.dirname(root) if os.path.basename(root) == "seeds" else root
    else:
        here = os.getcwd()
        root = here if _is_library(here) else _last() or _sample()
    if remember:
        _remember(root)
    return root


def _is_library(folder: str) -> bool:
    """Whether a command given in a folder takes that folder as its library: it has annotations, seeds, or an article."""
    if any(os.path.isdir(os.path.join(folder, name)) for name in ("seeds", "annotations")):
        return True
    # A text in the home folder, or at the top of the disk, does not make all of it a library.
    if any(_is_same(folder, other) for other in ("/", os.path.expanduser("~"))):
        return False
    try:
        with os.scandir(folder) as entries:
            return any(_is_article(entry) for entry in islice(entries, LOOKED_AT))
    except OSError:
        return False


def _is_same(folder: str, other: str) -> bool:
    return os.path.realpath(folder) == os.path.realpath(other)


def _is_article(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file that can be read as an article, and was written to be read for itself."""
    name = entry.name.lower()
    if name.startswith(".") or not name.endswith(suffixes()):
        return False
    stem = name.partition(".")[0].replace("-", "_").replace(" ", "_")
    return stem not in NO_ARTICLES and entry.is_file() and os.access(entry.path, os.R_OK)


def _absolute(path: str) -> str:
    """Return an absolute path without double or final slashes. ``..`` stays, because it may lead through a link."""
    whole = os.path.join(os.getcwd(), path)
    return "/" + "/".join(part for part in whole.split("/") if part not in ("", "."))


def _last() -> str | None:
    try:
        last = os.fsdecode(read_plain(state_file("last-library"), LONGEST, own=True)).strip()
        return last if os.path.isdir(last) else None
    except (OSError, ValueError):  # ValueError: a name that no folder can have
        return None


def _remember(root: str) -> None:
    if root == _last():
        return
    try:
        write_atomically(state_file("last-library"), os.fsencode(root), private=True, durable=False)
    except (OSError, UnicodeEncodeError):
        return  # a convenience; the library itself is open


def _sample() -> str:
    """Return the user's own copy of the bundled articles."""
    root = data_file("sample")
    seeds = os.path.join(root, "seeds")
    if not os.path.isdir(seeds):
        import shutil

        os.makedirs(root, exist_ok=True)
        shutil.copytree(shipped_file("seeds"), seeds, dirs_exist_ok=True)
    return root


def library_around(file: Path) -> Path:
    """Return the library of an article file: the nearest folder above that has annotations or is named seeds."""
    parents = file.absolute().parents
    return next(
        (folder for folder in parents if folder.name == "seeds" or (folder / "annotations").is_dir()), parents[0]
    )


def open_catalogue(root: StrPath) -> Catalogue:
    """Return the catalogue of the library at ``root``, with the descriptions that were kept."""
    seeds = os.path.join(root, "seeds")
    return Catalogue(root, seeds if os.path.isdir(seeds) else root, state_file("catalogue", f"{own_name(root)}.json"))
