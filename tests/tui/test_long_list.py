"""A list too long to be looked at while one waits."""

from __future__ import annotations

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen import library_list
from reader.tui.screen.library import LibraryScreen
from tests.tui.app_pilot import until


async def test_coming_back_it_is_looked_at_beside_the_keyboard(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_list, "AT_ONCE", 0)
    app = ScolieApp(workspace)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        article = app.screen.article  # type: ignore[attr-defined]
        annotate(workspace, article, [Span(0, 3)])
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(pilot, lambda: any(row.id == article and row.cells[-2] == "1" for row in screen.list_pane.rows))
