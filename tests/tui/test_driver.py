"""The terminal's driver: what it takes from the terminal, and how it lets go of it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.terminal import Terminal

LOOKS_UP_ONCE_AN_HOUR = """
import sys
from reader.tui import driver
from reader.__main__ import main
driver._TICK = 3600
sys.exit(main())
"""


def test_leaving_waits_for_no_key(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root), program=("-c", LOOKS_UP_ONCE_AN_HOUR))
    shown.until("Highlight")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was
