"""How deeply a value from outside is nested: what copies or compares it goes down as deep."""

from __future__ import annotations

LEVELS = 40
"""Levels of lists and dicts in each other; ours have fewer than ten, and Python gives up at several hundred."""


def is_shallow(value: object, levels: int = LEVELS) -> bool:
    """Whether a value that JSON held has at most ``levels`` lists and dicts in each other."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inside is None:
        return True
    return levels > 0 and all(is_shallow(part, levels - 1) for part in inside)
