"""Contrast of a theme's colours, as WCAG 2.2 defines it: from 1 (the same) to 21 (black on white)."""

from __future__ import annotations

from collections.abc import Iterator

from reader.config.theme import ANSI, Theme

TEXT = 4.5
HIGH = 7.0
DIM = 3.0
SEEN = 1.2
"""Between two backgrounds: enough to see where one ends, since text marks it, too."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(theme: Theme, text: float = TEXT) -> Iterator[tuple[str, float, float]]:
    """Yield (what, its contrast, the contrast it needs) for all that is hard to see in the theme.

    ``text`` is what running text needs. Pairs with a colour of the terminal's own are passed over.
    """
    for what, one, other, needed in _pairs(theme, text):
        if one in ANSI or other in ANSI:
            continue
        found = contrast(one, other)
        if found < needed:
            yield what, found, needed


def _pairs(theme: Theme, text: float) -> Iterator[tuple[str, str, str, float]]:
    colours = theme.colours
    for ground in ("background", "surface", "panel"):
        yield f"text on {ground}", colours["foreground"], colours[ground], text
        yield f"dim text on {ground}", colours["dim"], colours[ground], DIM
    for role in ("primary", "secondary", "accent", "warning", "error", "success"):
        yield f"{role} on background", colours[role], colours["background"], DIM
    for name, pair in theme.pairs.items():
        yield f"text of {name}", pair.foreground, pair.background, text
        yield f"{name} against the page", pair.background, colours["background"], SEEN
    yield "selection against focus", theme.pairs["selection"].background, theme.pairs["focus"].background, SEEN


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
