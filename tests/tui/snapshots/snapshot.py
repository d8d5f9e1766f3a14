"""Write a screen down as text and styles, and compare it with the committed file.

A file holds the rows of the screen and, below, the runs of cells with one style: first and last column, colours,
attributes. It depends on nothing but the app: not on fonts, terminal or time.
"""

from __future__ import annotations

import difflib
import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from textual.pilot import Pilot

from tests.tui.showing import strips

if TYPE_CHECKING:
    from rich.color import Color
    from rich.style import Style

EXPECTED = Path(__file__).parent / "expected"
UPDATE = "UPDATE_SNAPSHOTS"
"""The environment variable with the folder for pictures; when set, the committed files are written anew."""
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike", "blink")


def compare(pilot: Pilot[None], name: str, folder: Path) -> None:
    """Fail unless the screen is as it was; a screen that differs is left in ``folder`` as text and as a picture.

    ``make snapshots`` writes the committed file instead.
    """
    update = os.environ.get(UPDATE)
    actual, file = written(pilot), EXPECTED / f"{name}.txt"
    pictures = Path(update) if update else folder
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    if update or actual != expected:
        pictures.mkdir(parents=True, exist_ok=True)
        (pictures / f"{name}.svg").write_text(pilot.app.export_screenshot(title="Scolie"), encoding="utf-8")
    if update:
        file.parent.mkdir(exist_ok=True)
        file.write_text(actual, encoding="utf-8")
    elif actual != expected:
        (folder / f"{name}.txt").write_text(actual, encoding="utf-8")
        lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "committed", "now", lineterm="", n=1)
        difference = "\n".join(lines)
        raise AssertionError(
            f"The screen “{name}” has changed; see {folder}. If that is meant: make snapshots.\n{difference}"
        )


def written(pilot: Pilot[None]) -> str:
    """Return the rows on the screen and the styles of their cells."""
    rows, styles = [], []
    for number, strip in enumerate(strips(pilot.app)):
        rows.append("".join(segment.text for segment in strip).rstrip())
        column, runs = 0, []
        for style, segments in groupby(strip, key=lambda segment: _named(segment.style)):
            end = column + sum(segment.cell_length for segment in segments)
            runs.append(f"{column}-{end - 1} {style}")
            column = end
        styles.append(f"{number}: {' | '.join(runs)}")
    size = pilot.app.size
    return "\n".join([f"{size.width}x{size.height}", *rows, "", "styles", *styles, ""])


def _named(style: Style | None) -> str:
    if style is None:
        return "plain"
    attributes = [name for name in ATTRIBUTES if getattr(style, name)]
    return " ".join([_hex(style.color), "on", _hex(style.bgcolor), *attributes])


def _hex(color: Color | None) -> str:
    if color is None:
        return "none"
    return color.triplet.hex if color.triplet else color.name
