"""How deeply a value from outside is nested: copying or comparing it recurses as deeply."""

from __future__ import annotations

LEVELS = 40
"""The most nested lists and dicts; ours have fewer than ten, and Python fails at several hundred."""


def is_shallow(value: object, levels: int = LEVELS) -> bool:
    """Whether a value from JSON has at most ``levels`` nested lists and dicts."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inside is None:
        return True
    return levels > 0 and all(is_shallow(part, levels - 1) for part in inside)
