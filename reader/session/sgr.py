"""Colours as a terminal is told them: SGR sequences (ECMA-48, 8.3.117), in 24 bits or from the palette of 256."""

from __future__ import annotations

from reader.config.look import Look

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Iterable, Mapping

_WORDS = {"bold": "1", "italic": "3", "underline": "4", "not underline": "24", "reverse": "7"}


def depth(environ: Mapping[str, str]) -> int | None:
    """Return the bits of a colour that the terminal shows, 24 or 8; None where colours had better not be guessed."""
    if environ.get("NO_COLOR") or environ.get("TEXTUAL_COLOR_SYSTEM", "auto") != "auto":
        return None
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 24
    terminal = environ.get("TERM", "").strip().lower()
    return 8 if terminal.endswith(("-256color", "-kitty")) else None


class Sgr:
    """Rows for the terminal: ``variables`` are the theme's colours, ``looks`` what the names of a piece mean."""

    def __init__(self, variables: Mapping[str, str], looks: Mapping[str, Look], bits: int) -> None:
        self._variables = variables
        self._looks = {**looks, **_MORE}
        self._bits = bits
        self._known: dict[tuple[str, ...], str] = {}

    def row(self, pieces: Iterable[tuple[str, tuple[str, ...]]]) -> str:
        """Return the pieces with their colours, and the colours put back at the end."""
        return "".join(f"{self._sequence(names)}{text}" for text, names in pieces if text) + "\x1b[0m"

    def _sequence(self, names: tuple[str, ...]) -> str:
        if names not in self._known:
            foreground, background = "foreground", "background"
            words: list[str] = []
            for name in names:
                look = self._looks[name]
                foreground, background = look.foreground or foreground, look.background or background
                words = [word for word in words if f"not {word}" != look.style] + _words(look.style)
            codes = [_WORDS[word] for word in words]
            codes += [self._colour(38, foreground), self._colour(48, background)]
            self._known[names] = f"\x1b[0;{';'.join(codes)}m"
        return self._known[names]

    def _colour(self, code: int, variable: str) -> str:
        value = self._variables[variable]
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        if self._bits == 24:
            return f"{code};2;{red};{green};{blue}"
        return f"{code};5;{nearest(red, green, blue)}"


_MORE = {
    "panel": Look("foreground", "panel"),
    "key": Look(style="bold"),
    "cursor": Look("focus-foreground", "focus-background", "bold"),
    "found": Look(style="bold underline"),
}


def _words(style: str) -> list[str]:
    return [] if style.startswith("not ") else style.split()


def nearest(red: int, green: int, blue: int) -> int:
    """Return the number in xterm's palette of 256 that Rich chooses for a colour, so that nothing changes hue later."""
    from colorsys import rgb_to_hls

    _, light, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < 0.15:
        grey = round(light * 25.0)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    six = [value / 95 if value < 95 else 1 + (value - 95) / 40 for value in (red, green, blue)]
    return 16 + 36 * round(six[0]) + 6 * round(six[1]) + round(six[2])
