"""What an article's text says of itself: a byline, a date, a credit line. It is offered, never taken without being asked.

Only lines that say nothing else count: short ones above the article's first words, and the last ones.
"""

from __future__ import annotations

import re

from reader.text import rules
from reader.text.date import is_date, iso_date
from reader.text.metadata import Metadata

_FIRST = 12
"""Lines at the top that are looked at."""
_LAST = 4
"""Lines at the end that are looked at."""
_LONGEST = 120
"""Code points of a line at the top that may be one of these."""
_BY = re.compile(r"(?:par|by)\s+", re.IGNORECASE)
_BEHIND_NAMES = re.compile(
    r"\s*[|•].*|\s[–—-]\s.*|\s+(?:le|on|publié|published|mis à jour|updated)\b[^,]*\d.*"
    r"|\s+(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+)?\d.*",
    re.DOTALL | re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s*")
_LAST_NAMES = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w’'.-]*\s+\S.*?\s)?(?:et|and|&)\s+[^\W\d_a-zà-ÿ]")
"""What ends a list of names: ``et Luc Noir``, ``Paul Blanc et Luc Noir``."""
_PUBLISHED = re.compile(r"^(?:publié|mis en ligne|published|posted|updated)(?:\s+(?:le|on))?\s*:?\s*", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"^[\W_]*(?:(?:publié|published|mis à jour|updated)\s+)?(?:(?:le|on)\s+)?", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:^|[\s©(])(?P<source>[\w-]+(?:\.[\w-]+)*\.(?:com|fr|org|info|net|bzh|eu|be|ch|ca|co\.uk)),\s*(?P<year>(?:19|20)\d\d)\b"
)
"""A site and a year, as they stand in a line about copying: ``Le-Rivage.info, 2024``."""


def metadata_in_text(text: str, language: str = "") -> Metadata:
    """Return what ``text`` says of itself: author, source, and the date in ISO 8601; what it does not say is empty."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [line for line in lines if line]
    author = date = source = ""
    for line in lines[:_FIRST]:
        if len(line) > _LONGEST or not rules.TOP.matches(_PUBLISHED.sub("", line)):
            continue
        if _BY.match(line):
            names = _BY.sub("", line, count=1)
            behind = _BEHIND_NAMES.search(names)
            said = iso_date(_BEFORE_DATE.sub("", behind[0]), language) if behind else ""
            author, date = author or _authors(names), date or (said if is_date(said) else "")
        elif is_date(read := iso_date(_PUBLISHED.sub("", line), language)):
            date = date or read
    for line in reversed(lines[-_LAST:]):
        if credit := _CREDIT.search(line):
            source, date = credit["source"], date or credit["year"]
            break
    return Metadata(author=author, source=source, date=date)


def _authors(byline: str) -> str:
    """Return the names in a byline: behind a comma there are names only in a list, ``Anne Roy, Paul Blanc et Luc Noir``."""
    parts = _COMMA.split(_BEHIND_NAMES.sub("", byline))
    last = max((number for number, part in enumerate(parts) if number and _LAST_NAMES.match(part)), default=0)
    return ", ".join(part for part in parts[: last + 1] if not part[:1].islower() or _LAST_NAMES.match(part))
