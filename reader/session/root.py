"""Find a library: which folder is meant, and the shelf of its articles."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from reader.config.path import as_typed, data_folder, shipped, state_folder
from reader.session.shelf import Shelf
from reader.text.problem import Problem


def find_root(given: str | None, environ: dict[str, str] | None = None, *, remember: bool = False) -> Path:
    """Return the library's folder: ``given``, else SCOLIE_LIBRARY, else here, else the last, else the sample."""
    given = given or (os.environ if environ is None else environ).get("SCOLIE_LIBRARY")
    if given:
        root = as_typed(given).absolute()
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
        import shutil

        root.mkdir(parents=True, exist_ok=True)
        shutil.copytree(shipped("seeds"), root / "seeds", dirs_exist_ok=True)
    return root


def library_around(file: Path) -> Path:
    """Return the library that a file is an article of: the nearest folder above with annotations or named seeds."""
    above = file.absolute().parents
    return next((one for one in above if one.name == "seeds" or (one / "annotations").is_dir()), above[0])


def own_name(root: Path, article: str = "") -> str:
    """Return what the files that this machine keeps of a library, or of an article in it, are called."""
    named = os.fsencode(f"{root}\n{article}" if article else root)
    return hashlib.sha256(named).hexdigest()[:16]


def open_shelf(root: Path) -> Shelf:
    """Return the articles of the library at ``root``, with what is known of them in the derived cache."""
    folder = root / "seeds" if (root / "seeds").is_dir() else root
    return Shelf(root, folder, state_folder() / "catalogue" / f"{own_name(root)}.json")
