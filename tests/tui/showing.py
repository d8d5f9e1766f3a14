"""A stage for one widget or dialog, and what of it stands on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from reader.config.theme import load_themes

Result = TypeVar("Result")
THEMES, _ = load_themes([Path(__file__).parents[2] / "themes"])
ROUGH = "Un [/] et [bold]gras[/bold] \x1b[31mrouge"
GUARDED = "Un [/] et [bold]gras[/bold] ␛[31mrouge"


class Stage(App[None], inherit_bindings=False):
    """Shows widgets; keeps what they post."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._given = widgets
        self.heard: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES["contrast"].to_variables()

    def compose(self) -> ComposeResult:
        yield from self._given


class Answer(Generic[Result]):
    """Whether a dialog has ended, and with what."""

    def __init__(self) -> None:
        self.given: list[Result | None] = []

    def __call__(self, result: Result | None) -> None:
        self.given.append(result)


async def ask(pilot: Pilot[None], dialog: ModalScreen[Result]) -> Answer[Result]:
    """Open a dialog and return where its answer will be."""
    answer: Answer[Result] = Answer()
    pilot.app.push_screen(dialog, answer)
    await pilot.pause()
    return answer


def strips(app: App[Any]) -> list[Strip]:
    """Return the rows on the screen, with their styles and with what a dialog lies over."""
    frame = app.screen._compositor.render_inline(app.size, screen_stack=app._background_screens)
    return list(cast(Any, frame).strips)


def seen(pilot: Pilot[None]) -> str:
    """Return the lines on the screen."""
    return "\n".join("".join(segment.text for segment in row) for row in strips(pilot.app))
