"""Blanks and characters that leave no trace on the page.

A *blank* is what `str.isspace` and ``\\s`` say: the characters with the Unicode property White_Space (PropList.txt) and the
four separators U+001C to U+001F. U+200B, the zero-width space, is not one: it only allows a line to break.

A *default-ignorable* character has the property Default_Ignorable_Code_Point (DerivedCoreProperties.txt, Unicode 15.1):
soft hyphens, joiners, direction marks, variation selectors, tags. Where it is not supported it is shown as nothing, so
searches and comparisons of words leave it out.
"""

from __future__ import annotations

import re

IGNORABLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # inherent vowels of Khmer
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, direction marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, direction isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFF8),  # unassigned
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical beams and slurs
    (0xE0000, 0xE0FFF),  # tags, more variation selectors, unassigned
)
"""The first and last code points of all stretches of default-ignorable characters."""
IGNORABLE = "".join(f"{chr(first)}-{chr(last)}" for first, last in IGNORABLE_RANGES)
"""The same as the inside of a character class of a regular expression."""

NO_BREAK = "\u00a0\u2007\u202f"
"""Blanks at which no line ends: no-break space, figure space, narrow no-break space."""
SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""The blanks of a line, without tabs and line ends (General_Category Zs), as the inside of a character class."""

_BREAKING = re.compile(rf"[^\S{NO_BREAK}]+")


_ASCII = bytes(range(128))


def beyond_ascii(text: str) -> set[str]:
    """Return the characters of a text that are not ASCII; a ``set`` of the whole text takes five times as long."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def is_ignorable(character: str) -> bool:
    """Whether a character is default-ignorable."""
    code = ord(character)
    return any(first <= code <= last for first, last in IGNORABLE_RANGES)


def in_one_line(text: str) -> str:
    """Return ``text`` with one space for each run of blanks at which a line may end, and none at its ends."""
    return _BREAKING.sub(" ", text).strip()
