"""Titles made from an article's own words: one line, at most `TITLE_LIMIT` code points, cut at a word."""

from __future__ import annotations

TITLE_LIMIT = 80
"""Code points, ``…`` included."""

SHORT_TITLE = 20
"""Code points under which a first sentence (`Non.`) names nothing: the words behind it are taken too."""


def clipped(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return ``text`` on one line, cut at a word with ``…`` to at most ``limit`` code points."""
    text = " ".join(text[: limit * 4].split())
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return cut.rstrip(" .,;:–—-«“(") + "…"
