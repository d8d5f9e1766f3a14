"""Several programs on one library: the marks, notes and drafts of each are kept, and shown to the others."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.session.annotations.annotate import annotate
from reader.session.library.merge_rules import MEANWHILE
from reader.session.reading.positions import ReadingPositions, merged
from reader.text.span import Span
from reader.tui.app import ScolieApp
from tests.faults.together.sitting import anew, look, shown_quotes
from tests.libraries import open_with_articles
from tests.store.git_repository import GitRepository
from tests.store.lock_holder import lock_held
from tests.tui.app_pilot import messages
from tests.tui.showing import seen
from tests.tui.terminal import Terminal


def test_two_apps_see_each_others_marks_and_keep_each_others_drafts(root: Path, home: Path) -> None:
    first, second = (Terminal("read", "port", "-l", str(root)) for _ in range(2))
    for app in (first, second):
        app.until("Highlight")
    first.type("h")
    first.until("Highlighted")
    second.until("▎  Le port rouvre.")
    second.type("jaVu de l’autre")
    second.until("Vu de l’autre")
    first.type("jjaVu de l’une")
    first.until("Vu de l’une")
    for app in (second, first):
        app.type("\x1b")
        app.until("The draft is kept")
    second.type("kjq")
    assert second.end() == 0
    first.type("h")
    first.until("Highlighted")
    first.type("q")
    assert first.end() == 0
    (file,) = (home / "state" / "scolie" / "places").glob("*.json")
    assert set(json.loads(file.read_text())["port"]["drafts"].values()) == {"Vu de l’une", "Vu de l’autre"}
    assert set(anew(root)) == {"Le port rouvre.", "Un intertitre nu"}


def test_a_note_written_in_two_windows_is_kept_twice_and_both_are_shown(annotated: Path) -> None:
    first, second = (Terminal("read", "port", "-l", str(annotated)) for _ in range(2))
    for app in (first, second):
        app.until("Highlight")
    for app in (first, second):  # an editor that opens later would begin with the draft of the other
        app.type("a")
        app.until("Keep a draft")
    for app, words in ((first, " ici"), (second, " là-bas")):
        app.type(words)
        app.until(f"avant{words}")
    for app in (first, second):
        app.type("\x13")
        app.until("The note is kept.")
    for app in (first, second):
        app.type("l")
        app.until(MEANWHILE[:10])  # the side pane shows the beginning of what has come from the other window
        app.type("a")
        app.until("Keep a draft")
        for words in (MEANWHILE, "avant là-bas", "avant ici"):
            app.until(words)
        app.type("\x1b")
        app.until_gone("Keep a draft")
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


def test_places_from_another_program_reach_every_holder_of_them(root: Path) -> None:
    first, second = ReadingPositions(root), ReadingPositions(root)
    held = first.of("port").drafts
    second.of("port").drafts["a"] = "là-bas"
    second.save()
    held["b"] = "ici"
    first.save()
    assert held == {"a": "là-bas", "b": "ici"}
    second.of("port").drafts.pop("a")
    second.save()
    first.save()
    assert held == {"b": "ici"} == ReadingPositions(root).of("port").drafts


def test_a_draft_that_is_kept_as_a_note_leaves_the_draft_of_another_window_alone(root: Path) -> None:
    first, second = ReadingPositions(root), ReadingPositions(root)
    first.of("port").drafts["a"] = "ici"
    first.save()
    second.of("port").drafts["a"] = "là-bas"
    second.save()
    first.of("port").drafts.pop("a")
    first.save()
    second.save()
    assert second.of("port").drafts == {"a": "là-bas"} == ReadingPositions(root).of("port").drafts


@pytest.fixture
def holder(annotated: Path) -> Iterator[subprocess.Popen[str]]:
    with lock_held(annotated / "annotations" / ".locks" / "port.lock") as holder:
        yield holder


async def test_while_another_program_holds_the_lock_the_app_lives_and_says_what_it_waits_for(
    annotated: Path, holder: subprocess.Popen[str]
) -> None:
    async with ScolieApp(open_with_articles(annotated, retrying=True), "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await pilot.pause()
        assert "Another program" in messages(pilot)
        assert "Not saved yet: 1" in seen(pilot)
        await pilot.press("j", "k", "g", "e", "/", *"vent", "escape")
        await look(pilot)
        assert shown_quotes(pilot) == {"Le port rouvre.", "Les grutiers reviennent."}
        holder.kill()
        holder.wait()
        await look(pilot)
        assert "Not saved" not in seen(pilot)
    assert set(anew(annotated)) == {"Le port rouvre.", "Les grutiers reviennent."}


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
    git = GitRepository(annotated)
    git.commit_all()
    git("checkout", "-q", "-b", "hers")
    hers = open_with_articles(annotated, retrying=True)
    annotate(hers, "port", [Span(41, 57)])
    hers.store.close()
    git.commit_all()
    git("checkout", "-q", "main")
    async with ScolieApp(open_with_articles(annotated, retrying=True), "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "h")
        await look(pilot)
        git.commit_all()
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
