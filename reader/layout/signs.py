"""How the reader's marks are shown: the signs beside the text, one cell wide each, and highlights in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Highlight = Literal["fill", "underline", "both"]
"""How a highlight is shown in the text."""


@dataclass(frozen=True, slots=True)
class MarksLook:
    """How the reader wants marks to be shown; ``with_tags``: tags stand beside their passages where there is room."""

    highlight: Highlight = "both"
    with_tags: bool = False


PLAIN_MARKS = MarksLook()


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands in the gutter and in the margin of tags.

    ``letters``: a highlight is shown by the letter of its ink in place of the sign of its lane, as colours do not tell inks apart.
    """

    focus: str = "┃"
    lane: str = "▎"
    note: str = "✎"
    more: str = "+"
    bullet: str = "•"
    times: str = "×"
    letters: bool = False


SIGNS = Signs()
LETTERS = Signs(letters=True)
"""For few colours or none."""
ASCII = Signs("|", "|", "n", "+", "*", "x", letters=True)
"""For a terminal that may have no other letters."""
IN_ASCII = str.maketrans(
    {
        **dict.fromkeys("┃▎▌│║▏▕▋▊▉", "|"),
        **dict.fromkeys("─━═▔", "-"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼┏┓┗┛", "+"),
        **dict.fromkeys("▁▂▃", "_"),
        **dict.fromkeys("▄▅▆▇", "="),
        **dict.fromkeys("█■", "#"),
        **dict(zip("░▒▓", ".:%", strict=True)),
        "✎": "n",
        "✓": "x",
        "○": "o",
        "□": "-",
        "▾": "v",
        "›": ">",
        "≈": "~",
    }
)
"""What such a terminal is sent for signs, lines and bars, each of one cell. The words of an article stay as they are."""
