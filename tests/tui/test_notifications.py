"""Where messages stand, what they cover, and when they go."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.text.guard import guard
from reader.tui import telling
from reader.tui.app import ScolieApp
from reader.tui.widget.bar import StatusBar, WhichKey
from tests.tui.app_pilot import foot, messages, until
from tests.tui.showing import seen


async def test_control_characters_and_markup_in_a_message_are_shown_as_text(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30), notifications=True) as pilot:
        pilot.app.screen.notify("a\x1b[31mb\x9b1m [/] [bold]c", title="t\x1b]0;x\x07")
        await pilot.pause()
        assert "t␛]0;x␇ a␛[31mb\ufffd1m [/] [bold]c" in foot(pilot)
        pilot.app.screen.notify("d\x1b[31me\nf\x9b1m [/] [bold]g", title="t\x1b]0;x\x07")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 1
        for words in ("t␛]0;x␇", "d␛[31me", "f\ufffd1m [/] [bold]g"):
            assert words in seen(pilot)


async def test_what_is_said_covers_no_pop_up_and_no_prompt(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("h")
        await pilot.pause()
        assert "Highlighted. u takes it back." in foot(pilot)
        assert not pilot.app.screen.query("Toast")
        pilot.app.notify("An error that takes some room. " * 8, severity="error")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 1
        assert "Highlighted" not in foot(pilot)
        await pilot.press("g")
        await pilot.pause()
        assert pilot.app.screen.query_one(WhichKey).region.area
        assert not pilot.app.screen.query("Toast")


async def test_what_takes_one_line_is_said_in_the_line_of_keys_and_what_takes_more_over_it(
    workspace: Workspace,
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30), notifications=True) as pilot:
        keys = foot(pilot)
        for told, in_line in (("a" * 57, True), ("a" * 58, False), ("a\nb", False), ("\x1b[31m[b]é", True)):
            pilot.app.notify(told)
            await pilot.pause()
            assert (guard(told) in foot(pilot)) == in_line, told
            assert len(pilot.app.screen.query("Toast")) == (not in_line), told
        for told in ("Look out.", "Look there, too."):
            pilot.app.notify(told, severity="warning")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 2
        pilot.app.clear_notifications()
        await pilot.pause()
        assert not pilot.app.screen.query("Toast")
        pilot.app.notify("Soon gone.", timeout=0.05)
        assert "Soon gone." in foot(pilot)
        await until(pilot, lambda: foot(pilot) == keys)
        pilot.app.notify("Read.")
        assert "Read." in foot(pilot)
        assert await pilot.click(StatusBar, offset=(58, 0))
        await until(pilot, lambda: foot(pilot) == keys)


async def test_what_is_said_goes_with_the_screen_that_comes_in_front(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30), notifications=True) as pilot:
        below = pilot.app.screen
        pilot.app.notify("Look out.", severity="warning")
        assert "Look out." in foot(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert len(pilot.app.screen.query("Toast")) == 1
        assert not below.query_one(StatusBar).said
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is below
        assert "Look out." in foot(pilot)


async def test_what_is_told_gives_way_to_what_is_told_next_and_to_the_next_key(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ScolieApp(workspace, "port").run_test() as pilot:
        for told in ("Look out.", "Look there, too."):
            pilot.app.notify(told, severity="warning")
        for told in ("One.", "Two."):
            pilot.app.notify(told)
        await until(pilot, lambda: messages(pilot) == "Look out. Look there, too. Two.")
        monkeypatch.setattr(telling, "AT_ONCE", 0.0)
        monkeypatch.setattr(telling, "GLANCE", 0.0)
        pilot.app.notify("That failed.", severity="error")
        await until(pilot, lambda: messages(pilot) == "That failed.")
        await pilot.press("j")
        await until(pilot, lambda: messages(pilot) == "")
