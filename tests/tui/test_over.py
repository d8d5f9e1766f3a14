"""What lies below a dialog is dimmed."""

from __future__ import annotations

import pytest
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.tui.dialog.over import Over
from tests.tui.showing import Stage, strips


class Ours(Over[None]):
    """Shows a word."""

    DEFAULT_CSS = "Ours { align: center middle; } Ours Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("Words")


class Textuals(ModalScreen[None]):
    """Shows the same."""

    DEFAULT_CSS = "Textuals { align: center middle; } Textuals Static { width: auto; }"

    def compose(self) -> ComposeResult:
        yield Static("Words")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_what_lies_below_is_dimmed_as_textual_does_it(theme: str) -> None:
    below = Text.assemble("plain ", ("lit", "bold red on #203040"), (" 漢字 ", "link https://x.y underline"))
    app = Stage(Static(below), Static("rest"))
    async with app.run_test(size=(40, 8)) as pilot:
        app.theme = theme
        found = []
        for screens in ([Ours], [Textuals], [Ours, Ours], [Textuals, Textuals]):
            for screen in screens:
                app.push_screen(screen())
                await pilot.pause()
            found.append(cells_in_view(app))
            for _ in screens:
                app.pop_screen()
            await pilot.pause()
        assert found[0] == found[1]
        assert found[2] == found[3]
        assert (found[0] != found[2]) == (theme != "ansi-dark")


async def test_without_colours_there_are_none_in_what_is_dimmed_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Stage(Static(Text.assemble("plain ", ("lit", "bold red on #203040"))))
    async with app.run_test(size=(40, 8)) as pilot:
        app.screen.styles.background = "#fbf0d0"
        app.push_screen(Ours())
        app.screen.styles.background = Color.parse("#fbf0d0").with_alpha(0.6)
        await pilot.pause()
        for letter, style in (cell for row in cells_in_view(app) for cell in row):
            for colour in filter(None, (style.color, style.bgcolor)):
                assert len(set(colour.get_truecolor())) == 1, letter


def cells_in_view(app: Stage) -> list[list[tuple[str, Style]]]:
    return [
        [(letter, _seen(letter, style or Style())) for text, style, _ in row for letter in text] for row in strips(app)
    ]


def _seen(letter: str, style: Style) -> Style:
    """Return what of a style is seen: of a space nothing but what is behind and under it."""
    return style if letter.strip() or style.underline else Style(bgcolor=style.bgcolor)
