"""The app in a real pseudo-terminal: what reaches it, and what is left behind."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal


@pytest.fixture
def terminal(root: Path) -> Terminal:
    hostile = "Un titre \x1b]52;c;aGFja2Vk\x07 et \x9b31m rouge [/] suit. La fin vient."
    (root / "seeds" / "a.txt").write_text(hostile, encoding="utf-8")
    return Terminal("read", "a.txt", "-l", str(root))


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
