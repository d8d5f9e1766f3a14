"""Themes for a terminal of sixteen colours, where the nearest ones to fine shades would all be white, grey or black."""

from __future__ import annotations

from dataclasses import replace

from reader.config.theme import Pair, Theme

_BASIC = ("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa")
_BRIGHT = ("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff")
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
VGA = {
    **{f"ansi_{name}": colour for name, colour in zip(_NAMES, _BASIC, strict=True)},
    **{f"ansi_bright_{name}": colour for name, colour in zip(_NAMES, _BRIGHT, strict=True)},
}
"""The values that Rich (14.1) takes for the sixteen colours, so each is sent as the colour that it stands for here."""
_ROLES = {
    "primary": "blue",
    "secondary": "magenta",
    "accent": "cyan",
    "warning": "yellow",
    "error": "red",
    "success": "green",
}


def in_sixteen_colours(theme: Theme, terminal: Theme) -> Theme:
    """Return ``theme`` light or dark as it is, with what is marked on the page in the colours of ``terminal``."""
    if theme.ansi:
        return theme
    brightness = "bright_" if theme.dark else ""
    page, text = ("#000000", "#ffffff") if theme.dark else ("#ffffff", "#000000")
    dim, panel = ("#aaaaaa", "#555555") if theme.dark else ("#555555", "#aaaaaa")
    colours = {role: VGA[f"ansi_{brightness}{name}"] for role, name in _ROLES.items()}
    colours |= {"background": page, "surface": page, "panel": panel, "foreground": text, "dim": dim}
    pairs = {
        name: Pair(VGA.get(pair.background, page), VGA.get(pair.foreground, text))
        for name, pair in terminal.pairs.items()
    }
    return replace(theme, colours=colours, pairs=pairs)
