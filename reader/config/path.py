"""Where the user's settings, data and state are, and the files that ship with the program.

The functions for files return strings, because a start reads a dozen files in less time than loading `pathlib` takes.
The functions for folders return paths.
"""

from __future__ import annotations

import os
import sys

import reader

if False:  # as TYPE_CHECKING, but the snapshot is shown without loading typing
    from pathlib import Path

SETTINGS = "settings.toml"
"""What the user chose, in the folder of the files that the user edits."""
REMEMBERED = "remembered.toml"
"""What the app remembers of choices on the screen, in the folder of what belongs to this machine."""

_USUAL: dict[str, dict[str, tuple[str, ...]]] = {
    "linux": {"config": (".config",), "data": (".local", "share"), "state": (".local", "state")},
    "darwin": dict.fromkeys(("config", "data", "state"), ("Library", "Application Support")),
}
"""Folders below the home on the systems where they are fixed; `platformdirs` knows those of other systems."""


def config_file(*names: str) -> str:
    """Return a file or folder among those that the user edits."""
    return os.path.join(_folder("config"), *names)


def data_file(*names: str) -> str:
    """Return a file or folder among the user's data, such as the sample library."""
    return os.path.join(_folder("data"), *names)


def state_file(*names: str) -> str:
    """Return a file or folder among those of this machine: reading positions, log file, caches."""
    return os.path.join(_folder("state"), *names)


def config_folder() -> Path:
    """Return the folder of the files that the user edits."""
    return _path(config_file())


def state_folder() -> Path:
    """Return the folder of what belongs to this machine."""
    return _path(state_file())


def from_home(path: Path) -> str:
    """Return a path as a person reads it: with ``~`` for the home folder."""
    home, shown = os.path.expanduser("~"), str(path)
    return f"~{shown[len(home) :]}" if shown.startswith(home + os.sep) else shown


def as_typed(path: str) -> str:
    """Return the path that a person typed, with ``~`` as the home folder (``~name`` of an unknown user stays as it is).

    A name that is on the disk in another Unicode form, as macOS writes it, is found there."""
    return _as_on_disk(os.path.expanduser(path))


def _as_on_disk(path: str) -> str:
    """Return the path with each name in the Unicode form, composed or not, in which there is such a file."""
    if path.isascii() or os.path.lexists(path):
        return path
    from unicodedata import normalize  # seldom needed

    existing = ""
    for name in path.split("/"):
        forms = (existing + form for form in (name, normalize("NFC", name), normalize("NFD", name)))
        existing = next(filter(os.path.lexists, forms), existing + name) + "/"
    return existing[:-1]


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)


def _folder(kind: str) -> str:
    # The XDG variables count on every system, because nobody sets them by accident.
    chosen = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "scolie")
    if sys.platform not in _USUAL:
        from platformdirs import PlatformDirs

        return str(getattr(PlatformDirs("scolie", appauthor=False), f"user_{kind}_dir"))
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        # Without a home, as in some containers, return a folder that cannot be made; what needs it reports that.
        return os.path.join(os.devnull, "scolie")
    return os.path.join(home, *_USUAL[sys.platform][kind], "scolie")


def shipped_file(*names: str) -> str:
    """Return a shipped file or folder below ``themes`` or ``seeds``: in the wheel, or in the checkout."""
    package = os.path.dirname(reader.__file__)
    inside = os.path.join(package, "_shipped")
    return os.path.join(inside if os.path.isdir(os.path.join(inside, names[0])) else os.path.dirname(package), *names)


def shipped(name: str) -> Path:
    """Return the shipped folder ``themes`` or ``seeds``."""
    return _path(shipped_file(name))
