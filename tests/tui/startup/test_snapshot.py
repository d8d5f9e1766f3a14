"""The snapshot stands before Textual is loaded, and is what the app then shows; keys wait for the app."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.session.annotations.annotate import annotate
from reader.session.library.opening import open_library
from reader.text.span import Span
from tests.tui.startup.starting import (
    ONLY_THE_SNAPSHOT,
    differences,
    make_snapshot,
    show_snapshot,
    snapshots,
    start_app,
)
from tests.tui.terminal import Terminal


@pytest.mark.parametrize(
    ("asked", "colours"),
    [
        (("read", "long"), "truecolor"), (("read", "port"), "truecolor"), (("read", "large"), "truecolor"),
        (("read", "line"), "truecolor"), ((), "truecolor"), (("read", "long"), ""), ((), ""),
    ],
)  # fmt: skip
def test_the_snapshot_is_what_the_app_shows(library: Path, asked: tuple[str, ...], colours: str) -> None:
    keys = "jjjjhp" * 3 if asked else ""
    make_snapshot(library, *asked, colours=colours, keys=keys)
    if not asked:
        make_snapshot(library, colours=colours)  # the first time, the list was not read yet
    early = show_snapshot(library, *asked, colours=colours)
    again = start_app(library, *asked, colours=colours)
    # All of it: the highlights, the focus, the scroll bar and the bar are there, too.
    assert not differences(early.looks, again.looks)
    again.type("q")
    assert again.end() == 0
    assert len(list(snapshots().iterdir())) == 1


def test_the_app_starts_with_what_the_snapshot_shows_even_if_the_places_are_gone(library: Path) -> None:
    make_snapshot(library, "read", "long", keys="j" * 12)
    shutil.rmtree(state_folder() / "places")
    early = show_snapshot(library, "read", "long")
    late = start_app(library, "read", "long")
    assert not differences(early.looks, late.looks)
    late.type("q")
    assert late.end() == 0


def test_a_snapshot_is_for_its_owner_alone(library: Path) -> None:
    make_snapshot(library, "read", "long")
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
    make_snapshot(library, "read", "long")
    [kept] = snapshots().iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert b"\x1b[?1049h" not in show_snapshot(library, "read", "long").bytes


def test_a_snapshot_of_a_text_that_has_changed_is_not_shown(library: Path) -> None:
    make_snapshot(library, "read", "port")
    assert any("Le port rouvre." in row for row in show_snapshot(library, "read", "port").screen.display)
    (library / "seeds" / "port.txt").write_text("Le port ferme. Tout est dit.", encoding="utf-8")
    assert b"\x1b[?1049h" not in show_snapshot(library, "read", "port").bytes


def test_a_snapshot_of_another_place_in_the_text_is_not_shown(library: Path) -> None:
    make_snapshot(library, "read", "port")
    shown = start_app(library)
    shown.type("/rouvre\r\r")
    shown.until("Highlight")
    shown.type("jqq")
    assert shown.end() == 0
    assert b"\x1b[?1049h" not in show_snapshot(library, "read", "port").bytes


@pytest.mark.parametrize("environment", [{"COLORTERM": ""}, {"LANG": "C"}, {"LANGUAGE": "fr"}, {"COLUMNS": "90"}])
def test_a_snapshot_is_shown_in_the_terminal_that_it_was_made_for(library: Path, environment: dict[str, str]) -> None:
    make_snapshot(library, "read", "port")
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
    file = library / "seeds" / "port.txt"
    if now is None:
        file.unlink()
    else:
        file.write_text(now, encoding="utf-8")
    if seconds < 1 and now:
        shown.until("Le port ferme.", "This is a binary file")
    elif seconds < 1:
        shown.settle()  # a file that is gone is not reported
    shown.type("q")
    assert shown.end() == 0
    kept = list(snapshots().iterdir()) if snapshots().exists() else []
    assert len(kept) == (seconds < 1 and now not in ("\0", None))
    early = show_snapshot(library, "read", "port")
    assert not any("Le port rouvre." in row for row in early.screen.display)


def test_what_is_wrong_is_reported_on_the_screen_that_was_there_before(library: Path) -> None:
    shown = Terminal("read", "nowhere", "-l", str(library))
    assert shown.end() == 1
    assert b"There is no such article" in shown.bytes
    assert b"\x1b[?1049h" not in shown.bytes


def test_an_article_that_is_not_a_text_is_reported_as_such(library: Path) -> None:
    (library / "seeds" / "port.txt").write_bytes(bytes(100))
    shown = Terminal("read", "port", "-l", str(library))
    assert shown.end() == 2
    told = shown.bytes.rpartition(b"\x1b[?1049l")[2]
    assert b"scolie: This is a binary file, not a text: " in told and b"log file" not in told


def test_the_snapshot_is_taken_off_before_a_fault_is_reported(library: Path) -> None:
    make_snapshot(library, "read", "por")
    (library / "seeds" / "portail.txt").write_text("Un portail.", encoding="utf-8")
    shown = Terminal("read", "por", "-l", str(library))
    assert shown.end() == 2
    assert shown.bytes.rfind(b"\x1b[?1049l") > shown.bytes.rfind(b"\x1b[?1049h") >= 0
    assert shown.bytes.rfind(b"Several articles match") > shown.bytes.rfind(b"\x1b[?1049l")


def test_the_list_is_first_seen_as_it_was_and_then_as_it_is(library: Path) -> None:
    make_snapshot(library)
    (library / "seeds" / "port.txt").write_text("Un autre port.\n\nTout est dit.", encoding="utf-8")
    annotate(opened := open_library(library), opened.articles()[0].id, [Span(0, 4)])
    assert any("Le port rouvre." in row for row in show_snapshot(library).screen.display)
    late = start_app(library)
    late.until("Un autre port.")
    assert not any("Le port rouvre." in row for row in late.screen.display)
    late.type("q")
    assert late.end() == 0
