"""The snapshot stands before Textual is loaded, and is what the app then shows; keys wait for the app."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.library.article import Article, Status
from reader.session.annotations.annotate import annotate
from reader.session.cache.large import LARGE
from reader.session.library.opening import open_library
from reader.text.span import Span
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
LONG = "# Un titre\n\n" + "\n\n".join(
    f"Le paragraphe {n} dit ceci. Il le dit « deux fois » à l’été, sans hâte ni détour, jusqu’au bout."
    for n in range(40)
)


@pytest.fixture
def library(root: Path) -> Path:
    (root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    (root / "seeds" / "large.md").write_text(LONG + "\n\nSuite. Été." * (LARGE // 10), encoding="utf-8")
    (root / "seeds" / "line.txt").write_text(" ".join(LONG.split()) + " Suite d’été." * (LARGE // 10), encoding="utf-8")
    return root


def page(library: Path, *asked: str, colours: str = "truecolor") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours, program=("-c", ONLY_THE_SNAPSHOT))
    assert shown.end() == 0
    return shown


def app(library: Path, *asked: str, colours: str = "truecolor", keys: str = "") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours)
    shown.type(keys)
    shown.until_app()
    shown.until("Highlight" if asked else "Filter")
    return shown


def left(library: Path, *asked: str, colours: str = "truecolor", keys: str = "") -> None:
    """Open the app, type, and leave it, so that a snapshot is kept."""
    shown = app(library, *asked, colours=colours, keys=keys)
    shown.type("q")
    assert shown.end() == 0


def snapshots() -> Path:
    return state_folder() / "snapshots"


def differing(one: Looks, other: Looks) -> list[str]:
    """Return a few of the cells that differ, each with its place."""
    pairs = (
        (y, x, a, b)
        for y, row in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(*row, strict=True))
    )
    return [f"{y}:{x} {a} {b}" for y, x, a, b in pairs if a != b][:5]


HELD = """
import os, sys, time
from reader.cli import command_line
run = command_line.main

def held(*given):
    while not os.path.exists(os.environ["GO"]):
        time.sleep(0.01)
    return run(*given)

command_line.main = held
from reader.__main__ import main
sys.exit(main())
"""
"""The app is loaded once a file is there."""


@pytest.fixture
def held(library: Path, tmp_path: Path) -> Terminal:
    left(library, "read", "long")
    shown = Terminal("read", "long", "-l", str(library), program=("-c", HELD), environment={"GO": str(tmp_path / "go")})
    shown.until("Un titre")
    return shown


@pytest.mark.parametrize("typed", ["jjh", "h"])
def test_what_was_typed_on_a_text_that_has_changed_since_is_done_to_no_other(
    library: Path, tmp_path: Path, held: Terminal, typed: str
) -> None:
    held.type(typed)
    held.settle(0.5)
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "go").touch()
    held.until("The article has changed meanwhile")
    held.type("q")
    assert held.end() == 0
    assert not (library / "annotations" / "long.jsonl").exists()


def test_of_a_text_that_has_changed_since_nothing_is_said_where_nothing_was_typed(
    library: Path, tmp_path: Path, held: Terminal
) -> None:
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "go").touch()
    held.until("nouveau chapeau")
    held.until_app()
    assert "meanwhile" not in "\n".join(held.screen.display)
    held.type("q")
    assert held.end() == 0


@pytest.fixture
def held_list(library: Path, tmp_path: Path) -> Terminal:
    for _ in range(2):  # the second snapshot is of a list that was read
        left(library)
    shown = Terminal("-l", str(library), program=("-c", HELD), environment={"GO": str(tmp_path / "go")})
    shown.until("Le port rouvre.")
    return shown


def first_row(library: Path, shown: Terminal) -> Article:
    row = shown.screen.display[0]  # a large one is told by its name, as long as it was not read
    return next(one for one in open_library(library).articles() if one.id in row or one.title in row)


def test_a_key_is_done_to_the_row_that_it_was_typed_on_wherever_that_stands_by_now(
    library: Path, tmp_path: Path, held_list: Terminal
) -> None:
    seen = first_row(library, held_list)
    (library / "seeds" / "zzz.md").write_text("# Aaa\n\nCelui-ci vient avant tous.\n", encoding="utf-8")
    held_list.type("S")
    held_list.settle(0.5)
    (tmp_path / "go").touch()
    held_list.until("reading")
    held_list.type("q")
    assert held_list.end() == 0
    statuses = {one.id: one.status for one in open_library(library).articles()}
    assert {id_ for id_, status in statuses.items() if status is not Status.UNREAD} == {seen.id}


@pytest.mark.parametrize("typed", ["\r", "S"])
def test_a_key_is_done_to_no_other_row_than_it_was_typed_on(
    library: Path, tmp_path: Path, held_list: Terminal, typed: str
) -> None:
    (library / first_row(library, held_list).path).unlink()
    held_list.type(typed)
    held_list.settle(0.5)
    (tmp_path / "go").touch()
    held_list.until("The list has changed meanwhile")
    held_list.type("q")
    assert held_list.end() == 0
    assert all(one.status is Status.UNREAD for one in open_library(library).articles())


def test_in_a_window_of_another_size_the_app_does_what_was_typed(tmp_path: Path, held: Terminal) -> None:
    held.resize(120, 40)
    held.type("jj")
    held.settle(0.5)
    (tmp_path / "go").touch()
    held.until_app()
    held.until("Highlight")
    marked = [row for row in held.screen.display if "▌" in row]
    assert "Il le dit « deux fois »" in marked[0]
    assert any("Un titre" in row for row in held.screen.display)
    held.type("q")
    assert held.end() == 0


def test_a_letter_that_comes_in_two_parts_is_one(tmp_path: Path, held: Terminal) -> None:
    held.type("/")
    os.write(held.fd, "û".encode()[:1])
    held.settle(0.5)
    (tmp_path / "go").touch()
    os.write(held.fd, "û".encode()[1:] + b"t")
    held.until("ût")
    held.type("\x1b")
    held.until_gone("ût")
    held.type("q")
    assert held.end() == 0


@pytest.mark.parametrize("colours", ["truecolor", ""])
@pytest.mark.parametrize("asked", [("read", "long"), ("read", "port"), ("read", "large"), ("read", "line"), ()])
def test_the_snapshot_is_what_the_app_shows(library: Path, asked: tuple[str, ...], colours: str) -> None:
    keys = "jjjjhp" * 3 if asked else ""
    left(library, *asked, colours=colours, keys=keys)
    if not asked:
        left(library, colours=colours)  # the first time, the list was not read yet
    early = page(library, *asked, colours=colours)
    again = app(library, *asked, colours=colours)
    # All of it: the highlights, the focus, the scroll bar and the bar are there, too.
    assert not differing(early.looks, again.looks)
    again.type("q")
    assert again.end() == 0
    assert len(list(snapshots().iterdir())) == 1


def test_the_app_starts_with_what_the_snapshot_shows_even_if_the_places_are_gone(library: Path) -> None:
    left(library, "read", "long", keys="j" * 12)
    shutil.rmtree(state_folder() / "places")
    early = page(library, "read", "long")
    late = app(library, "read", "long")
    assert not differing(early.looks, late.looks)
    late.type("q")
    assert late.end() == 0


def test_a_snapshot_is_for_its_owner_alone(library: Path) -> None:
    left(library, "read", "long")
    [kept] = snapshots().iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(snapshots().stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + b"~",
        lambda data: b"0" * 8 + data[8:],
        lambda data: data + b"\0",
        lambda _: b"",
        lambda _: b"\xff\0",
    ],
)
def test_a_damaged_snapshot_is_not_shown(library: Path, damage: Callable[[bytes], bytes]) -> None:
    left(library, "read", "long")
    [kept] = snapshots().iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert b"\x1b[?1049h" not in page(library, "read", "long").bytes


def test_a_snapshot_of_a_text_that_has_changed_is_not_shown(library: Path) -> None:
    left(library, "read", "port")
    assert any("Le port rouvre." in row for row in page(library, "read", "port").screen.display)
    (library / "seeds" / "port.txt").write_text("Le port ferme. Tout est dit.", encoding="utf-8")
    assert b"\x1b[?1049h" not in page(library, "read", "port").bytes


def test_a_snapshot_of_another_place_in_the_text_is_not_shown(library: Path) -> None:
    left(library, "read", "port")
    shown = app(library)
    shown.type("/rouvre\r\r")
    shown.until("Highlight")
    shown.type("j")
    shown.settle()
    shown.type("qq")
    assert shown.end() == 0
    assert b"\x1b[?1049h" not in page(library, "read", "port").bytes


@pytest.mark.parametrize("environment", [{"COLORTERM": ""}, {"LANG": "C"}, {"COLUMNS": "90"}])
def test_a_snapshot_is_shown_in_the_terminal_that_it_was_made_for(library: Path, environment: dict[str, str]) -> None:
    left(library, "read", "port")
    words = ("read", "port", "-l", str(library))
    other = Terminal(*words, program=("-c", ONLY_THE_SNAPSHOT), environment=environment)
    assert other.end() == 0
    assert b"\x1b[?1049h" not in other.bytes


LOOKS_SELDOM = """
import sys
from reader.tui.service import watcher
watcher.WATCH_SECONDS = float(sys.argv.pop(1))
from reader.__main__ import main
sys.exit(main())
"""
"""The app looks at the files of others so seldom, in seconds."""


@pytest.mark.parametrize("now", ["Le port ferme. Tout est dit.", "\0", None])
@pytest.mark.parametrize("seconds", [1000, 0.1])
def test_no_snapshot_is_kept_of_a_text_that_has_changed_while_one_read_it(
    library: Path, now: str | None, seconds: float
) -> None:
    shown = Terminal(str(seconds), "read", "port", "-l", str(library), program=("-c", LOOKS_SELDOM))
    shown.until("Highlight")
    shown.settle()
    file = library / "seeds" / "port.txt"
    if now is None:
        file.unlink()
    else:
        file.write_text(now, encoding="utf-8")
    shown.settle()
    shown.type("q")
    assert shown.end() == 0
    kept = list(snapshots().iterdir()) if snapshots().exists() else []
    assert len(kept) == (seconds < 1 and now not in ("\0", None))
    early = page(library, "read", "port")
    assert not any("Le port rouvre." in row for row in early.screen.display)


@pytest.mark.parametrize("seen_before", [True, False])
def test_what_is_typed_before_the_app_is_loaded_is_done_in_order(library: Path, seen_before: bool) -> None:
    if seen_before:
        left(library, "read", "long")
    shown = app(library, "read", "long", keys="jjh/paragraphe 3 dit\rtvif\r")
    shown.until("Tagged vif")
    shown.type("q")
    assert shown.end() == 0
    lines = (library / "annotations" / "long.jsonl").read_text(encoding="utf-8").splitlines()
    quotes = [row[3]["quote"] for line in lines for row in json.loads(line)["c"] if row[0] == "annotations"]
    assert quotes == ["Il le dit « deux fois » à l’été, sans hâte ni détour, jusqu’au bout.", "paragraphe 3 dit"]


def test_of_what_is_typed_on_a_snapshot_no_letter_is_lost(library: Path, tmp_path: Path, held: Terminal) -> None:
    note = " ".join(f"Été {n}." for n in range(40))
    held.type(f"a{note}\x13")
    held.settle(0.3)
    assert "Été 7." not in "\n".join(held.screen.display)
    (tmp_path / "go").touch()
    held.until("The note is kept.")
    held.type("q")
    assert held.end() == 0
    line = (library / "annotations" / "long.jsonl").read_text(encoding="utf-8")
    assert json.loads(line)["c"][0][3]["note"] == note


def test_what_is_wrong_is_said_on_the_screen_one_came_from(library: Path) -> None:
    shown = Terminal("read", "nowhere", "-l", str(library))
    assert shown.end() == 1
    assert b"There is no such article" in shown.bytes
    assert b"\x1b[?1049h" not in shown.bytes


def test_an_article_that_is_no_text_is_said_to_be_none(library: Path) -> None:
    (library / "seeds" / "port.txt").write_bytes(bytes(100))
    shown = Terminal("read", "port", "-l", str(library))
    assert shown.end() == 2
    told = shown.bytes.rpartition(b"\x1b[?1049l")[2]
    assert b"scolie: This is a binary file, not a text: " in told and b"log file" not in told


def test_the_snapshot_is_taken_off_before_a_fault_is_told(library: Path) -> None:
    left(library, "read", "por")
    (library / "seeds" / "portail.txt").write_text("Un portail.", encoding="utf-8")
    shown = Terminal("read", "por", "-l", str(library))
    assert shown.end() == 2
    assert shown.bytes.rfind(b"\x1b[?1049l") > shown.bytes.rfind(b"\x1b[?1049h") >= 0
    assert shown.bytes.rfind(b"Several articles match") > shown.bytes.rfind(b"\x1b[?1049l")


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
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.__main__ import main

write, show, take = TerminalDriver.write, TerminalDriver.show, KeyedScreen.take
told = open(os.environ["TOLD"], "w", 1)

def wrote(self, data):
    if data.startswith(chr(27) + "[") and data[2:3].isdecimal():
        told.write("frame\\n")
    write(self, data)

def showed(self, pieces, cursor):
    told.write("frame\\n")
    show(self, pieces, cursor)

def took(self, event):
    told.write(f"{event.key}, rows painted so far: {self.pane.painted}\\n")
    take(self, event)

TerminalDriver.write, TerminalDriver.show, KeyedScreen.take = wrote, showed, took
sys.exit(main())
"""


def test_the_first_frame_shows_what_the_first_keys_have_done(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    shown = Terminal("read", "long", "-l", str(library), program=("-c", FRAMES_AND_KEYS))
    shown.type("vj")
    shown.until("Highlight")
    shown.settle()
    shown.type("q")
    assert shown.end() == 0
    none = "rows painted so far: 0"
    assert (tmp_path / "told").read_text().splitlines()[:3] == [f"v, {none}", f"j, {none}", "frame"]


def test_the_list_is_first_seen_as_it_was_and_then_as_it_is(library: Path) -> None:
    left(library)
    (library / "seeds" / "port.txt").write_text("Un autre port.\n\nTout est dit.", encoding="utf-8")
    annotate(opened := open_library(library), opened.articles()[0].id, [Span(0, 4)])
    assert any("Le port rouvre." in row for row in page(library).screen.display)
    late = app(library)
    late.until("Un autre port.")
    assert not any("Le port rouvre." in row for row in late.screen.display)
    late.type("q")
    assert late.end() == 0
