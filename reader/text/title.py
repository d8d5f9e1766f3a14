"""Titles from the words of an article: one line of at most `TITLE_LIMIT` code points, cut at a word."""

from __future__ import annotations

from reader.text.hyphenation import mended

TITLE_LIMIT = 80
"""Code points, including ``…``."""

SHORT_TITLE = 20
"""Code points below which a first sentence, such as `Non.`, is no title: the next words are added."""


def clipped(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return ``text`` on one line, cut at a word with ``…`` to at most ``limit`` code points."""
    text = " ".join(mended(text[: limit * 4]).split())
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return cut.rstrip(" .,;:–—-«“(") + "…"
