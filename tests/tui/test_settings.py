"""Settings are found in the palette, chosen among a few values, and remembered."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences, remember
from reader.tui.actions.settings import settings
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, press


@pytest.mark.parametrize("name", list(settings()))
def test_every_value_that_is_offered_can_be_remembered(name: str) -> None:
    for value in settings()[name].values.values():
        remember(**{name: value})
        assert getattr(preferences().settings, name) == value


async def test_a_setting_is_chosen_in_the_palette(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"inkof", "enter", *"green", "enter")
        assert app.state.ink.value == "green"
        assert "next start" not in messages(pilot)
        await press(pilot, "ctrl+p", *"languageoftheprog", "enter", *"fr", "enter")
        assert "next start" in messages(pilot)
    assert (preferences().settings.ink, preferences().settings.language) == ("green", "fr")
