"""When a file counts as large: it is read in the background, and the result is cached."""

LARGE = 300_000
"""The size in bytes from which reading takes longer than a key may wait."""
