"""Where sentences and words begin and end. French first, then English.

Every decision is local: whether a sentence ends at a place depends on at most `WINDOW` code points
around it, so any stretch of a text of any size can be segmented by itself and the answer
is the one a full scan would give.

A sentence ends at a terminator (``. ! ? …``) with the closing quotation marks, brackets and note calls behind
it, when white space follows and what comes next can open a sentence. A short quotation stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.text.span import Span

WINDOW = 200
"""Code points looked at on each side of a terminator."""

_CLOSERS = r"(?:[\s\u00a0\u202f]{0,2}»|[”\"’')\]]|\[\d{1,3}\])"
_TERMINATOR = re.compile(
    rf"(?<![.!?…])(?:(?<![.!?…]\s)[!?]|[.…\u061f\u06d4])[.!?…]*(?:[\s\u00a0\u202f]?[!?]+)*{_CLOSERS}*(?=\s|\Z)|(?<![。！？])[。！？]+[」』”»]*"
)
_NEXT = re.compile(r"\s*(?:[-–—•*]\s*)?(?:[«“\"‘'(\[¿¡]\s*)*")
_LAST_WORD = re.compile(r"[^\s«»“”\"(\[]*\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]\.")

_NEVER = frozenset(
    (
        "m mm mme mmes mlle mlles me mes mgr dr drs pr prs st ste sts "
        "mr mrs ms prof gen gén cdt lt sgt capt sen sén rep gov hon rev "
        "amb adm cf av apr env éd ed eds trad pp nº n° tél tel bd "
        "boul e.g i.e vs approx inc corp ltd jr sr réf ibid "
    ).split()
)
"""Abbreviations after which a sentence goes on, whatever follows (`M. Le Pen`)."""

_BEFORE_NUMBER = frozenset(
    "h art p pp n no nos nº n° fig vol chap ch § al v jan janv févr fév oct nov déc sept".split()
)
"""Abbreviations after which a number goes on with the sentence (`20 h. 30`)."""

_OPENERS = frozenset(
    (
        "il elle ils elles on nous vous cette ces dans mais et or donc ainsi selon depuis pour c ce j je "
        "it he she they this that these in but and however we i"
    ).split()
)
"""Words that open a new sentence even after initials (`av. J.-C. Il régna`, `the U.S. They left`)."""

_STRONG_OPENERS = _OPENERS | frozenset("le la les un une l d des en au aux à the a an".split())

_PAIRS = (("«", "»"), ("“", "”"))
SHORT_QUOTATION = 160
"""Code points, marks included, up to which a quotation is never cut."""


class Cut(NamedTuple):
    """The end of a sentence and the start of the next, in code points; white space lies between."""

    end: int
    start: int


def cuts(text: str, block: Span, start: int, end: int) -> Iterator[Cut]:
    """Yield the cuts inside ``block`` whose terminator begins in ``[start, end)``."""
    for match in _TERMINATOR.finditer(text, max(start, block.start), min(end + WINDOW, block.end)):
        if match.start() >= end:
            return
        stop = match.end()
        gap = _NEXT.match(text, stop, block.end)
        following = _skip_space(text, stop, block.end)
        if gap is None or following >= block.end:
            continue
        if _ends_sentence(text, block, match.group(), match.start(), stop, gap.end()):
            yield Cut(stop, following)


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, block: Span, mark: str, start: int, stop: int, opening: int) -> bool:
    if mark[0] in "。！？":
        return True
    first = text[opening : opening + 1]
    if first.islower() or _inside_short_quotation(text, block, stop):
        return False
    if mark[0] != "." or mark.startswith(("..", ".!", ".?")):
        return True
    before = _LAST_WORD.search(text, max(block.start, start - 40), start)
    word = before.group().lower() if before else ""
    word = word.rpartition("’")[2].rpartition("'")[2].lstrip("([")
    return not _is_abbreviation(word, text, opening, closed=len(mark) > 1)


def _is_abbreviation(word: str, text: str, opening: int, *, closed: bool) -> bool:
    if closed and word not in _NEVER:
        return False
    if word in _NEVER:
        return True
    if text[opening : opening + 1].isdigit():
        return word in _BEFORE_NUMBER
    if not _INITIALS.fullmatch(word + "."):
        return False
    following = _FIRST_WORD.match(text, opening)
    opener = following.group().lower() if following else ""
    # One letter may be a forename (`J. Le Goff`); several are an acronym or `J.-C.`, and an article may follow.
    return opener not in (_STRONG_OPENERS if len(word) > 1 else _OPENERS)


def _inside_short_quotation(text: str, block: Span, position: int) -> bool:
    low = max(block.start, position - SHORT_QUOTATION)
    for opener, closer in _PAIRS:
        opened = text.rfind(opener, low, position)
        if opened < 0 or text.rfind(closer, opened, position) >= 0:
            continue
        if text.find(closer, position, min(block.end, opened + SHORT_QUOTATION)) >= 0:
            return True
    return False


_WORD = re.compile(
    r"\d+(?:[\u00a0\u202f.,]\d+)*%?"
    r"|aujourd['’]hui|(?:presqu|quelqu)['’]\w+"
    r"|(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
    r"|\w+['’](?:t|s|re|ve|ll|d|m)\b"
    r"|\w+(?:[-\u2010\u2011]\w+|\.[a-zé]{1,2}(?=\.[a-zé]|\b(?!\.\w)))*",
    re.IGNORECASE,
)


def words(text: str, within: Span) -> Iterator[Span]:
    """Yield the words inside ``within``; an elided article is a word of its own (``l’`` + ``Europe``)."""
    for match in _WORD.finditer(text, within.start, within.end):
        yield Span(*match.span())
