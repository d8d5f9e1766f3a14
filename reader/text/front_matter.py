"""Where front matter stands: ``key: value`` lines before the article.

Either between two ``---`` lines, or bare: known keys from the first line on, ended by an empty line or by the first line
that is none. Not YAML: everything behind the first colon is the value.
"""

from __future__ import annotations

import re

KEYS = {
    "title": ("title", "titre", "headline"),
    "author": ("author", "authors", "auteur", "auteurs", "autrice", "auteure", "byline"),
    "source": ("source", "journal", "média", "media", "publication", "publisher", "éditeur", "newspaper", "site"),
    "date": ("date", "published", "publié", "publié le", "date de publication", "publication date"),
    "url": ("url", "lien", "link", "adresse"),
    "language": ("language", "lang", "langue"),
}
"""What each field of `text.metadata.Metadata` may be called, in French and English."""

NAME_OF = {name: key for key, names in KEYS.items() for name in names}

_LONGEST = 60
_FENCE = re.compile(r"---[ \t]*$")
_PAIR = re.compile(r"([^\W\d_][\w -]{0,24}?)[ \t\u00a0\u202f]*:(?:[ \t]+(.*)|$)")
_INSIDE = re.compile(r"\s*$|\s*#|\s+\S|-\s")


def pair(line: str) -> tuple[str, str] | None:
    """Return the key, casefolded, and the value of a ``key: value`` line; None for any other line."""
    match = _PAIR.match(line)
    return (match[1].casefold(), (match[2] or "").strip()) if match else None


def front_matter_end(text: str) -> int:
    """Return where the front matter ends, in code points; 0 without one."""
    lines = text[:20_000].split("\n")[: _LONGEST + 2]
    return _fenced_end(lines) if _FENCE.match(lines[0]) else _bare_end(lines)


def _fenced_end(lines: list[str]) -> int:
    end, pairs = len(lines[0]) + 1, 0
    for line in lines[1:]:
        end += len(line) + 1
        if _FENCE.match(line):
            return end - 1 if pairs else 0
        if pair(line):
            pairs += 1
        elif not _INSIDE.match(line):
            return 0
    return 0


def _bare_end(lines: list[str]) -> int:
    last_known = end = 0
    for line in lines:
        key_and_value = pair(line)
        if key_and_value is None:
            return last_known if line.strip() else end  # only an empty line vouches for keys that nobody knows
        end += len(line) + 1
        if key_and_value[0] in NAME_OF and key_and_value[1]:
            last_known = end
        elif not last_known or len(line) > 120:
            return last_known
    return last_known
