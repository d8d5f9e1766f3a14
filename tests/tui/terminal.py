"""A real pseudo-terminal for tests: what reaches it, and what is left behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import sys
import termios
from collections.abc import Sequence
from time import monotonic

import pyte


class Terminal:
    """A program in a pseudo-terminal of 100 by 30 cells, and what stands on its screen."""

    def __init__(self, *arguments: str, colours: str = "truecolor", program: Sequence[str] = ("-m", "reader")) -> None:
        self.bytes = b""
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # Its own environment: a library of the test run may have set COLUMNS behind Python's back.
            left_out = ("NO_COLOR", "TMUX", "SSH_TTY", "SSH_CONNECTION", "COLUMNS", "LINES")
            environ = {name: value for name, value in os.environ.items() if name not in left_out}
            environ |= {"TERM": "xterm-256color", "COLORTERM": colours}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
            os.execve(sys.executable, [sys.executable, *program, *arguments], environ)

    def until(self, words: str) -> None:
        """Read until the words are on the screen; fail after half a minute."""
        end = monotonic() + 30
        while words not in "\n".join(self.screen.display):
            if monotonic() > end or not self._read(end - monotonic()):
                raise AssertionError(f"{words!r} never came:\n" + "\n".join(self.screen.display))

    def _read(self, seconds: float) -> bool:
        if not select.select([self.fd], [], [], seconds)[0]:
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

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        while self._read(20):
            pass
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
