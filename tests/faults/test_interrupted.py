"""Ctrl+c at any moment of a start: no traceback, and a terminal that is as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal

INTERRUPT_BEFORE = """
import os, signal, sys
class Interrupt:
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(Interrupt)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt)
sys.argv = ["scolie", *sys.argv[1:]]
from reader.__main__ import main
sys.exit(main())
"""
"""A start that gets the signal of Ctrl+c just before a module is loaded."""

LISTING = ["reader.session.snapshot", "reader.cli.command_line", "reader.cli.listing", "tinydb"]
OPENING = [
    *LISTING[:2],
    "reader.cli.read",
    "textual",
    "textual.app",
    "reader.tui.app",
    "reader.tui.screen.article.screen",
]

LINE_MODE = termios.ICANON | termios.ECHO | termios.ISIG


@pytest.mark.parametrize("module", LISTING)
def test_a_command_that_is_interrupted_while_it_loads_says_nothing(root: Path, module: str) -> None:
    program = INTERRUPT_BEFORE.format(module=module)
    ended = subprocess.run(
        [sys.executable, "-c", program, "list", "-l", root], capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    if ended.returncode != 0:  # zero: this start does not need the module
        assert ended.returncode in (130, -signal.SIGINT)
        assert ended.stdout == ""


@pytest.mark.parametrize("module", OPENING)
def test_an_app_that_is_interrupted_while_it_loads_leaves_the_terminal_as_it_was(root: Path, module: str) -> None:
    shown = Terminal("read", "port", "-l", str(root), program=("-c", INTERRUPT_BEFORE.format(module=module)))
    terminal = os.dup(shown.fd)
    status = shown.end()
    assert status in (0, 130, -signal.SIGINT)
    assert b"Traceback" not in shown.bytes
    assert termios.tcgetattr(terminal)[3] & LINE_MODE == LINE_MODE
    assert shown.bytes.count(b"\x1b[?1049h") == shown.bytes.count(b"\x1b[?1049l")
    os.close(terminal)
