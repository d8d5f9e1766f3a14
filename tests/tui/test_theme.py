"""The theme is there from the beginning, so that Textual reads its style sheet once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.css.stylesheet import Stylesheet

from reader.annotation.codebook import COLOURS
from reader.config.contrast import SIGN, contrast
from reader.config.path import config_folder, shipped
from reader.session.annotations.annotate import annotate
from reader.session.codebook.tag_edits import describe_tag
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.themes import TERMINAL
from tests.tui.app_pilot import press, until
from tests.tui.showing import seen, strips


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


SGR = re.compile(r"\x1b\[([\d;]*)m")
SCREENS = [
    [],
    ["h", "question_mark"],
    ["t"],
    ["H"],
    ["g", "t", "c"],
    ["g", "t"],
    ["g", "c"],
    ["slash", "p"],
    ["g", "x"],
]


async def sent(workspace: Workspace, theme: str, keys: list[str]) -> list[str]:
    """Return the numbers of every look that is sent for a screen, of an article with a tag of a fine colour beside it."""
    annotate(workspace, "port", (Span(0, 7),), ("mer",))
    describe_tag(workspace, "mer", {"color": "#2e933c"})
    chosen = preferences()
    app = ScolieApp(workspace, "port", replace(chosen, settings=replace(chosen.settings, theme=theme)))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, *keys)
        return SGR.findall("".join(strip.render(app.console) for strip in strips(app)))


@pytest.mark.parametrize("keys", SCREENS, ids=" ".join)
async def test_the_theme_of_the_terminal_sends_none_but_its_sixteen_colours(
    keys: list[str], workspace: Workspace
) -> None:
    looks = await sent(workspace, TERMINAL, keys)
    assert looks
    assert [look for look in looks if re.search(r"[34]8;[25]", look)] == []


@pytest.mark.parametrize("theme", ["night", "terminal"])
@pytest.mark.parametrize("keys", SCREENS, ids=" ".join)
async def test_without_colours_none_is_sent(
    theme: str, keys: list[str], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    numbers = {number for look in await sent(workspace, theme, keys) for number in look.split(";")}
    assert numbers <= {"", "0", "1", "2", "3", "4", "7", "9", "21", "39", "49"}


async def test_a_damaged_theme_of_the_user_is_named_and_keeps_the_rest(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = config_folder() / "themes"
    folder.mkdir(parents=True)
    text = (shipped("themes") / "night.toml").read_text(encoding="utf-8")
    colour = re.search(r"accent = (.*)", text)
    assert colour
    (folder / "mine.toml").write_text(
        text.replace('"night"', '"mine"').replace(colour[1], '"redish"'), encoding="utf-8"
    )
    (config_folder() / "settings.toml").write_text('theme = "mine"\n', encoding="utf-8")
    async with ScolieApp(workspace, "port").run_test(size=(160, 30)) as pilot:
        await pilot.pause()
        assert pilot.app.theme == "mine"
        assert pilot.app.theme_variables["mark"] == preferences().themes["night"].colours["accent"]
        assert "mine.toml" in seen(pilot)


@pytest.mark.parametrize("name", [name for name in preferences().themes if name != TERMINAL])
async def test_the_colour_of_a_tag_is_seen_on_the_fill_of_the_cursor(name: str, workspace: Workspace) -> None:
    for tag, colour in COLOURS.items():
        annotate(workspace, "port", [Span(0, 15)], [tag])
        describe_tag(workspace, tag, {"color": colour})
    chosen = preferences()
    app = ScolieApp(workspace, None, replace(chosen, settings=replace(chosen.settings, theme=name)))
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (["g", "T"], ["escape", "g", "t"]):
            await press(pilot, *keys)
            await until(pilot, lambda: "■" in seen(pilot))
            for _tag in COLOURS:
                square = next(
                    part.style
                    for strip in strips(pilot.app)
                    if "┃" in strip.text
                    for part in strip
                    if "■" in part.text and part.style
                )
                assert square and square.color and square.color.triplet and square.bgcolor and square.bgcolor.triplet
                assert contrast(square.color.triplet.hex, square.bgcolor.triplet.hex) >= SIGN
                await press(pilot, "down")
