"""When a file counts as large: it is read beside the keyboard, and what was read of it is kept."""

LARGE = 300_000
"""Bytes of a file that takes longer to read than a key may wait."""
