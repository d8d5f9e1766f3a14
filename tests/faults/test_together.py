"""Several programs on one library, and a library that changes under the one that runs: all is kept, seen and said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.conflicts import MEANWHILE
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import Places, merged
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.store.test_elsewhere import HOLD
from tests.store.test_git import Git
from tests.tui.app_pilot import messages
from tests.tui.showing import seen
from tests.tui.terminal import Terminal

FIRST, SECOND, THIRD = Span(0, 15), Span(16, 40), Span(41, 57)


def sitting(root: Path) -> Workspace:
    workspace = open_library(root, "Ada", keeping=True)
    workspace.articles()
    return workspace


def anew(root: Path) -> dict[str, str]:
    """Return the notes by quote, as a program started now finds them."""
    return {one.quote: one.note for one in annotations_in(sitting(root))}


def shown_quotes(pilot: Pilot[None]) -> set[str]:
    screen = pilot.app.screen
    assert isinstance(screen, ArticleScreen)
    return {one.quote for one in screen.view.annotations}


async def look(pilot: Pilot[None], times: int = 6) -> None:
    """Let the app look around, as it does every so often."""
    assert isinstance(pilot.app, ScolieApp)
    for _ in range(times):
        pilot.app.watcher.look()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.fixture
def annotated(root: Path) -> Path:
    workspace = sitting(root)
    annotate(workspace, "port", [FIRST], ["mer"], "avant")
    workspace.store.close()
    return root


# -- two apps


def test_two_apps_see_each_others_marks_and_keep_each_others_drafts(root: Path, home: Path) -> None:
    one, other = (Terminal("read", "port", "-l", str(root)) for _ in range(2))
    for app in (one, other):
        app.until("Highlight")
    one.type("h")
    one.until("Highlighted.")
    other.until("Y  Le port rouvre.")
    other.type("jaVu de l’autre")
    other.until("Vu de l’autre")
    one.type("jjaVu de l’une")
    one.until("Vu de l’une")
    for app in (other, one):
        app.type("\x1b")
        app.until("The draft is kept")
    other.type("kjq")
    assert other.end() == 0
    one.type("h")
    one.until("Highlighted.")
    one.type("q")
    assert one.end() == 0
    (file,) = (home / "state" / "scolie" / "places").glob("*.json")
    assert set(json.loads(file.read_text())["port"]["drafts"].values()) == {"Vu de l’une", "Vu de l’autre"}
    assert set(anew(root)) == {"Le port rouvre.", "Un intertitre nu"}


def test_a_note_written_in_two_windows_is_kept_twice_and_both_are_shown(annotated: Path) -> None:
    one, other = (Terminal("read", "port", "-l", str(annotated)) for _ in range(2))
    for app in (one, other):  # a window that opens later would begin with the draft of the other
        app.until("Highlight")
    for app, words in ((one, " ici"), (other, " là-bas")):
        app.type(f"a{words}")
        app.until(f"avant{words}")
    for app in (one, other):
        app.type("\x13")
        app.until("The note is kept.")
    for app in (one, other):
        app.settle(1.0)
        app.type("a")
        app.until(MEANWHILE)
        app.until("avant là-bas")
        app.until("avant ici")
        app.type("\x1b")
        app.settle(0.2)
        app.type("q")
        assert app.end() == 0
    (note,) = anew(annotated).values()
    assert set(note.split(f"\n\n{MEANWHILE}\n")) == {"avant ici", "avant là-bas"}


JSON = st.recursive(
    st.integers(0, 3), lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=8
)
ENTRIES = st.dictionaries(st.sampled_from("abc"), JSON, max_size=3)


@given(ENTRIES, ENTRIES, ENTRIES)
def test_of_two_programs_each_ones_changes_stay(base: object, ours: object, theirs: object) -> None:
    assert merged(base, ours, base) == ours
    assert merged(base, base, theirs) == theirs
    assert merged(base, ours, ours) == ours
    both = merged(base, ours, theirs)
    assert isinstance(base, dict)
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    assert isinstance(both, dict)
    for name in "abc":
        if name in ours and ours[name] != base.get(name) and not isinstance(ours[name], dict):
            assert both[name] == ours[name]
        if name in theirs and ours.get(name) == base.get(name):
            assert both[name] == theirs[name]


def test_places_taken_in_from_another_program_reach_whoever_holds_them(root: Path) -> None:
    one, other = Places(root), Places(root)
    held = one.of("port").drafts
    other.of("port").drafts["a"] = "là-bas"
    other.save()
    held["b"] = "ici"
    one.save()
    assert held == {"a": "là-bas", "b": "ici"}
    other.of("port").drafts.pop("a")
    other.save()
    one.save()
    assert held == {"b": "ici"} == Places(root).of("port").drafts


# -- locks


@pytest.fixture
def holder(annotated: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the article's lock, and never lets go of it by itself."""
    lock = annotated / "annotations" / ".locks" / "port.lock"
    program = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True)
    assert program.stdout
    assert program.stdout.readline() == "held\n"
    yield program
    let_go(program)


def let_go(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.wait()


async def test_while_another_program_holds_the_lock_the_app_lives_and_says_what_it_waits_for(
    annotated: Path, holder: subprocess.Popen[str]
) -> None:
    async with ScolieApp(sitting(annotated), "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await pilot.pause()
        assert "Another program" in messages(pilot)
        assert "Not saved yet: 1" in seen(pilot)
        await pilot.press("j", "k", "g", "e", "/", *"vent", "escape")
        await look(pilot)
        assert shown_quotes(pilot) == {"Le port rouvre.", "Les grutiers reviennent."}
        let_go(holder)
        await look(pilot)
        assert "Not saved" not in seen(pilot)
    assert set(anew(annotated)) == {"Le port rouvre.", "Les grutiers reviennent."}


# -- the folder in other hands


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replaced_by_a_file(folder: Path) -> None:
    moved(folder)
    folder.write_text("une note")


def replaced_by_a_loop(folder: Path) -> None:
    moved(folder)
    folder.symlink_to(folder.name)


def replaced_by_an_empty_one(folder: Path) -> None:
    moved(folder)
    folder.mkdir()


def remove(folder: Path) -> None:
    """Take a folder away at once: the app may be writing into it."""
    gone = folder.rename(folder.with_name("gone"))
    shutil.rmtree(gone, ignore_errors=True)


def deleted(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("elsewhere"))
    remove(folder)


def back(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        remove(folder)
    folder.with_name("elsewhere").rename(folder)


GONE: list[Callable[[Path], None]] = [moved, deleted, replaced_by_a_file, replaced_by_a_loop]


@pytest.mark.parametrize("go", GONE)
async def test_annotations_that_have_gone_stay_in_view_and_what_is_new_is_counted_and_saved_when_they_are_back(
    annotated: Path, go: Callable[[Path], None]
) -> None:
    folder = annotated / "annotations"
    async with ScolieApp(sitting(annotated), "port").run_test(size=(100, 30)) as pilot:
        go(folder)
        await look(pilot)
        assert shown_quotes(pilot) == {"Le port rouvre."}
        await pilot.press("j", "h")
        await look(pilot)
        assert shown_quotes(pilot) == {"Le port rouvre.", "Les grutiers reviennent."}
        assert "Not saved yet: 1" in seen(pilot)
        assert "saved" in messages(pilot)
        back(folder)
        await look(pilot, 12)
        assert "Not saved" not in seen(pilot)
    assert anew(annotated) == {"Le port rouvre.": "avant", "Les grutiers reviennent.": ""}


@pytest.mark.parametrize("go", GONE)
def test_what_could_not_be_saved_by_the_end_is_in_a_rescue_file_and_comes_back(
    annotated: Path, home: Path, go: Callable[[Path], None]
) -> None:
    shown = Terminal("read", "port", "-l", str(annotated))
    shown.until("Highlight")
    go(annotated / "annotations")
    shown.type("jh")
    shown.until("Not saved yet: 1")
    shown.type("q")
    shown.end()
    assert b"What is left is kept in" in shown.bytes
    back(annotated / "annotations")
    again = Terminal("read", "port", "-l", str(annotated))
    again.until("is saved now")
    again.type("q")
    assert again.end() == 0
    assert anew(annotated) == {"Le port rouvre.": "avant", "Les grutiers reviennent.": ""}


@pytest.mark.parametrize("annotated_before", [True, False])
@pytest.mark.parametrize("noticed", [True, False])
def test_a_library_that_was_renamed_and_is_back_has_what_was_done_meanwhile_and_goes_on(
    root: Path, home: Path, annotated_before: bool, noticed: bool
) -> None:
    library = root / "library"
    library.mkdir()
    (root / "seeds").rename(library / "seeds")
    if annotated_before:
        workspace = sitting(library)
        annotate(workspace, "ete", [Span(2, 7)])
        workspace.store.close()
    shown = Terminal("read", "port", "-l", str(library))
    shown.until("Highlight")
    library.rename(root / "elsewhere")
    if noticed:
        shown.until("cannot be read")
    shown.type("h")
    shown.until("is not saved yet")
    (root / "elsewhere").rename(library)
    shown.until("What could not be saved is saved now.")
    logs = (library / "annotations").glob("*.jsonl")
    assert any('"quote":"Le port rouvre."' in log.read_text("utf-8") for log in logs)
    shown.type("jh")
    shown.until("Highlighted.")
    shown.type("u")
    shown.until("Taken back")
    shown.type("q")
    assert shown.end() == 0
    found = anew(library)
    assert found.keys() - {"Un ét"} == {"Le port rouvre."}
    assert not list(home.rglob("scolie-unsaved-*"))


async def test_other_annotations_in_their_place_are_read_anew_and_nothing_is_mixed(annotated: Path) -> None:
    async with ScolieApp(sitting(annotated), "port").run_test(size=(100, 30)) as pilot:
        replaced_by_an_empty_one(annotated / "annotations")
        await look(pilot)
        assert shown_quotes(pilot) == set()
        await pilot.press("j", "h")
        await look(pilot)
        assert shown_quotes(pilot) == {"Les grutiers reviennent."}
    assert set(anew(annotated)) == {"Les grutiers reviennent."}
    back(annotated / "annotations")
    assert anew(annotated) == {"Le port rouvre.": "avant"}


def a_folder(log: Path) -> None:
    log.unlink()
    log.mkdir()


def a_pipe(log: Path) -> None:
    log.unlink()
    os.mkfifo(log)


def a_loop(log: Path) -> None:
    log.unlink()
    log.symlink_to(log.name)


def nothing(log: Path) -> None:
    log.unlink()


def no_bytes(log: Path) -> None:
    log.write_bytes(b"")


def other_bytes(log: Path) -> None:
    log.write_bytes(os.urandom(300))


@pytest.mark.parametrize("become", [a_folder, a_pipe, a_loop, nothing, no_bytes, other_bytes])
async def test_a_log_that_becomes_something_else_under_the_app_stops_nothing_and_loses_nothing(
    annotated: Path, become: Callable[[Path], None]
) -> None:
    log = annotated / "annotations" / "port.jsonl"
    async with ScolieApp(sitting(annotated), "port").run_test(size=(100, 30)) as pilot:
        become(log)
        await look(pilot)
        await pilot.press("j", "h")
        await look(pilot)
        assert shown_quotes(pilot) == {"Le port rouvre.", "Les grutiers reviennent."}
        if log.is_dir() or log.is_fifo() or log.is_symlink():
            assert "Not saved yet: 1" in seen(pilot)
            log.rmdir() if log.is_dir() else log.unlink()
        await look(pilot, 12)
        assert "Not saved" not in seen(pilot)
    assert anew(annotated) == {"Le port rouvre.": "avant", "Les grutiers reviennent.": ""}


# -- git


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("checkout hers", {"Le port rouvre.", "Un intertitre nu"}),
        ("merge hers", {"Le port rouvre.", "Les grutiers reviennent.", "Un intertitre nu"}),
        ("rebase hers", {"Le port rouvre.", "Les grutiers reviennent.", "Un intertitre nu"}),
        ("reset --hard HEAD~1", {"Le port rouvre."}),
    ],
)
async def test_what_git_does_under_the_app_is_shown_and_not_written_over(
    annotated: Path, command: str, expected: set[str]
) -> None:
    git = Git(annotated)
    git.keep()
    git("checkout", "-q", "-b", "hers")
    hers = sitting(annotated)
    annotate(hers, "port", [THIRD])
    hers.store.close()
    git.keep()
    git("checkout", "-q", "main")
    async with ScolieApp(sitting(annotated), "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await look(pilot)
        git.keep()
        git(*command.split())
        log = annotated / "annotations" / "port.jsonl"
        before = log.read_bytes()
        await look(pilot)
        assert shown_quotes(pilot) == expected
        assert log.read_bytes() == before
        await pilot.press("g", "e", "h")
        await look(pilot)
        assert log.read_bytes().startswith(before)
    assert set(anew(annotated)) == expected | {"Rien ne presse."}
