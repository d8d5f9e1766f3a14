"""What the screens say to a beginner."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config.path import state_file, state_folder
from reader.session.first_steps import FILE, FirstSteps
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.widget.first_hints import FirstHints
from tests.tui.app_pilot import press
from tests.tui.showing import seen


@pytest.fixture(autouse=True)
def beginner(home: Path) -> None:
    Path(state_file(FILE)).unlink()


def hints(pilot: Pilot[None]) -> list[str]:
    widget = pilot.app.screen.query_one(FirstHints)
    return (
        [line.split()[0] for line in seen(pilot).splitlines()[-1 - widget.size.height : -1]] if widget.display else []
    )


async def test_the_list_says_its_keys_and_each_until_it_was_used_anywhere(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert len(hints(pilot)) == 3
        assert hints(pilot)[0] == "Enter"
        await press(pilot, "question_mark", "escape", "j")
        assert len(hints(pilot)) == 2
        await press(pilot, "enter")
        assert hints(pilot) == ["h", "t", "y"]
        await press(pilot, "h")
        assert hints(pilot) == ["t", "y"]
        await press(pilot, "y")
        await press(pilot, "t", "escape")
        assert hints(pilot) == []
        await press(pilot, "g", "s", "escape", "q")
        assert hints(pilot) == []
    async with ScolieApp(workspace).run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert hints(pilot) == [], "for good"


async def test_a_low_window_has_no_room_for_it(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert hints(pilot) == []
        for rows, lines in ((24, 1), (30, 3), (16, 1), (15, 0)):
            await pilot.resize_terminal(80, rows)
            await pilot.pause()
            assert len(hints(pilot)) == lines, rows


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 100_000])
def test_a_damaged_file_is_that_of_a_beginner(content: bytes) -> None:
    state_folder().mkdir(parents=True, exist_ok=True)
    Path(state_file(FILE)).write_bytes(content)
    steps = FirstSteps()
    assert not steps.is_used("app.open")
    steps.use("app.open")
    assert FirstSteps().is_used("app.open")


def test_what_another_program_has_noted_stays() -> None:
    one, other = FirstSteps(), FirstSteps()
    one.use("app.open")
    other.use("app.help")
    assert FirstSteps().is_used("app.open")
    assert FirstSteps().is_used("app.help")
