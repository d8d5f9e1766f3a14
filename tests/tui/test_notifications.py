"""Where messages stand, what they cover, and when they go."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from reader.session.library.workspace import Workspace
from reader.text.guard import guard
from reader.tui.app import ScolieApp
from reader.tui.screen.codebook.screen import CodebookScreen
from reader.tui.service import notifications
from reader.tui.widget.bar import StatusBar, WhichKey
from reader.tui.widget.message import MessageBox
from tests.tui.app_pilot import article, foot, messages, until
from tests.tui.showing import seen

LONG = "An error that takes some room. " * 8
FOR_EVER = 600.0


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown together, or stays for a key, does so however slow the machine is."""
    for name in ("SHOW_SECONDS", "TOGETHER_SECONDS", "READ_SECONDS"):
        monkeypatch.setattr(notifications, name, FOR_EVER)


def boxes(pilot: Pilot[None]) -> list[MessageBox]:
    """Return what lies over the lowest rows of the screen in front."""
    return [box for box in pilot.app.screen.query(MessageBox) if box.region.area]


async def test_control_characters_and_markup_in_a_message_are_shown_as_text(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        pilot.app.screen.notify("a\x1b[31mb\x9b1m [/] [bold]c", title="t\x1b]0;x\x07")
        await pilot.pause()
        assert "t␛]0;x␇ a␛[31mb\ufffd1m [/] [bold]c" in foot(pilot)
        pilot.app.screen.notify("d\x1b[31me\nf\x9b1m [/] [bold]g", title="t\x1b]0;x\x07")
        await pilot.pause()
        assert len(boxes(pilot)) == 1
        for words in ("t␛]0;x␇", "d␛[31me", "f\ufffd1m [/] [bold]g"):
            assert words in seen(pilot)


async def test_a_message_covers_no_pop_up_and_no_prompt(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        assert "Highlighted · u to undo" in foot(pilot)
        assert not boxes(pilot)
        pilot.app.notify(LONG, severity="error")
        await pilot.pause()
        assert len(boxes(pilot)) == 1
        assert "Highlighted" not in foot(pilot)
        await pilot.press("g")
        await pilot.pause()
        assert pilot.app.screen.query_one(WhichKey).region.area
        assert not boxes(pilot)


@pytest.mark.parametrize(
    ("message", "in_row"), [("a" * 55, True), ("a" * 56, False), ("a\nb", False), ("\x1b[31m[b]é", True)]
)
async def test_what_one_row_has_no_room_for_stands_over_the_rows_above_it(
    workspace: Workspace, message: str, in_row: bool
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        before = article(pilot).pane.region
        pilot.app.notify(message)
        await pilot.pause()
        assert (guard(message) in foot(pilot)) == in_row
        assert [box.region.bottom_left for box in boxes(pilot)] == ([] if in_row else [Offset(0, 29)])
        assert article(pilot).pane.region == before


async def test_a_long_message_leaves_the_status_in_view(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        row = seen(pilot).splitlines()[-1]
        pilot.app.notify(LONG, severity="error")
        await pilot.pause()
        assert seen(pilot).splitlines()[-1] == row


async def test_keys_give_way_to_a_message_before_the_status_does(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        await pilot.press("h")
        status = article(pilot).content.status()
        pilot.app.notify("a" * 30)
        assert status.target[:12] in foot(pilot)
        assert "▌ a" in foot(pilot)


async def test_nothing_of_a_message_is_cut_off(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(40, 30)) as pilot:
        pilot.app.notify(" ".join(f"word{number}" for number in range(40)))
        await pilot.pause()
        assert all(f"word{number}" in seen(pilot) for number in range(40))


async def test_two_warnings_are_shown_together(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        for message in ("Look out.", "Look there, too."):
            pilot.app.notify(message, severity="warning")
        await pilot.pause()
        (box,) = boxes(pilot)
        assert box.region.height == 2
        assert "Look out." in seen(pilot)
        assert "Look there, too." in seen(pilot)
        pilot.app.clear_notifications()
        await pilot.pause()
        assert not boxes(pilot)


async def test_the_keys_come_back_when_a_message_has_had_its_time(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        keys = foot(pilot)
        pilot.app.notify("Soon gone.", timeout=0.05)
        assert "Soon gone." in foot(pilot)
        await until(pilot, lambda: foot(pilot) == keys)


async def test_a_click_takes_a_message_away(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        pilot.app.notify("Read.")
        assert await pilot.click(StatusBar, offset=(0, 0))
        assert "Read." in foot(pilot)
        assert await pilot.click(StatusBar, offset=(58, 0))
        assert "Read." not in foot(pilot)
        pilot.app.notify(LONG)
        await pilot.pause()
        assert await pilot.click(MessageBox)
        await pilot.pause()
        assert not boxes(pilot)


async def test_a_message_goes_with_the_screen_that_comes_in_front(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        below = pilot.app.screen
        pilot.app.notify("Look out.", severity="warning")
        assert "Look out." in foot(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert len(boxes(pilot)) == 1
        assert not below.query_one(StatusBar).message
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is below
        assert "Look out." in foot(pilot)


async def test_a_message_stands_in_the_status_row_of_a_screen_that_opens(workspace: Workspace) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(100, 30)) as pilot:
        app.notify("Look out.", severity="warning")
        app.navigation.go_over("codebook")
        await pilot.pause()
        assert isinstance(app.screen, CodebookScreen)
        assert "Look out." in foot(pilot)
        assert not boxes(pilot)


async def test_a_message_is_shown_where_the_status_row_is_hidden(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("z", "z")
        await pilot.pause()
        assert not article(pilot).bar.display
        pilot.app.notify("Look out.", severity="warning")
        await pilot.pause()
        assert len(boxes(pilot)) == 1


async def test_a_message_finds_its_place_in_a_terminal_of_another_size(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 30)) as pilot:
        pilot.app.notify("a" * 50)
        await pilot.resize_terminal(40, 30)
        await pilot.pause()
        assert len(boxes(pilot)) == 1
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        assert not boxes(pilot)
        assert "a" * 50 in foot(pilot)


async def test_a_message_gives_way_to_the_next_one_and_to_the_next_key(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ScolieApp(workspace, "port").run_test() as pilot:
        for message in ("Look out.", "Look there, too."):
            pilot.app.notify(message, severity="warning")
        for message in ("One.", "Two."):
            pilot.app.notify(message)
        assert messages(pilot) == "Look out. Look there, too. Two."
        monkeypatch.setattr(notifications, "TOGETHER_SECONDS", 0.0)
        monkeypatch.setattr(notifications, "READ_SECONDS", 0.0)
        pilot.app.notify("That failed.", severity="error")
        assert messages(pilot) == "That failed."
        await pilot.press("j")
        assert messages(pilot) == ""


@pytest.mark.parametrize("width", range(30, 60, 3))
async def test_no_row_of_a_message_begins_with_a_mark_that_belongs_to_the_word_before(
    workspace: Workspace, width: int
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(width, 20)) as pilot:
        pilot.app.notify(
            "Le texte a changé. Déplacées\u00a0: 2. En attente de votre décision (g r)\u202f: 1 passage à revoir."
        )
        await pilot.pause()
        (box,) = boxes(pilot)
        rows = [row[2:].strip() for row in seen(pilot).splitlines()[box.region.y : box.region.bottom]]
        assert len(rows) > 1
        assert not any(row.startswith(":") for row in rows)


@pytest.mark.parametrize("message", ["Look out.", LONG])
@pytest.mark.parametrize("keys", ["i", "ctrl+p", "question_mark", "a", "H"])
async def test_a_message_covers_no_row_of_a_dialog_and_gives_the_rows_back(
    workspace: Workspace, keys: str, message: str
) -> None:
    app = ScolieApp(workspace, "port")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(keys)
        await pilot.pause()
        (dialog,) = pilot.app.screen.children
        before = dialog.region
        app.notify(message, severity="warning")
        await pilot.pause()
        (box,) = boxes(pilot)
        assert box.region.bottom == 24
        assert dialog.region.y <= before.y
        assert dialog.region.bottom <= box.region.y
        assert "╰" in seen(pilot).splitlines()[dialog.region.bottom - 1]
        app.notifications.dismiss()
        await pilot.pause()
        assert not boxes(pilot)
        assert dialog.region == before
