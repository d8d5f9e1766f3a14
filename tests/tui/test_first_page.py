"""The first page stands before Textual is loaded, and is what the app then shows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.library.article import Article, Status
from reader.session.annotating import annotate
from reader.session.opening import open_library
from reader.session.shelf import LARGE
from reader.text.span import Span
from tests.tui.terminal import Terminal

Looks = list[list[tuple[object, ...]]]
ONLY_THE_PAGE = """
import sys
from reader.session import frame
from reader.cli.first_page import first_page
frame.show(sys.argv[1:], first_page)
assert "textual" not in sys.modules and "rich" not in sys.modules and "tinydb" not in sys.modules
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


MOVED_BY_KEYS = """
import sys, time
from reader.session import frame
from reader.cli.first_page import first_page
frame.show(sys.argv[2:], first_page)
keys, end = frame._keys, time.monotonic() + 20
while len(moved) < int(sys.argv[1]) and time.monotonic() < end:
    time.sleep(0.01)
assert "textual" not in sys.modules and "rich" not in sys.modules and "tinydb" not in sys.modules
print("\\x1b[s", end="", flush=True)
frame.hand_over()
"""
"""The first page alone, moved by so many keys."""
COUNTED = """
from reader.session.first import standing
moved = []
take = standing.Standing.take
def counted(self, key):
    done = take(self, key)
    moved.append(key)
    return done
standing.Standing.take = counted
"""


def page(library: Path, *asked: str, colours: str = "truecolor") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours, program=("-c", ONLY_THE_PAGE))
    assert shown.end() == 0
    return shown


def app(library: Path, *asked: str, colours: str = "truecolor", keys: str = "") -> Terminal:
    shown = Terminal(*asked, "-l", str(library), colours=colours)
    shown.type(keys)
    shown.until("Highlight" if asked else "Filter")
    shown.settle()
    return shown


def text_area(shown: Terminal) -> Looks:
    """Everything but the scroll bar and the line at the bottom."""
    return [row[:-1] for row in shown.looks[:-1]]


def differing(one: Looks, other: Looks) -> list[str]:
    """Return a few of the cells that differ, each with its place."""
    pairs = (
        (y, x, a, b)
        for y, row in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(*row, strict=True))
    )
    return [f"{y}:{x} {a} {b}" for y, x, a, b in pairs if a != b][:5]


def moved(library: Path, keys: str, count: int, *asked: str) -> Terminal:
    """Return what stands once ``count`` keys were done, before the app is loaded."""
    shown = Terminal(str(count), *asked, "-l", str(library), program=("-c", COUNTED + MOVED_BY_KEYS))
    shown.type(keys)
    assert shown.end() == 0
    return shown


@pytest.mark.parametrize("keys", [["j"] * 26 + ["k"], [*"pj Pk"], [" ", "\x1b[6~", "\x1b[5~", "\x1b[B"]])
@pytest.mark.parametrize(("article", "kept"), [("long", True), ("long", False), ("large", True)])
def test_keys_move_the_first_page_as_they_move_the_app(
    library: Path, keys: list[str], article: str, kept: bool
) -> None:
    first = app(library, "read", article, keys="jh")
    first.until("▌Y")
    first.type("jq")
    assert first.end() == 0
    picture, places = next((state_folder() / "frames").iterdir()), state_folder() / "places"
    was = {file: file.read_bytes() for file in [picture, *places.glob("*.json")]}
    late = app(library, "read", article)
    late.type("".join(keys))
    late.settle()
    rows = text_area(late)
    late.type("q")
    assert late.end() == 0
    for file, content in was.items():
        file.write_bytes(content)
    if not kept:
        picture.unlink()
    early = moved(library, "".join(keys), len(keys), "read", article)
    # Without a picture nobody knows yet what is highlighted.
    letters = [[cell[:1] for cell in row[30:]] for row in rows]
    assert [[cell[:1] for cell in row[30:]] for row in text_area(early)] == letters
    assert not kept or not differing(text_area(early), rows)


def test_what_keys_have_opened_is_what_the_app_goes_on_with(library: Path) -> None:
    first = app(library)
    first.type("q")
    assert first.end() == 0
    shown = Terminal("-l", str(library))
    shown.until("Un titre")
    shown.type("j\rjh")  # whatever of it is done before the app stands
    shown.until("Highlighted")
    assert "Les grutiers reviennent." in next(row for row in shown.screen.display if "▌" in row)
    shown.type("q")
    shown.until("Filter")
    lit = [row for row in shown.screen.display if row.startswith("▶")]
    assert len(lit) == 1 and "Le port rouvre." in lit[0]
    shown.type("q")
    assert shown.end() == 0


HELD = """
import os, sys, time
from reader.cli import command_line
run = command_line.main

def held(words):
    while not os.path.exists(os.environ["GO"]):
        time.sleep(0.01)
    return run(words)

command_line.main = held
from reader.__main__ import main
sys.exit(main())
"""
"""The first page stands until a file is there."""


def held_page(library: Path, tmp_path: Path, has_picture: bool) -> Terminal:
    if has_picture:
        first = app(library, "read", "long")
        first.type("q")
        assert first.end() == 0
    go = {"GO": str(tmp_path / "go")}
    shown = Terminal("read", "long", "-l", str(library), program=("-c", HELD), environment=go)
    shown.until("Un titre")
    return shown


@pytest.fixture
def held(library: Path, tmp_path: Path) -> Terminal:
    return held_page(library, tmp_path, has_picture=True)


@pytest.mark.parametrize("typed", ["jjh", "h"])
@pytest.mark.parametrize("has_picture", [True, False])
def test_what_was_typed_on_a_text_that_has_changed_since_is_done_to_no_other(
    library: Path, tmp_path: Path, typed: str, has_picture: bool
) -> None:
    held = held_page(library, tmp_path, has_picture)
    held.type(typed)
    held.settle(0.5)
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "go").touch()
    held.until("has changed meanwhile")
    held.type("q")
    assert held.end() == 0
    assert not (library / "annotations" / "long.jsonl").exists()


@pytest.mark.parametrize("has_picture", [True, False])
def test_of_a_text_that_has_changed_since_nothing_is_said_where_nothing_was_typed(
    library: Path, tmp_path: Path, has_picture: bool
) -> None:
    held = held_page(library, tmp_path, has_picture)
    file = library / "seeds" / "long.md"
    file.write_text("Un tout nouveau chapeau, fort long.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "go").touch()
    held.until("nouveau chapeau")
    held.settle()
    assert "meanwhile" not in "\n".join(held.screen.display)
    held.type("q")
    assert held.end() == 0


@pytest.fixture
def held_list(library: Path, tmp_path: Path) -> Terminal:
    for _ in range(2):  # the second picture is of a list that was read
        first = app(library)
        first.type("q")
        assert first.end() == 0
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


def test_an_article_that_is_gone_once_keys_have_opened_it_is_said_to_be(library: Path, tmp_path: Path) -> None:
    first = app(library)
    first.type("q")
    assert first.end() == 0
    shown = Terminal("-l", str(library), program=("-c", HELD), environment={"GO": str(tmp_path / "go")})
    shown.until("Le port rouvre.")
    shown.type("j\r")
    shown.until("Le préfet")
    (library / "seeds" / "port.txt").unlink()
    (tmp_path / "go").touch()
    shown.until("The article is gone")
    shown.type("q")
    assert shown.end() == 0


def test_in_a_window_of_another_size_the_app_does_what_was_typed(tmp_path: Path, held: Terminal) -> None:
    held.resize(120, 40)
    held.type("jj")
    held.settle(0.5)
    (tmp_path / "go").touch()
    held.until("▌   Le paragraphe 0")
    held.settle()
    marked = [row for row in held.screen.display if "▌" in row]
    assert "Il le dit « deux fois »" in marked[0]
    assert any("Un titre" in row for row in held.screen.display)
    held.type("q")
    assert held.end() == 0


def test_a_letter_that_comes_in_two_parts_is_one(tmp_path: Path, held: Terminal) -> None:
    held.type("/")
    os.write(held.fd, "é".encode()[:1])
    held.settle(0.5)
    (tmp_path / "go").touch()
    os.write(held.fd, "é".encode()[1:] + b"t")
    held.until("\n ét")
    held.type("\x1b")
    held.until_gone("\n ét")
    held.type("q")
    assert held.end() == 0


@pytest.mark.parametrize("colours", ["truecolor", ""])
@pytest.mark.parametrize("asked", [("read", "long"), ("read", "port"), ("read", "large"), ("read", "line"), ()])
def test_the_first_page_is_what_the_app_shows(library: Path, asked: tuple[str, ...], colours: str) -> None:
    early = page(library, *asked, colours=colours)
    assert any("Un titre" in row or "Le port rouvre" in row for row in early.screen.display)
    late = app(library, *asked, colours=colours)
    assert not differing(text_area(early), text_area(late))
    late.type("q")
    assert late.end() == 0


def test_the_place_is_where_it_was_left(library: Path) -> None:
    first = app(library, "read", "long", keys="jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjk")
    left = text_area(first)
    first.type("q")
    assert first.end() == 0
    next((state_folder() / "frames").iterdir()).unlink()
    assert not differing(text_area(page(library, "read", "long")), left)


def test_the_picture_of_last_time_is_taken(library: Path) -> None:
    first = app(library, "read", "long", keys="jjjjhp" * 4)
    first.type("q")
    assert first.end() == 0
    early = page(library, "read", "long")
    again = app(library, "read", "long")
    # All of it: the highlights, the scroll bar and the bar are there, too.
    assert not differing(early.looks, again.looks)
    again.type("q")
    assert again.end() == 0
    assert len(list((state_folder() / "frames").iterdir())) == 1


def test_a_damaged_picture_is_not_shown(library: Path) -> None:
    first = app(library, "read", "long")
    first.type("q")
    first.end()
    [kept] = (state_folder() / "frames").iterdir()
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    shown = page(library, "read", "long").looks
    kept.unlink()
    assert shown == page(library, "read", "long").looks


def test_a_picture_of_a_text_that_has_changed_is_not_shown(library: Path) -> None:
    first = app(library, "read", "port")
    first.type("q")
    first.end()
    (library / "seeds" / "port.txt").write_text("Le port ferme. Tout est dit.", encoding="utf-8")
    assert any("Le port ferme." in row for row in page(library, "read", "port").screen.display)


LOOKS_SELDOM = """
import sys
from reader.tui import watching
watching.WATCH_SECONDS = float(sys.argv.pop(1))
from reader.__main__ import main
sys.exit(main())
"""
"""The app looks at the files of others so seldom, in seconds."""


@pytest.mark.parametrize("now", ["Le port ferme. Tout est dit.", "\0", None])
@pytest.mark.parametrize("seconds", [1000, 0.1])
def test_no_picture_is_kept_of_a_text_that_has_changed_while_one_read_it(
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
    assert len(list((state_folder() / "frames").glob("*.frame"))) == (seconds < 1 and now not in ("\0", None))
    early = page(library, "read", "port")
    assert not any("Le port rouvre." in row for row in early.screen.display)


def test_what_is_typed_meanwhile_is_done(library: Path) -> None:
    shown = app(library, "read", "long", keys="jjh/paragraphe 3 dit\rtvif\r")
    shown.until("Tagged vif")
    shown.type("q")
    assert shown.end() == 0
    lines = (library / "annotations" / "long.jsonl").read_text(encoding="utf-8").splitlines()
    quotes = [row[3]["quote"] for line in lines for row in json.loads(line)["c"] if row[0] == "annotations"]
    assert quotes == ["Il le dit « deux fois » à l’été, sans hâte ni détour, jusqu’au bout.", "paragraphe 3 dit"]


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


def test_a_picture_is_taken_off_before_a_fault_is_told(library: Path) -> None:
    first = app(library, "read", "por")
    first.type("q")
    first.end()
    (library / "seeds" / "portail.txt").write_text("Un portail.", encoding="utf-8")
    shown = Terminal("read", "por", "-l", str(library))
    assert shown.end() == 2
    assert shown.bytes.rfind(b"\x1b[?1049l") > shown.bytes.rfind(b"\x1b[?1049h") >= 0
    assert shown.bytes.rfind(b"Several articles match") > shown.bytes.rfind(b"\x1b[?1049l")


NOT_YET = ("tinydb", "rapidfuzz", "sqlite3", "numpy", "textual.widgets._markdown", "textual.widgets._text_area")
LOADED_AT_THE_FIRST_PAINT = """
import json, os, sys
from reader.tui.driver import Sparing
from reader.__main__ import main

write = Sparing._send

def told(self, data):
    if "rouvre" in data and not os.path.exists(os.environ["TOLD"]):
        with open(os.environ["TOLD"], "w") as file:
            json.dump(sorted(sys.modules), file)
    write(self, data)

Sparing._send = told
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
from reader.tui.driver import Sparing
from reader.tui.screen.keyed import KeyedScreen
from reader.__main__ import main

write, show, take = Sparing.write, Sparing.show, KeyedScreen.take
told = open(os.environ["TOLD"], "w", 1)

def wrote(self, data):
    if data.startswith(chr(27) + "[") and data[2:3].isdecimal():
        told.write("frame\\n")
    write(self, data)

def showed(self, pieces, cursor, *, together):
    told.write("frame\\n")
    show(self, pieces, cursor, together=together)

def took(self, event):
    told.write(f"{event.key}, rows painted so far: {self.pane.painted}\\n")
    take(self, event)

Sparing.write, Sparing.show, KeyedScreen.take = wrote, showed, took
sys.exit(main())
"""


def test_the_first_frame_shows_what_the_first_keys_have_done(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    shown = Terminal("read", "long", "-l", str(library), program=("-c", FRAMES_AND_KEYS))
    shown.until("Un titre")
    shown.type("vj")  # v is none of the keys that the first page takes
    shown.until("Highlight")
    shown.settle()
    shown.type("q")
    assert shown.end() == 0
    none = "rows painted so far: 0"
    assert (tmp_path / "told").read_text().splitlines()[:3] == [f"v, {none}", f"j, {none}", "frame"]


def test_the_list_is_first_seen_as_it_was_and_then_as_it_is(library: Path) -> None:
    first = app(library)
    first.type("q")
    assert first.end() == 0
    (library / "seeds" / "port.txt").write_text("Un autre port.\n\nTout est dit.", encoding="utf-8")
    annotate(opened := open_library(library), opened.articles()[0].id, [Span(0, 4)])
    assert any("Le port rouvre." in row for row in page(library).screen.display)
    late = app(library)
    late.until("Un autre port.")
    assert not any("Le port rouvre." in row for row in late.screen.display)
    late.type("q")
    assert late.end() == 0


EDITS = {
    "appended": lambda text: text + "\n\nUne ligne de plus.\n",
    "put before": lambda text: text.replace("Un titre\n\n", "Un titre\n\nUn chapeau de plus.\n\n"),
    "cut": lambda text: text.replace("Le paragraphe 3 dit ceci.", ""),
}


@pytest.mark.parametrize("edit", ["", *EDITS])
@pytest.mark.parametrize("article", ["large.md", "lines.txt"])
def test_the_place_in_a_large_text_is_there_at_once(library: Path, article: str, edit: str) -> None:
    file = library / "seeds" / article
    lines = [LONG.removeprefix("# "), *(f"Suite numéro {n} d’un récit. L’été passe." for n in range(LARGE // 40))]
    file.write_text(("# " if file.suffix == ".md" else "") + "\n\n".join(lines), encoding="utf-8")
    name = file.stem
    first = app(library, "read", name, keys="/numéro 6000\r")
    first.until("Suite numéro 6000")
    first.type("\x1bj")
    first.settle()
    first.type("q")
    assert first.end() == 0
    if edit:
        file.write_text(EDITS[edit](file.read_text(encoding="utf-8")), encoding="utf-8")
    next((state_folder() / "frames").iterdir()).unlink()
    early = page(library, "read", name)
    assert any("Suite numéro 6000" in row for row in early.screen.display)
    # How far down one is of a text that has grown or shrunk above, the app will tell.
    assert ("%" in early.screen.display[-1]) is (edit in ("", "appended"))
    late = app(library, "read", name)
    assert not differing(text_area(early), text_area(late))
    late.type("q")
    assert late.end() == 0
