"""Twelve whole screens, in English and in French, as they were when someone last looked at them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.translation import use
from reader.tui.app import ScolieApp
from reader.tui.widget.line_input import LineInput
from tests.tui.app_pilot import press
from tests.tui.snapshots.snapshot import compare

HERE, TOP = Path(__file__).parent, Path(__file__).parents[3]
SIZE = (110, 34)


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the cursor of a line stand there at any time."""
    make = LineInput.__init__

    def make_still(line: LineInput, *arguments: Any, **named: Any) -> None:
        make(line, *arguments, **named)
        line.set_reactive(LineInput.cursor_blink, False)

    monkeypatch.setattr(LineInput, "__init__", make_still)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The bundled articles with the annotations that are committed here; opened as Ada on a terminal of true colour."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TZ", "UTC")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(TOP / "seeds", tmp_path / "library" / "seeds")
    shutil.copytree(HERE / "annotations", tmp_path / "library" / "annotations")
    workspace = open_library(tmp_path / "library", "Ada")
    workspace.articles()
    workspace.prepare_changes()  # otherwise it depends on the machine when the keys of undo come
    return workspace


@pytest.mark.parametrize(
    ("name", "article", "keys"),
    [
        ("list", None, ["j", "j"]),
        ("article", "dernier-conseil", ["j", "j", "p"]),
        ("side", "refus-mexicain", ["l", "tab", "j"]),
        ("picker", "refus-mexicain", ["t", *"mo"]),
        ("codebook", None, ["g", "t", "g", "e", "k"]),
        ("excerpts", None, ["g", "x", "j"]),
        ("basket", None, ["g", "x", "tab", "j", "tab", "Y", "b", "g", "y", "J"]),
        ("statistics", None, ["g", "c"]),
        ("concordance", None, ["g", "s", *"mexique", "enter", "s", "tab", "j", "tab", "equals_sign"]),
        ("pass", "pourparlers-frontiere", ["g", "p", "enter"]),
        ("help", "dernier-conseil", ["question_mark"]),
    ],
)
async def test_screen(name: str, article: str | None, keys: list[str], library: Workspace, tmp_path: Path) -> None:
    async with ScolieApp(library, article).run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        compare(pilot, name, tmp_path)


def change_a_text(library: Workspace) -> None:
    """Write one passage differently, and leave another out."""
    file = Path(library.root) / "seeds" / "refus-mexicain.txt"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ("ont saisi 14 tonnes de précurseurs chimiques, soit deux fois plus qu’en 2022",
         "auraient saisi 15 tonnes de produits précurseurs, bien plus qu’en 2022"),
        ("Les écoliers apprennent les dates de 1847 et de 1914. Ils apprennent aussi", "On y apprend"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


async def test_review(library: Workspace, tmp_path: Path) -> None:
    change_a_text(library)
    async with ScolieApp(library).run_test(size=SIZE) as pilot:
        await press(pilot, "g", "r", "j")
        compare(pilot, "review", tmp_path)


IN_FRENCH = {
    "list": ["j", "j"],
    "codebook": ["g", "t", "g", "e", "k"],
    "excerpts": ["g", "x", "j"],
    "statistics": ["g", "c"],
    "review": ["g", "r", "j"],
    "article": ["g", "a", *"dernierconseil", "enter", "j", "j", "p"],
    "help": ["question_mark"],
    "side": ["escape", "l", "tab", "j"],
    "picker": ["tab", "l", "t", *"mo"],
    "pass": ["escape", "g", "p", "enter"],
    "basket": ["q", "g", "x", "tab", "j", "tab", "Y", "b", "g", "y", "J"],
    "concordance": ["q", "g", "s", *"mexique", "enter", "s", "tab", "j", "tab", "equals_sign"],
}
"""The keys that lead from each screen to the next, so that the app starts once."""


async def test_screens_in_french(library: Workspace, tmp_path: Path) -> None:
    change_a_text(library)
    use("fr")
    try:
        async with ScolieApp(library).run_test(size=SIZE) as pilot:
            for name, keys in IN_FRENCH.items():
                await press(pilot, *keys)
                compare(pilot, f"fr-{name}", tmp_path)
    finally:
        use("en")
