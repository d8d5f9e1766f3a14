"""A program in a real pseudo-terminal, watched as a person at a terminal sees it: every read has its time.

Nothing is interpreted while the clock runs: words are looked for in the bytes, so they must be plain letters that the
program paints in one piece. Times are seconds of `time.perf_counter`.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import pty
import re
import select
import struct
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pyte

GAP = 0.008
SIZE = (100, 30)
"""Columns and rows."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronized output is known, as to most terminals
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
}
_TICKS = os.sysconf("SC_CLK_TCK")


class Silent(Exception):
    """What was waited for never came; tells the end of what came instead."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What was sent after a key: when each read ended, and the bytes of all."""

    reads: tuple[float, ...]
    bytes: int

    @property
    def end(self) -> float:
        """When the last byte had come."""
        return self.reads[-1]

    @property
    def painted(self) -> float:
        """When the first frame had come whole: the last byte before nothing comes for 8 ms, half a frame of Textual."""
        for read, following in itertools.pairwise(self.reads):
            if following - read > GAP:
                return read
        return self.end

    @property
    def start(self) -> float:
        """When the first bytes had come."""
        return self.reads[0]


class Watched:
    """A running program; ``started`` is the moment before it was."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str], size: tuple[int, int] = SIZE) -> None:
        self._since = bytearray()
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._unshown: list[tuple[float, bytes]] = []
        self.started = perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, _winsize(size))
                os.execve(argv[0], list(argv), dict(environ))
            finally:
                os._exit(127)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        """End the program if it still runs."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, 9)
            self._reap()

    # -- what a person does

    def press(self, keys: str) -> float:
        """Write keys in one piece and return when; what came before is forgotten."""
        self._since.clear()
        now = perf_counter()
        os.write(self.fd, keys.encode())
        return now

    def resize(self, size: tuple[int, int]) -> float:
        """Give the window another size and return when; the system tells the program by SIGWINCH."""
        self._since.clear()
        self._screen.resize(size[1], size[0])
        now = perf_counter()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, _winsize(size))
        return now

    # -- what a person sees

    def until(self, words: str, seconds: float = 60) -> float:
        """Return when the words came to stand on the screen; Silent if they do not.

        The screen is looked at, not what was sent: of words that stand where some of their letters already stood,
        only the others are sent. It is drawn while the program is silent, so drawing it delays no reading.
        """
        end = perf_counter() + seconds
        while True:
            if (shown := self._show(words)) is not None:
                return shown
            read = self._read(end - perf_counter())
            while read is not None and perf_counter() < end:
                read = self._read(0)
            if not self._unshown:
                raise Silent(f"{words!r} never came, but " + "\n".join(self._screen.display))

    def _show(self, words: str) -> float | None:
        """Draw what was read up to the words; return when those were read, None if they do not stand there."""
        if words in "\n".join(self._screen.display):
            return perf_counter()
        while self._unshown:
            read, data = self._unshown.pop(0)
            with contextlib.suppress(TypeError):  # pyte does not know every private sequence
                self._stream.feed(data)
            if words in "\n".join(self._screen.display):
                return read
        return None

    def burst(self, quiet: float = 0.03, seconds: float = 2) -> Burst:
        """Return what comes until nothing has for ``quiet`` seconds; Silent if nothing does at all."""
        reads: list[float] = []
        before = len(self._since)
        end = perf_counter() + seconds
        while (read := self._read(quiet if reads else seconds)) is not None and read < end:
            reads.append(read)
        if not reads:
            raise Silent("The program did not answer.")
        return Burst(tuple(reads), len(self._since) - before)

    def settle(self, quiet: float = 0.3, seconds: float = 30) -> int:
        """Read until nothing has come for ``quiet`` seconds; return the bytes that came."""
        before = len(self._since)
        end = perf_counter() + seconds
        while self._read(quiet) is not None and perf_counter() < end:
            pass
        return len(self._since) - before

    def listen(self, seconds: float) -> int:
        """Read for so long; return the bytes that came."""
        before = len(self._since)
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            self._read(left)
        return len(self._since) - before

    def _read(self, seconds: float) -> float | None:
        """Return when a read ended; None if nothing came in time, or the program has let go of the terminal."""
        waiting = select.poll()  # `select.select` takes no descriptor above 1023
        waiting.register(self.fd, select.POLLIN)
        if not waiting.poll(1000 * max(0.0, seconds)):
            return None
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return None
        now = perf_counter()
        if not data:
            return None
        self._since += data
        self._unshown.append((now, data))
        if b"\x1b" in data:
            for question, answer in _ANSWERS.items():
                if question in data:
                    os.write(self.fd, answer)
        return now

    # -- what it costs

    def memory(self) -> float:
        """Return the most memory that was resident so far, in MiB (VmHWM)."""
        found = re.search(r"VmHWM:\s+([0-9]+) kB", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else float("nan")

    def cpu(self) -> float:
        """Return the seconds of a core spent so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def leave(self, keys: str = "", seconds: float = 20) -> float:
        """Press what leaves the program and return the seconds until it has ended; Silent if it does not."""
        start = self.press(keys) if keys else self.started
        end = perf_counter() + seconds
        while self._read(end - perf_counter()) is not None:
            pass
        if perf_counter() >= end:
            raise Silent(f"The program did not leave: {bytes(self._since[-300:])!r}")
        self._reap()
        return perf_counter() - start

    def _reap(self) -> None:
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        self.pid = 0


def _winsize(size: tuple[int, int]) -> bytes:
    return struct.pack("HHHH", size[1], size[0], 0, 0)
