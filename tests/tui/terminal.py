"""A real pseudo-terminal for tests: what reaches it, and what is left behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from threading import Thread
from time import monotonic

import pyte


def readable(descriptor: int, seconds: float) -> bool:
    """Whether something can be read there within some seconds; its number may be above what `select.select` takes."""
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(1000 * seconds))


class Terminal:
    """A program in a pseudo-terminal of 100 by 30 cells, and what stands on its screen.

    ``environment`` is added to that of the test, None takes a variable away; ``under`` is a program that starts it.
    """

    def __init__(
        self,
        *arguments: str,
        colours: str = "truecolor",
        program: Sequence[str] = ("-m", "reader"),
        environment: Mapping[str, str | None] | None = None,
        under: Sequence[str] = (),
    ) -> None:
        self.bytes = b""
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # A suite that a shell starts in the background ignores it, and so would what it starts.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            # Its own environment: a library of the test run may have set COLUMNS behind Python's back.
            left_out = ("NO_COLOR", "TMUX", "SSH_TTY", "SSH_CONNECTION", "COLUMNS", "LINES")
            environ = {name: value for name, value in os.environ.items() if name not in left_out}
            changed = {"TERM": "xterm-256color", "COLORTERM": colours, **(environment or {})}
            environ = {name: value for name, value in (environ | changed).items() if value is not None}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
            words = [*under, sys.executable, *program, *arguments]
            os.execvpe(words[0], words, environ)

    def until(self, *words: str, row: int | None = None) -> None:
        """Read until some of the words are on the screen, or in one row of it; fail after half a minute."""

        def come() -> bool:
            rows = self.screen.display if row is None else [self.screen.display[row]]
            return any(each in "\n".join(rows) for each in words)

        end = monotonic() + 30
        while not come():
            if monotonic() > end or not self._read(end - monotonic()):
                raise AssertionError(f"{words!r} never came:\n" + "\n".join(self.screen.display))

    def until_app(self) -> None:
        """Read until the app has the terminal (what stands before may be a snapshot), and until it rests."""
        end = monotonic() + 30
        while b"\x1b[?2004h" not in self.bytes and self._read(end - monotonic()):
            pass
        self.settle()

    def until_gone(self, words: str) -> None:
        """Read until the words are no longer on the screen; fail after half a minute."""
        end = monotonic() + 30
        while words in "\n".join(self.screen.display):
            if monotonic() > end or not self._read(end - monotonic()):
                raise AssertionError(f"{words!r} stayed:\n" + "\n".join(self.screen.display))

    def _read(self, seconds: float) -> bool:
        if not readable(self.fd, seconds):
            return False
        with contextlib.suppress(OSError):
            data = os.read(self.fd, 65536)
            self.bytes += data
            with contextlib.suppress(TypeError):  # pyte does not know every private sequence
                self._stream.feed(data)
            return bool(data)
        return False

    @property
    def looks(self) -> list[list[tuple[object, ...]]]:
        """Every cell of the screen with its colours."""
        rows, columns = self.screen.lines, self.screen.columns
        return [[tuple(self.screen.buffer[y][x]) for x in range(columns)] for y in range(rows)]

    def settle(self, seconds: float = 0.7) -> None:
        """Read until nothing has come for a while."""
        end = monotonic() + 30
        while self._read(seconds) and monotonic() < end:
            pass

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size in cells, as its owner does with the mouse."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def left_as_it_was(self) -> bool:
        """Whether the other screen was left after it was taken, and nothing was switched on again behind that."""
        return self.bytes.rfind(b"\x1b[?1049l") > self.bytes.rfind(b"\x1b[?1049h") >= 0

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def rest(self) -> None:
        """Read until the program has ended, which leaves the terminal with its modes; after a minute, end it."""
        end = monotonic() + 60
        while self._read(20):
            if monotonic() > end:
                os.kill(self.pid, 9)

    def end(self) -> int:
        """Read the rest, close the terminal, and return the exit status."""
        self.rest()
        os.close(self.fd)
        return self.status()

    def status(self) -> int:
        """Return the exit status once the program has ended; fail after half a minute, and end it."""
        statuses: list[int] = []
        wait = Thread(target=lambda: statuses.append(os.waitpid(self.pid, 0)[1]))
        wait.start()
        wait.join(30)
        if not statuses:
            os.kill(self.pid, 9)
            wait.join()
            raise AssertionError("The program did not end.")
        return os.waitstatus_to_exitcode(statuses[0])
