"""Answers: what a command printed, printed again while nothing has changed that it was made from.

Loading what reads a library takes several times as long as Python itself. So the output of commands that only look is
kept beside the *state* of the library: every folder and file of the articles and of the store with its size and times.
The same question (words, folder, environment) in the same state has the same answer. Answers are derived: they may be
deleted at any moment. Only ``os`` and built-in modules are loaded here: this runs before everything.
"""

from __future__ import annotations

import os

from reader import __version__
from reader.session.frame import state_of_scolie

COMMANDS = ("list", "annotations", "excerpt", "jump")
"""Commands that only look, and whose answer follows from the library and the places in it alone."""
OPTIONS = ("-l", "--library", "--json", "-n", "--id", "--style", "--format", "--lang")
LARGEST = 4_000_000
"""Characters of an answer that is kept."""
KEPT = 64
"""Answers kept; the oldest give way."""
STILL = 2_000_000_000
"""Nanoseconds that a file must have been as it is: a change in the same tick of its clock might not show."""

_ENVIRONMENT = ("SCOLIE_LIBRARY", "HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "PYTHONIOENCODING", "LANG", "LC_ALL")


def question(arguments: list[str]) -> str | None:
    """Return all that decides what a command prints, files apart; None if its answer is not to be kept."""
    options = [one for one in arguments if one.startswith("-")]
    if not any(name in arguments for name in COMMANDS) or any(one not in OPTIONS for one in options):
        return None
    try:
        where = os.getcwd()
    except OSError:
        return None
    environment = [f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT]
    return repr([__version__, where, *environment, *arguments])


def state(root: str, places: str) -> tuple[str, int] | None:
    """Return the state of the library at ``root`` and the newest time in it; None if it cannot be told by looking.

    ``places`` is the file of the places in it.
    """
    told: list[str] = []
    newest = 0
    annotations = os.path.join(root, "annotations")
    seeds = os.path.join(root, "seeds")
    waiting = [seeds if os.path.isdir(seeds) else root]
    try:
        here = os.getcwd()
        last = os.path.join(state_of_scolie() or "", "last-library")
        alone = [root, places, last, *(os.path.join(here, name) for name in ("seeds", "annotations"))]
        for path in (*alone, annotations, *_inside(annotations)):
            newest = max(newest, _tell(told, path))
        while waiting:
            folder = waiting.pop()
            newest = max(newest, _tell(told, folder))
            for entry in os.scandir(folder):
                if entry.name.startswith(".") or entry.path == annotations:
                    continue
                if entry.is_dir():
                    if entry.is_symlink():
                        return None  # it may lead back up
                    waiting.append(entry.path)
                else:
                    newest = max(newest, _tell(told, entry.path))
    except OSError:
        return None
    return "\n".join(told), newest


def _inside(annotations: str) -> list[str]:
    """Return what belongs to the store: its files, the kept texts, and of the other folders beside them only themselves."""
    found: list[str] = []
    for folder in (annotations, os.path.join(annotations, ".texts")):
        try:
            found += [entry.path for entry in os.scandir(folder) if entry.name != ".locks"]
        except FileNotFoundError:
            continue
    return found


def _tell(told: list[str], path: str) -> int:
    """Add the state of a file or folder and return its newest time; one that is not there has a state, too."""
    try:
        now = os.stat(path)
    except FileNotFoundError:
        told.append(f"{path!r} -")
        return 0
    told.append(f"{path!r} {now.st_size} {now.st_mtime_ns} {now.st_ctime_ns}")
    return max(now.st_mtime_ns, now.st_ctime_ns)


def folder() -> str | None:
    """Return the folder of the answers; None: nowhere."""
    state_folder = state_of_scolie()
    return os.path.join(state_folder, "answers") if state_folder else None


def _file(asked: str) -> str | None:
    from zlib import crc32

    kept_in = folder()
    return os.path.join(kept_in, f"{crc32(asked.encode('utf-8', 'surrogateescape')):08x}") if kept_in else None


def find(arguments: list[str]) -> str | None:
    """Return what the command with these arguments printed last, if it would print the same now."""
    asked = question(arguments)
    path = _file(asked) if asked else None
    if path is None:
        return None
    from zlib import crc32

    try:
        with open(path, "rb") as file:
            *head, answer = file.read().split(b"\0", 5)
        told, root, places, before, checked = (str(one, "utf-8", "surrogateescape") for one in head)
    except (OSError, ValueError):
        return None
    now = state(root, places) if (told, checked) == (asked, str(crc32(answer))) else None
    return str(answer, "utf-8", "surrogateescape") if now and now[0] == before else None


def keep(arguments: list[str], root: str, places: str, before: tuple[str, int] | None, answer: str) -> None:
    """Keep what the command with these arguments printed, made from the library in the state ``before``.

    Nothing is kept of what has changed a moment ago; OSError if it cannot be written.
    """
    from time import time_ns

    asked = question(arguments)
    path = _file(asked) if asked else None
    if not asked or not path or not before or len(answer) > LARGEST or time_ns() - before[1] < STILL:
        return
    shelf = os.path.dirname(path)
    os.makedirs(shelf, exist_ok=True)
    from zlib import crc32

    said = answer.encode("utf-8", "surrogateescape")
    head = "\0".join((asked, root, places, before[0], str(crc32(said)), ""))
    draft = f"{path}.{os.getpid()}"
    with open(draft, "wb") as file:
        file.write(head.encode("utf-8", "surrogateescape") + said)
    os.replace(draft, path)
    for entry in sorted(os.scandir(shelf), key=lambda entry: entry.stat().st_mtime_ns)[:-KEPT]:
        os.unlink(entry.path)
