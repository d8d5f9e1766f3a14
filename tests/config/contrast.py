"""Contrast of a theme's colours as WCAG 2.2 defines it: from 1 (equal colours) to 21 (black on white)."""

from __future__ import annotations

from collections.abc import Iterator

from reader.config.theme import ANSI, Theme

TEXT = 4.5
HIGH = 7.0
DIM = 3.0
SEEN = 1.2
"""Between two backgrounds. It may be low, because text shows, too, where one of them ends."""


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(theme: Theme, text: float = TEXT) -> Iterator[tuple[str, float, float]]:
    """Yield (what, its contrast, the contrast it needs) for each pair of colours with too little contrast.

    ``text`` is the contrast that running text needs. Colours of the terminal are not known, so their pairs are skipped.
    """
    for what, foreground, background, needed in _pairs(theme, text):
        if foreground in ANSI or background in ANSI:
            continue
        ratio = contrast(foreground, background)
        if ratio < needed:
            yield what, ratio, needed


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
