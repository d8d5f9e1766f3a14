"""What is loaded before the first frame, and what that frame shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.opening import open_library
from reader.text.span import Span
from tests.tui.terminal import Terminal

NOT_YET = ("tinydb", "rapidfuzz", "sqlite3", "numpy", "textual.widgets._markdown", "textual.widgets._text_area")


LOADED_AT_THE_FIRST_PAINT = """
import json, os, sys
from reader.tui.terminal.driver import TerminalDriver
from reader.__main__ import main

write = TerminalDriver._send

def told(self, data):
    if "rouvre" in data and not os.path.exists(os.environ["TOLD"]):
        with open(os.environ["TOLD"], "w") as file:
            json.dump(sorted(sys.modules), file)
    write(self, data)

TerminalDriver._send = told
sys.exit(main())
"""


@pytest.mark.parametrize("asked", [("read", "port"), ()])
def test_nothing_heavy_is_loaded_before_the_first_paint(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    workspace = open_library(library)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)])  # so that there is something to open the store for
    workspace.store.close()
    monkeypatch.setenv("TOLD", str(tmp_path / "told.json"))
    shown = Terminal(*asked, "-l", str(library), program=("-c", LOADED_AT_THE_FIRST_PAINT))
    shown.until("Highlight" if asked else "Filter")
    shown.type("q")
    assert shown.end() == 0
    loaded = json.loads((tmp_path / "told.json").read_text())
    assert "textual.app" in loaded  # it is the app that painted
    assert [name for name in loaded if name.startswith(NOT_YET)] == []


FRAMES_AND_KEYS = """
import os, sys
from reader.tui.terminal.driver import TerminalDriver
from reader.tui.screen.article.screen import ArticleScreen
from reader.__main__ import main

write, show, do = TerminalDriver.write, TerminalDriver.show, ArticleScreen.do
told = open(os.environ["TOLD"], "w", 1)

def wrote(self, data):
    if data.startswith(chr(27) + "[") and data[2:3].isdecimal():
        told.write("frame\\n")
    write(self, data)

def showed(self, pieces, cursor):
    told.write("frame\\n")
    show(self, pieces, cursor)

def did(self, name, argument=None):
    told.write(f"{name}, rows painted so far: {self.pane.row_painter.painted}\\n")
    do(self, name, argument)

TerminalDriver.write, TerminalDriver.show, ArticleScreen.do = wrote, showed, did
sys.exit(main())
"""


def test_the_first_frame_shows_what_the_first_keys_have_done(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    shown = Terminal("read", "long", "-l", str(library), program=("-c", FRAMES_AND_KEYS))
    shown.type("vj")
    shown.until("Highlight")
    shown.type("q")
    assert shown.end() == 0
    none = "rows painted so far: 0"
    assert (tmp_path / "told").read_text().splitlines()[:3] == [
        f"select.sticky, {none}",
        f"move.next-sentence, {none}",
        "frame",
    ]
