"""Whether words are written from right to left."""

from __future__ import annotations

import unicodedata


def is_right_to_left(words: str) -> bool:
    """Whether the first letter that has a direction is of Hebrew, Arabic or a like script (Unicode annex 9, rule P2)."""
    strong = (kind for kind in map(unicodedata.bidirectional, words) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"
