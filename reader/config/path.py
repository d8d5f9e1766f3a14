"""Where the user's files of this program are: settings, data, state; and what the program ships."""

from __future__ import annotations

import os
from pathlib import Path

import reader


def config_folder() -> Path:
    """Return the folder of the files the user edits."""
    return _folders("config")


def data_folder() -> Path:
    """Return the folder for what belongs to the user, such as the sample library."""
    return _folders("data")


def state_folder() -> Path:
    """Return the folder for what belongs to this machine: positions, log file, clipboard register."""
    return _folders("state")


def as_typed(path: str) -> Path:
    """Return the path that a person typed, ``~`` being the home; a name that only begins like one stays what it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser refuses names such as ~draft.txt


def _folders(kind: str) -> Path:
    # The XDG variables count on every system: who sets them means them.
    chosen = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if Path(chosen).is_absolute():
        return Path(chosen) / "scolie"
    from platformdirs import PlatformDirs

    try:
        return Path(getattr(PlatformDirs("scolie", appauthor=False), f"user_{kind}_path"))
    except RuntimeError:
        # Nobody's home, as in a container: a place that cannot be made, which is said where it matters.
        return Path(os.devnull) / "scolie"


def shipped(name: str) -> Path:
    """Return ``themes`` or ``seeds`` as they travel with the program: in a wheel, or beside a checkout."""
    package = Path(reader.__file__).parent
    inside = package / "_shipped" / name
    return inside if inside.is_dir() else package.parent / name
