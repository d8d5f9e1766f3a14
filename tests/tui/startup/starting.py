"""A library on the disk, and the app started on it in a terminal."""

from __future__ import annotations

from pathlib import Path

from reader.config.path import state_folder
from tests.tui.terminal import Terminal

Looks = list[list[tuple[object, ...]]]

ONLY_THE_SNAPSHOT = """
import sys
from reader.session.snapshot import Snapshot
snapshot = Snapshot(sys.argv[1:])
snapshot.show()
assert not {name for name in sys.modules if name.startswith(("textual", "rich", "tinydb", "reader.cli"))}
print("\\x1b[s", end="", flush=True)
"""


def show_snapshot(library: Path, *asked: str, colours: str = "truecolor") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours, program=("-c", ONLY_THE_SNAPSHOT))
    assert shown.end() == 0
    return shown


def start_app(library: Path, *asked: str, colours: str = "truecolor", keys: str = "") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours)
    shown.type(keys)
    shown.until_app()
    if not keys:  # a message on what they did takes the place of the labels
        shown.until("Help" if asked else "Filter")
    return shown


def make_snapshot(library: Path, *asked: str, colours: str = "truecolor", keys: str = "") -> None:
    """Open the app, type, and leave it, so that a snapshot is kept."""
    shown = start_app(library, *asked, colours=colours, keys=keys)
    shown.type("q")
    assert shown.end() == 0


def snapshots() -> Path:
    return state_folder() / "snapshots"


def differences(one: Looks, other: Looks) -> list[str]:
    """Return a few of the cells that differ, each with its place."""
    pairs = (
        (y, x, a, b)
        for y, row in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(*row, strict=True))
    )
    return [f"{y}:{x} {a} {b}" for y, x, a, b in pairs if a != b][:5]
