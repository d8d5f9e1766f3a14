"""Settings are found in the palette, chosen among a few values, and remembered."""

from __future__ import annotations

import pytest

from reader.citation.excerpt import FORMATS
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences, remember
from reader.translation import use
from reader.tui.actions.settings import settings
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, press


@pytest.mark.parametrize("name", list(settings()))
def test_every_value_that_is_offered_can_be_remembered(name: str) -> None:
    for value in settings()[name].values.values():
        remember(**{name: value})
        assert getattr(preferences().settings, name) == value


def test_every_value_is_named_for_a_person() -> None:
    use("fr")
    try:
        rows = settings()
    finally:
        use("en")
    assert [*rows["ink"].values][:2] == ["jaune", "vert"]
    assert next(iter(rows["sort"].values)) == "par titre"
    assert [*rows["highlight"].values] == ["fond", "soulignement", "fond et soulignement"]
    assert [*rows["language"].values][1:] == ["English", "Français"]
    assert len(rows["citation_format"].values) == len(FORMATS)


async def test_a_setting_is_chosen_in_the_palette(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"inkof", "enter", *"green", "enter")
        assert app.state.ink.value == "green"
        assert "next start" not in messages(pilot)
        await press(pilot, "ctrl+p", *"languageoftheprog", "enter", *"fran", "enter")
        assert "next start" in messages(pilot)
    assert (preferences().settings.ink, preferences().settings.language) == ("green", "fr")
