"""The list of articles."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.library import LibraryScreen
from reader.tui.screen.library_list import LibraryList
from reader.tui.terminal.snapshot_rows import rows
from reader.tui.widget.list_pane import ListPane
from tests.tui.app_pilot import article, foot, lit, messages, press, until
from tests.tui.holding import Held
from tests.tui.showing import seen


async def test_the_list_filters_sorts_and_opens(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.press("slash", *"ete", "enter", "enter")
        await pilot.pause()
        assert article(pilot).article == "ete"
        await pilot.press("g", "l", "escape", "s")
        assert len(pilot.app.screen.query_one(ListPane).rows) == 2


async def test_fuzzy_jump(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "a", *"ete", "enter")
        await pilot.pause()
        assert article(pilot).article == "ete"


async def test_q_leads_back_to_the_article_that_was_jumped_from_as_it_was(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 12)) as pilot:
        await press(pilot, "p", "p", "j")
        before, above = lit(pilot), article(pilot).pane.rows_above
        await press(pilot, "g", "a", *"ete", "enter")
        assert article(pilot).article != "port"
        assert "Back to “" in foot(pilot)
        await press(pilot, "q")
        assert (article(pilot).article, lit(pilot), article(pilot).pane.rows_above) == ("port", before, above)
        assert "Quit" in foot(pilot)


async def test_an_empty_library_says_what_to_do(workspace: Workspace) -> None:
    for path in (workspace.root / "seeds").iterdir():
        path.unlink()
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        pane = pilot.app.screen.query_one(ListPane)
        rows = [segment.text.strip() for row in range(3) for segment in pane.render_line(row)]
        assert rows[0].startswith("There are no articles here.") and "`scolie add FILE`." in " ".join(rows)
        await pilot.press("enter", "j", "S")


async def test_what_was_left_out_is_reported(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "broken.txt").write_bytes(b"a\0b")
    async with ScolieApp(workspace).run_test() as pilot:
        await pilot.pause()
        await until(pilot, lambda: "1 file or folder cannot be read" in messages(pilot))


async def test_who_leaves_a_dialog_does_not_wait_for_the_list(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    resumed = LibraryList.resumed

    def note_what_it_does(shown: LibraryList) -> None:
        """Count only these reloads: what began with the app reloads the list whenever it is done."""
        with monkeypatch.context() as noted:
            for name in ("reload", "look_again"):
                noted.setattr(LibraryList, name, lambda _, *given, name=name: done.append(name))
            resumed(shown)

    monkeypatch.setattr(LibraryList, "resumed", note_what_it_does)
    async with ScolieApp(workspace).run_test(size=(100, 20)) as pilot:
        await press(pilot, "g", "a", "escape")
        assert done == ["look_again"]
        await press(pilot, "g", "t", "q")
        assert done == ["look_again", "reload"]


async def test_the_picture_for_the_next_start_is_what_its_first_frame_shows(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(screen: LibraryScreen) -> list[str]:
        return rows(
            screen,
            [screen.title_bar, screen.head, screen.list_pane, screen.preview, screen.first_hints, screen.bar],
        )

    async with ScolieApp(workspace).run_test(size=(130, 30)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        await until(pilot, lambda: "1 minute" in seen(pilot))  # the preview says so
        filled, picture, last = shown(screen), screen.picture(), screen.last_list
        assert filled != picture
    held = Held()
    monkeypatch.setattr("reader.tui.app.BackgroundExecutor", lambda: held)
    async with ScolieApp(workspace, last_list=last).run_test(size=(130, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        assert shown(screen) == picture
        held.finish()


async def test_versions_are_found_beside_the_keyboard(workspace: Workspace) -> None:
    dispatch = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont à l’arrêt."
    for name in ("avis", "zone"):
        (workspace.root / "seeds" / f"{name}.txt").write_text(f"{dispatch} {name}", "utf-8")
    async with ScolieApp(workspace).run_test(size=(60, 20)) as pilot:
        pane = pilot.app.screen.query_one(ListPane)
        await until(pilot, lambda: [row.cells[1] for row in pane.rows].count("≈2") == 2)
        await press(pilot, "V")
        assert [row.cells[1] for row in pane.rows].count("+1") == 1
        assert "+1" in "".join(seen(pilot))
