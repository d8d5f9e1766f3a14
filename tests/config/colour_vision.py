"""Colours as people without one kind of cone see them, and how far they are apart.

Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
(IEEE TVCG 15(6), 2009), matrices for severity 1.0. Distance: CIE 1976 L*a*b* under D65, where 2.3 is just noticeable.
"""

from __future__ import annotations

from math import cbrt, dist

Matrix = tuple[tuple[float, float, float], ...]
Triple = tuple[float, float, float]

VISIONS: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def distance(colour: str, other: str, vision: str) -> float:
    """Return how far two ``#rrggbb`` colours are apart for someone with a vision of `VISIONS`."""
    return dist(_lab(colour, VISIONS[vision]), _lab(other, VISIONS[vision]))


def _times(matrix: Matrix, values: Triple) -> Triple:
    red, green, blue = (sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix)
    return red, green, blue


def _lab(colour: str, matrix: Matrix) -> Triple:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    seen_red, seen_green, seen_blue = (min(1.0, max(0.0, value)) for value in _times(matrix, (red, green, blue)))
    x, y, z = (
        _root(value / white)
        for value, white in zip(_times(_XYZ, (seen_red, seen_green, seen_blue)), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _root(value: float) -> float:
    return cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116
