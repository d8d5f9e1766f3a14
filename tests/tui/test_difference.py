"""Two versions as one text: from g v to each difference and back."""

from __future__ import annotations

import pytest
from rich.color import Color

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.difference import DifferenceScreen
from reader.tui.screen.library import LibraryScreen
from tests.tui.app_pilot import article, foot, press, until
from tests.tui.showing import seen, strips

DISPATCH = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont à l’arrêt.\n\n"
FILLING = "\n\n".join(f"Paragraphe {number} de la dépêche, que chaque journal a repris." for number in range(30))


def add(workspace: Workspace) -> None:
    seeds = workspace.root / "seeds"
    (seeds / "avis.txt").write_text(f"{DISPATCH}{FILLING}\n\nLe maire attend.", "utf-8")
    (seeds / "zone.txt").write_text(
        f"{DISPATCH.replace('mardi', 'lundi')}{FILLING}\n\nLe maire n’attend plus.", "utf-8"
    )
    workspace.articles()


async def test_a_version_is_compared_and_left_again(workspace: Workspace) -> None:
    add(workspace)
    async with ScolieApp(workspace, "avis").run_test(size=(80, 20)) as pilot:
        await press(pilot, "g", "v")
        await until(pilot, lambda: "Ctrl+d Compare" in seen(pilot))
        await press(pilot, "ctrl+d")
        await until(pilot, lambda: "difference 1 of 3" in seen(pilot))
        assert isinstance(pilot.app.screen, DifferenceScreen)
        assert "nuit de [-mardi-] {+lundi+} à" in seen(pilot) and "{+plus+}" not in seen(pilot)
        await press(pilot, "n", "n")
        assert "difference 3 of 3" in foot(pilot) and "Next" not in foot(pilot)
        assert "Le maire {+n’+}attend {+plus+}." in seen(pilot)
        await press(pilot, "N", "g", "e", "q")
        assert article(pilot).article == "avis"


async def test_enter_opens_the_other_version(workspace: Workspace) -> None:
    add(workspace)
    async with ScolieApp(workspace).run_test(size=(50, 12)) as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        screen = DifferenceScreen(pilot.app.services, "avis", "zone")  # type: ignore[attr-defined]
        pilot.app.push_screen(screen)
        await until(pilot, lambda: "difference 1 of 3" in seen(pilot))
        await press(pilot, "enter")
        assert article(pilot).article == "zone"


async def test_texts_with_the_same_words_say_so(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(80, 12)) as pilot:
        pilot.app.push_screen(DifferenceScreen(pilot.app.services, "port", "port"))  # type: ignore[attr-defined]
        await until(pilot, lambda: "No word differs." in seen(pilot))
        await press(pilot, "n", "N", "j", "space", "q")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_lit_difference_is_told_apart_without_colours(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    add(workspace)
    async with ScolieApp(workspace).run_test(size=(80, 20)) as pilot:
        screen = DifferenceScreen(pilot.app.services, "avis", "zone")  # type: ignore[attr-defined]
        pilot.app.push_screen(screen)
        await until(pilot, lambda: "difference 1 of 3" in seen(pilot))
        await press(pilot, "n")
        reverse = {part.text for strip in strips(pilot.app) for part in strip if part.style and part.style.reverse}
        assert "attend {+plus+}" in seen(pilot)
        assert {text for text in reverse if "+" in text} == {"{+n’+}"}


async def test_the_sign_of_the_lit_difference_is_seen_on_the_page(workspace: Workspace) -> None:
    """On the page, not on the fill of a cursor: in the colours of the terminal these need different ones."""
    add(workspace)
    async with ScolieApp(workspace).run_test(size=(80, 20)) as pilot:
        pilot.app.theme = "terminal"
        screen = DifferenceScreen(pilot.app.services, "avis", "zone")  # type: ignore[attr-defined]
        pilot.app.push_screen(screen)
        await until(pilot, lambda: "difference 1 of 3" in seen(pilot))
        [sign] = [part for strip in strips(pilot.app) for part in strip if part.text == "┃"]
        accent = pilot.app.theme_variables["mark"].removeprefix("ansi_")
        assert sign.style and sign.style.color and sign.style.color.number == Color.parse(accent).number
