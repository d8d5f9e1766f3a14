"""What an article's text says of itself: a byline, a date, a credit line. It is offered, never taken without being asked.

Only lines that say nothing else count: short ones above the article's first words, and the last ones.
"""

from __future__ import annotations

import re
from itertools import takewhile

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
_PERSON = re.compile(
    r"[^\W\d_a-zà-ÿ][\w’'.-]*(?:\s+(?:(?:d[eu]|des|la|van|von|der|den|di|da|el|al|ben)\s+)*[^\W\d_a-zà-ÿ][\w’'.-]*){1,3}"
)
"""A given name and one to three more: nothing else of a byline is offered as a name without ``et``."""
_NO_GIVEN_NAMES = frozenset(
    "abu addis agence buenos cape el hong kuala la las le les los mexico new north nord nouvelle phnom puerto rio salt san "
    "santa saint sao são south sud tel the east west ouest est".split()
)
"""What names of places, papers and agencies begin with."""
_NO_NAMES = frozenset(
    "afp agency ap associated associate bbc bureau business chief columnist contributor correspondent critic daily desk editor "
    "editorial fellow france general gazette health herald international journal journalist libre magazine managing matin media "
    "monde national news newspaper officer papers photographer policy politics post presse press producer professor reporter "
    "reuters review science senior service special staff tech technology television times tribune university weekly world "
    "writer writers".split()
)
"""Words of functions, desks, papers and agencies."""
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
    author = date = source = day = ""
    for line in lines[:_FIRST]:
        if len(line) > _LONGEST or not rules.TOP.matches(_PUBLISHED.sub("", line)):
            continue
        if _BY.match(line):
            names = _BY.sub("", line, count=1)
            behind = _BEHIND_NAMES.search(names)
            written = _BEFORE_DATE.sub("", behind[0]) if behind else ""
            author, date = author or _authors(names), date or _read(written, language)
            day = day or written
        elif is_date(read := iso_date(_PUBLISHED.sub("", line), language)):
            date = date or read
    for line in reversed(lines[-_LAST:]):
        if credit := _CREDIT.search(line):
            # A day without a year, as in a press line, is one of the year that the credit line has.
            source, date = credit["source"], date or _read(f"{day} {credit['year']}", language) or credit["year"]
            break
    return Metadata(author=author, source=source, date=date)


def _read(written: str, language: str) -> str:
    """Return a date in ISO 8601; empty if it is not understood."""
    date = iso_date(written, language)
    return date if is_date(date) else ""


def _is_person(part: str) -> bool:
    """Whether what stands behind a comma can only be another name."""
    words = part.casefold().split()
    is_other = bool(words) and (words[0] in _NO_GIVEN_NAMES or not _NO_NAMES.isdisjoint(words))
    return not is_other and _PERSON.fullmatch(part) is not None


def _authors(byline: str) -> str:
    """Return the names in a byline: a list with ``et`` before the last of them, or what looks like names up to the first that does not."""
    parts = _COMMA.split(_BEHIND_NAMES.sub("", byline))
    last = max((number for number, part in enumerate(parts) if number and _LAST_NAMES.match(part)), default=0)
    last = last or sum(1 for _ in takewhile(_is_person, parts[1:]))
    return ", ".join(part for part in parts[: last + 1] if not part[:1].islower() or _LAST_NAMES.match(part))
