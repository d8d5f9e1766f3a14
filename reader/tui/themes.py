"""The user's themes as Textual's."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme as TextualTheme

from reader.config.theme import Theme

TERMINAL = "terminal"
"""The theme made of the terminal's own colours."""
FALLBACK = "textual-dark"


def textual_themes(themes: Mapping[str, Theme]) -> dict[str, TextualTheme]:
    """Return the themes by name as Textual has them."""
    return {name: _textual(theme) for name, theme in themes.items()}


def _textual(theme: Theme) -> TextualTheme:
    colours = {key: value for key, value in theme.colours.items() if key != "dim"}
    return TextualTheme(theme.name, dark=theme.dark, variables=theme.to_variables(), **colours)  # type: ignore[arg-type]
