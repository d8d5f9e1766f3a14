"""The folder of annotations is moved, deleted or replaced while the app runs: nothing is lost, and it is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.text.span import Span
from reader.tui.app import ScolieApp
from tests.faults.together.sitting import anew, look, shown_quotes
from tests.libraries import open_with_articles
from tests.tui.app_pilot import messages
from tests.tui.showing import seen
from tests.tui.terminal import Terminal


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
    async with ScolieApp(open_with_articles(annotated, retrying=True), "port").run_test(size=(100, 30)) as pilot:
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
        workspace = open_with_articles(library, retrying=True)
        annotate(workspace, "ete", [Span(0, 5)])
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
    shown.until("Highlighted")
    shown.type("u")
    shown.until("Undone")
    shown.type("q")
    assert shown.end() == 0
    found = anew(library)
    assert found.keys() - {"Un ét"} == {"Le port rouvre."}
    assert not list(home.rglob("scolie-unsaved-*"))


async def test_other_annotations_in_their_place_are_read_anew_and_nothing_is_mixed(annotated: Path) -> None:
    async with ScolieApp(open_with_articles(annotated, retrying=True), "port").run_test(size=(100, 30)) as pilot:
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
    async with ScolieApp(open_with_articles(annotated, retrying=True), "port").run_test(size=(100, 30)) as pilot:
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
