"""The app in a real pseudo-terminal: what reaches it, and what is left behind."""

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
from pathlib import Path

import pyte
import pytest


class Terminal:
    def __init__(self, root: Path) -> None:
        self.bytes = b""
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.executable, [sys.executable, "-m", "reader", "read", "a.txt", "-l", str(root)])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def until(self, words: str) -> None:
        """Read until the words are on the screen; fail after twenty quiet seconds."""
        while words not in "\n".join(self.screen.display):
            if not self._read(20):
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

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def end(self) -> int:
        while self._read(20):
            pass
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def terminal(root: Path) -> Terminal:
    hostile = "Un titre \x1b]52;c;aGFja2Vk\x07 et \x9b31m rouge [/] suit. La fin vient."
    (root / "seeds" / "a.txt").write_text(hostile, encoding="utf-8")
    return Terminal(root)


def test_a_session_leaves_the_terminal_as_it_was(terminal: Terminal, root: Path) -> None:
    terminal.until("La fin vient.")
    terminal.type("h")
    terminal.until("Highlighted.")
    assert "hacked" not in terminal.bytes.decode(errors="replace")
    assert b"aGFja2Vk\x07" not in terminal.bytes
    assert b"\xc2\x9b" not in terminal.bytes
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.bytes.rfind(b"\x1b[?1049l") > terminal.bytes.rfind(b"\x1b[?1049h") >= 0
    assert (root / "annotations" / "a.jsonl").exists()


def test_a_closed_window_ends_the_app_in_order(terminal: Terminal) -> None:
    terminal.until("La fin vient.")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 0
    assert terminal.bytes.rfind(b"\x1b[?1049l") > 0
