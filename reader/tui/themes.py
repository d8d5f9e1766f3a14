"""The user's themes as Textual's."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme as TextualTheme

from reader.config.sixteen_colours import in_sixteen_colours
from reader.config.theme import Theme

TERMINAL = "terminal"
"""The theme made of the terminal's own colours."""
_NATIVE = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""What Textual's (8.2.8) style sheets ask of a theme of the terminal's colours."""
FALLBACK = "textual-dark"


def textual_themes(themes: Mapping[str, Theme], *, sixteen: bool = False) -> dict[str, TextualTheme]:
    """Return the themes by name as Textual has them; ``sixteen``: for a terminal of sixteen colours."""
    terminal = themes.get(TERMINAL)
    if sixteen and terminal:
        themes = {name: in_sixteen_colours(theme, terminal) for name, theme in themes.items()}
    return {name: _textual(theme) for name, theme in themes.items()}


def _textual(theme: Theme) -> TextualTheme:
    colours = {key: value for key, value in theme.colours.items() if key != "dim"}
    return TextualTheme(
        theme.name,
        dark=theme.dark,
        ansi=theme.ansi,
        variables=_NATIVE | theme.to_variables() if theme.ansi else theme.to_variables(),
        **colours,  # type: ignore[arg-type]  # their names are those of the fields of a theme
    )
