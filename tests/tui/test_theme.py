"""The theme is there from the beginning, so that Textual reads its style sheet once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.css.stylesheet import Stylesheet

from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.tui.app import ScolieApp
from reader.tui.themes import TERMINAL


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")


@pytest.mark.parametrize("name", ["paper", "night", "terminal"])
async def test_the_style_sheet_is_read_once(name: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    read_again: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", read_again.append)
    chosen = preferences()
    app = ScolieApp(workspace, "port", replace(chosen, settings=replace(chosen.settings, theme=name)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        theme = chosen.themes[name]
        assert app.theme == name
        assert app.current_theme.dark == theme.dark == app.has_class("-dark-mode")
        assert app.native_ansi_color == app.current_theme.ansi
        assert app.theme_variables["mark"] == theme.to_variables()["mark"]
        assert not read_again


async def test_a_theme_chosen_later_is_seen(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before = app_colour(pilot.app)
        pilot.app.theme = TERMINAL
        await pilot.pause()
        assert app_colour(pilot.app) != before


def app_colour(app: object) -> object:
    assert isinstance(app, ScolieApp)
    return app.screen.styles.background


async def test_sixteen_colours_are_those_of_the_terminal(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert pilot.app.theme == TERMINAL
