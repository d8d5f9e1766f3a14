"""Settings are found in the palette, chosen among a few values or typed, and count at once on every open screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.annotation.model import Ink
from reader.citation.excerpt_formats import FORMATS
from reader.config.path import SETTINGS, config_folder
from reader.config.setting import Settings
from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences, remember
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import use
from reader.tui.actions.settings import choose, settings, usable
from reader.tui.app import ScolieApp
from reader.tui.dialog.choices import Picked
from tests.tui.app_pilot import article, messages, press
from tests.tui.screens.fakes import Stand
from tests.tui.showing import seen

EVERY = settings(Settings())
TYPED = {"excerpt_template": "{text} – {citation}", "coder": "Bea", "linked_annotations": "/srv/partage"}
NEXT_START = {"linked_annotations"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    use("en")


@pytest.fixture
def stand(workspace: Workspace) -> Stand:
    return Stand(workspace)


def test_every_setting_of_the_file_is_there() -> None:
    in_the_file_alone = "excerpt_templates"  # the templates with names: a table, in which one writes several lines
    assert {*EVERY, "theme", in_the_file_alone} == {field.name for field in fields(Settings)}
    assert {name for name, setting in EVERY.items() if not setting.values} == TYPED.keys()


@pytest.mark.parametrize("name", list(EVERY))
def test_every_value_that_is_offered_can_be_remembered(name: str) -> None:
    for value in EVERY[name].values.values() or [TYPED[name]]:
        remember(**{name: value})
        assert getattr(preferences().settings, name) == value


@pytest.mark.parametrize("name", list(EVERY))
def test_what_is_chosen_counts_at_once_and_is_remembered(name: str, stand: Stand) -> None:
    setting = EVERY[name]
    word = [*setting.values, ""][-2] if setting.values else TYPED[name]
    value = setting.values.get(word, word)
    choose(stand.state, stand.host, setting)
    stand.answer(Picked((word,)) if setting.values else {name: word})
    assert getattr(stand.state.settings, name) == stand.host.remembered[name] == value
    assert (("follow_settings",) in stand.host.calls) is (name not in NEXT_START)
    assert ("next start" in stand.host.messages[-1]) is (name in NEXT_START)


def test_a_width_that_keys_have_made_is_among_the_values() -> None:
    assert EVERY["column_width"].values.get("76") is None
    assert settings(Settings(column_width=76))["column_width"].values["76"] == 76


def test_a_typed_value_that_cannot_be_used_is_refused() -> None:
    assert usable("linked_annotations", "/srv/partage", {}) == "/srv/partage"
    with pytest.raises(Problem) as raised:
        usable("linked_annotations", "ici", {})
    assert "full path" in raised.value.hint


def test_the_user_s_own_file_comes_first_at_the_next_start_and_the_message_says_so(stand: Stand) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / SETTINGS).write_text('margin = 4\nink = "sand"\n', encoding="utf-8")
    for name, word, is_decided in (("margin", "8", True), ("ink", "green", False), ("sort", "by date", False)):
        choose(stand.state, stand.host, EVERY[name])
        stand.answer(Picked((word,)))
        assert ("settings.toml" in stand.host.messages[-1]) is is_decided, name


def test_every_value_is_named_for_a_person() -> None:
    use("fr")
    rows = settings(Settings())
    assert [*rows["ink"].values][:2] == ["jaune", "vert"]
    assert next(iter(rows["sort"].values)) == "par titre"
    assert [*rows["highlight"].values] == ["fond", "soulignement", "fond et soulignement"]
    assert [*rows["language"].values][1:] == ["English", "Français"]
    assert len(rows["citation_format"].values) == len(FORMATS)


def page(pilot: Pilot[None]) -> Any:
    return article(pilot).pane


ON_THE_PAGE: list[tuple[str, str, Callable[[Pilot[None]], object], object]] = [
    ("column_width", "48", lambda pilot: page(pilot).fitted.page.width, 48),
    ("margin", "20", lambda pilot: page(pilot).margin, 20),
    ("margin_tags", "hidden", lambda pilot: "▎ #mer" in seen(pilot), False),
    ("margin_tags", "shown", lambda pilot: "▎ #mer" in seen(pilot), True),
    ("highlight", "underlined", lambda pilot: page(pilot).fitted.marked.look.highlight, "underline"),
    ("ink", "green", lambda pilot: article(pilot).services.state.ink, Ink.GREEN),
    ("citation_style", "APA", lambda pilot: article(pilot).services.state.citing.style, "apa"),
    ("coder", "Bea", lambda pilot: article(pilot).services.state.workspace.coder, "Bea"),
    ("sort", "annotations", lambda pilot: "by annotations" in seen(pilot).splitlines()[0], True),
    ("language", "Français", lambda pilot: "par annotations" in seen(pilot).splitlines()[0], True),
    ("keymap", "vim", lambda pilot: article(pilot).services.state.keymap.keys_of("app.back", "article")[0], "Z Z"),
]


async def test_every_open_screen_follows(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    app = ScolieApp(workspace)
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "enter")
        for name, word, shown, wanted in ON_THE_PAGE:
            choose(app.state, app.services.host, settings(app.state.settings)[name])
            await press(pilot, *word[:3], "enter")
            assert shown(pilot) == wanted, name
            assert getattr(preferences().settings, name) == getattr(app.state.settings, name), name
        await press(pilot, "Z", "Z")
        assert "Titre" in seen(pilot)
        assert "✎ ▾" in seen(pilot)


async def test_a_setting_is_chosen_in_the_palette(workspace: Workspace) -> None:
    app = ScolieApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "ctrl+p", *"inkof", "enter", *"green", "enter")
        assert app.state.ink.value == "green"
        assert "next start" not in messages(pilot)
        await press(pilot, "ctrl+p", *"languageoftheprog", "enter", *"fran", "enter")
        assert "Langue du programme" in messages(pilot)
    assert (preferences().settings.ink, preferences().settings.language) == ("green", "fr")
