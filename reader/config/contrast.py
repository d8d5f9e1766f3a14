"""Contrast of colours as WCAG 2.2 defines it: from 1 (equal colours) to 21 (black on white)."""

from __future__ import annotations

from functools import lru_cache

SIGN = 3.0
"""What signs and large letters need."""


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def readable(colour: str, ground: str, least: float = SIGN) -> str:
    """Return ``colour``, mixed with as much black or white as it needs to be seen on ``ground``; all are ``#rrggbb``."""
    end = max(("#000000", "#ffffff"), key=lambda each: contrast(each, ground))
    for tenths in range(11):
        mixed = _mixed(colour, end, tenths / 10)
        if contrast(mixed, ground) >= least:
            return mixed
    return end


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
