"""The snapshot: what the screen showed when the app was left, shown again while the app is being loaded.

A snapshot answers one *question*: the same words on the command line, in the same folder and terminal. It is valid while
the files behind it have not changed. It may be deleted at any moment; one that is damaged in any way counts as missing.

This module and `__main__` run before everything else and import little.
"""

from __future__ import annotations

import os
import sys
from zlib import crc32

from reader import __version__
from reader.config.path import state_file

if False:  # TYPE_CHECKING: `typing` is not loaded before the snapshot is shown
    from collections.abc import Sequence
    from typing import Any

_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TMUX", "SCOLIE_LIBRARY", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_SUFFIX = ".snapshot"
_MOST = 64
"""How many snapshots are kept; the oldest are deleted."""


class Start:
    """What the app starts with after a snapshot: the article, or the row of the list, of the file at ``path``.

    Of an article: the ``stamp`` of its file (size in bytes, time), and the start and end of the focus and the rows above.
    """

    def __init__(self, id: str, path: str, *numbers: int) -> None:
        self.id = id
        self.path = path
        self.stamp = numbers[:2]
        self.focus = numbers[2:]


class Snapshot:
    """The snapshot of one command line, and the terminal while the app is being loaded."""

    def __init__(self, arguments: Sequence[str] = ()) -> None:
        self._arguments = arguments
        self._before: list[Any] | None = None
        self._rows: list[str] = []
        self._size = (0, 0)
        self._start: Start | None = None

    def show(self) -> None:
        """Show the snapshot that answers this start, if there is a valid one; keys wait in the terminal."""
        if (snapshot := self._find()) and self.hold_keys():
            self._rows, self._start = snapshot
            self._size = _size()
            _write(_ENTER + "\r\n".join(self._rows))

    def hold_keys(self) -> bool:
        """Let what is typed in the terminal wait for the app, if there is one; a signal restores it. Return whether it waits."""
        if self._before is None and sys.platform != "win32" and _has_terminal():
            import signal
            import termios

            for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"):
                signal.signal(getattr(signal, name), self._interrupted)
            try:
                before, raw = termios.tcgetattr(0), termios.tcgetattr(0)
                raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
                raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
                # Ctrl+z and Ctrl+\ wait like other keys: only the app can make room for a shell.
                raw[6][termios.VSUSP] = raw[6][termios.VQUIT] = b"\0"
                self._before = before
                termios.tcsetattr(0, termios.TCSANOW, raw)
            except termios.error:
                self._before = None
        return self._before is not None

    def _interrupted(self, number: int, _frame: object) -> None:
        self.take_off()
        os._exit(130 if number == 2 else 0)  # asked to end, as the app does: in order

    def take_off(self) -> None:
        """Restore the terminal, if it was changed and not handed over."""
        before, rows, *_ = self.hand_over()
        if before is not None:
            import termios

            if rows:
                _write(_LEAVE)
            try:
                termios.tcsetattr(0, termios.TCSANOW, before)
            except termios.error:
                return  # the terminal is gone

    def hand_over(self) -> tuple[list[Any] | None, list[str], tuple[int, int], Start | None]:
        """Leave the terminal to the caller, who restores it.

        Return how it was set (None: unchanged), the rows on it, if any, the size they were made for, and what they show.
        """
        handed = self._before, self._rows, self._size, self._start
        self._before, self._rows, self._start = None, [], None
        return handed

    def keep(self, owner: str, depends: Sequence[str], rows: Sequence[str], start: Start) -> None:
        """Write a snapshot: ``rows`` from the top, each with its colours and full width. OSError if the disk refuses.

        It is valid while the files it ``depends`` on have not changed. ``owner`` names what it shows, for `drop`.
        """
        stamps = (part for path in depends for part in (path, stamp(path)))
        numbers = " ".join(map(str, (*start.stamp, *start.focus)))
        text = "\0".join((_question(self._arguments), start.id, start.path, numbers, "\r\n".join(rows), *stamps))
        data = text.encode("utf-8", "surrogateescape")
        os.makedirs(_folder(), exist_ok=True)
        os.chmod(_folder(), 0o700)  # the rows are the user's text
        name = _name(self._arguments)
        target = os.path.join(_folder(), f"{name}-{owner}{_SUFFIX}")
        draft = f"{target}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(b"%08x" % crc32(data) + data)
        os.replace(draft, target)
        oldest_first = sorted(os.scandir(_folder()), key=lambda entry: entry.stat().st_mtime_ns)
        for at, entry in enumerate(reversed(oldest_first)):
            if at >= _MOST or (entry.name.startswith(name) and entry.path != target):
                os.unlink(entry.path)

    def _find(self) -> tuple[list[str], Start] | None:
        """Return the rows of the snapshot that answers this start and what it shows, if it is valid."""
        try:
            path = next(path for path in _all() if os.path.basename(path).startswith(_name(self._arguments)))
            with open(path, "rb") as file:
                check, data = file.read(8), file.read()
            question, id_, its_path, numbers, rows, *depends = data.decode("utf-8", "surrogateescape").split("\0")
            if check != b"%08x" % crc32(data) or question != _question(self._arguments):
                return None
            if any(stamp(behind) != was for behind, was in zip(depends[::2], depends[1::2], strict=True)):
                return None
            return rows.split("\r\n"), Start(id_, its_path, *map(int, numbers.split()))
        except (OSError, ValueError, StopIteration):
            return None


def drop(owner: str) -> None:
    """Delete the snapshots of what ``owner`` names, as its place has changed. OSError if they cannot be deleted."""
    for path in _all():
        if path.endswith(f"-{owner}{_SUFFIX}"):
            os.unlink(path)


def stamp(path: str) -> str:
    """Return what tells one state of a file from another: its size in bytes and its time; ``-`` if it is missing."""
    try:
        state = os.stat(path)
    except OSError:
        return "-"
    return f"{state.st_size} {state.st_mtime_ns}"


def _all() -> list[str]:
    try:
        return [entry.path for entry in os.scandir(_folder()) if entry.name.endswith(_SUFFIX)]
    except OSError:
        return []


def _folder() -> str:
    return state_file("snapshots")


def _name(arguments: Sequence[str]) -> str:
    # One snapshot for one command in one folder; that of another window size replaces it.
    return f"{crc32(os.fsencode(repr([os.getcwd(), os.environ.get('SCOLIE_LIBRARY', ''), *arguments]))):08x}"


def _question(arguments: Sequence[str]) -> str:
    """Return everything that decides what a start shows, apart from files."""
    environment = [f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT]
    return repr([__version__, os.getcwd(), *_size(), *environment, *arguments])


def _size() -> tuple[int, int]:
    """Return the columns and rows of the terminal as Textual will see them; OSError if there is none."""
    columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    given = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
    wide, high = (int(value) if value.isdecimal() else 0 for value in given)
    return wide or columns, high or rows


def _has_terminal() -> bool:
    return None not in (sys.__stdin__, sys.__stdout__, sys.__stderr__) and all(map(os.isatty, (0, 1, 2)))


def _write(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    try:
        while data:
            data = data[os.write(2, data) :]
    except OSError:
        return  # the terminal is gone: the app will find that out
