"""Where the user's files of this program are: settings, data, state; and what the program ships.

Names of files are text here: a start reads a dozen of them, and `pathlib` takes longer to load than all of that. Who does
more with them asks for the folders, which are paths.
"""

from __future__ import annotations

import os
import sys

import reader

if False:  # TYPE_CHECKING, without loading typing
    from pathlib import Path

_USUAL: dict[str, dict[str, tuple[str, ...]]] = {
    "linux": {"config": (".config",), "data": (".local", "share"), "state": (".local", "state")},
    "darwin": dict.fromkeys(("config", "data", "state"), ("Library", "Application Support")),
}
"""Below the home, where systems whose custom is simple keep such files; `platformdirs` knows the others."""


def config_file(*names: str) -> str:
    """Return a file or folder in the folder of the files the user edits."""
    return os.path.join(_folder("config"), *names)


def data_file(*names: str) -> str:
    """Return a file or folder in the folder for what belongs to the user, such as the sample library."""
    return os.path.join(_folder("data"), *names)


def state_file(*names: str) -> str:
    """Return a file or folder in the folder for what belongs to this machine: positions, log file, derived caches."""
    return os.path.join(_folder("state"), *names)


def config_folder() -> Path:
    """Return the folder of the files the user edits."""
    return _path(config_file())


def data_folder() -> Path:
    """Return the folder for what belongs to the user, such as the sample library."""
    return _path(data_file())


def state_folder() -> Path:
    """Return the folder for what belongs to this machine: positions, log file, clipboard register."""
    return _path(state_file())


def as_typed(path: str) -> str:
    """Return the path that a person typed, ``~`` being the home; a name that only begins like one stays what it is."""
    return os.path.expanduser(path)


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)


def _folder(kind: str) -> str:
    # The XDG variables count on every system: who sets them means them.
    chosen = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "scolie")
    if sys.platform not in _USUAL:
        from platformdirs import PlatformDirs

        return str(getattr(PlatformDirs("scolie", appauthor=False), f"user_{kind}_dir"))
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        # Nobody's home, as in a container: a place that cannot be made, which is said where it matters.
        return os.path.join(os.devnull, "scolie")
    return os.path.join(home, *_USUAL[sys.platform][kind], "scolie")


def shipped_file(*names: str) -> str:
    """Return a file or folder below ``themes`` or ``seeds`` as they travel: in a wheel, or beside a checkout."""
    package = os.path.dirname(reader.__file__)
    inside = os.path.join(package, "_shipped")
    return os.path.join(inside if os.path.isdir(os.path.join(inside, names[0])) else os.path.dirname(package), *names)


def shipped(name: str) -> Path:
    """Return the folder ``themes`` or ``seeds`` as it travels with the program."""
    return _path(shipped_file(name))
