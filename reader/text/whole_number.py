"""Whole numbers as files give them: any text may stand there."""

from __future__ import annotations

DIGITS = 9
"""The most digits of a number that counts as one. Python refuses over 4,300 with an error."""


def whole_number(text: str, otherwise: int) -> int:
    """Return the number that decimal digits say; ``otherwise`` for any other text, and for one of too many digits."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else otherwise
