"""Words that are broken at a line's end: ``souve-`` and, on the next line, ``raineté``.

A *break* is a hyphen, a line end and the blanks (and ``>`` of a Markdown quote) around it, between two letters or digits.
Whether the hyphen belongs to the word (``porte-avions``) is not written down. For searches, counts and comparisons
each reading is right; where words are printed, `mended` decides: by how the article spells the word elsewhere, by the
shape of its two parts, then by lists of French and English words, then by whether its parts are words of the article.

A letter that a drop cap tore off (`drop_cap`) is handled alike: the blank behind it is a break.

Blocks are not asked for: where each line is a block, a line that ends in a hyphen is a broken one all the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader.text.characters import IGNORABLE, is_ignorable
from reader.text.compounds import is_compound
from reader.text.drop_cap import torn_letters

if TYPE_CHECKING:
    from collections.abc import Callable

BREAK = "\ufdd0"
"""Stands for a hyphen at a line's end. Unicode reserves it as a noncharacter, so it is in no text."""
FILLER = "\u00ad"
"""Stands for what else is left out where offsets must hold; it is default-ignorable."""

_SOFT = "\u00ad¬\u1806"
"""Hyphens that only a line end asks for; printers' OCR has ¬ for them."""
HYPHENS = f"-‐\u2011\u058a{_SOFT}"
"""All hyphens at which a word is broken, as the inside of a character class."""
_EVERY_HYPHEN = frozenset(HYPHENS)
_CONJUNCTION = r"(?:et|ou|and|or|to|und|oder|bis)\b"
"""A hyphen before one of them stands for a part that follows later (``moyen- et long terme``)."""
_HIDDEN = f"[{IGNORABLE}]{{0,8}}"
_BREAK = re.compile(
    rf"[{HYPHENS}]{_HIDDEN}[^\S\n]*\n{_HIDDEN}[^\S\n]*(?:>[^\S\n]*)*(?={_HIDDEN}[^\W_])(?!{_HIDDEN}{_CONJUNCTION})"
)
_ENDED = {hyphen: re.compile(rf"{hyphen}{_HIDDEN}[^\S\n]*\n") for hyphen in HYPHENS}
_INVISIBLE = re.compile(f"[{IGNORABLE}]+")
_LEFT = re.compile(r"[^\W_]+(?:[-‐\u2011][^\W_]+)*\Z")
_RIGHT = re.compile(r"[^\W_]+(?:['’][^\W_]+|[-‐\u2011](?=[^\W_]))?")
"""The second part, with the hyphen behind it if the word goes on."""
_LONGEST = 64
"""Code points of a part of a word that are looked at."""
_ATTESTED = 300_000
"""Code points at the beginning of an article in which a spelling is looked for; each break costs a millisecond at most."""

_BEFORE = frozenset(
    (
        "porte sous vice non demi semi quasi avant après arrière grand grands petit petits petite petites nouveau nouveaux "
        "premier dernier peut week chef rez celui celle ceux celles vingt trente quarante cinquante soixante quatre dix tout "
        "toute haut hors outre libre sans extrême sud nord ouest franco anglo germano russo sino américano israélo austro "
        "gréco italo hispano nippo politico médico "
        "self well half cross twenty thirty forty fifty sixty seventy eighty ninety"
    ).split()
)
"""First parts that keep their hyphen."""
_MAYBE_BEFORE = frozenset("ex mi mid long short high low contre entre co anti pro multi inter post pre".split())
"""First parts that keep their hyphen if the article has the second part as a word."""
_ENDINGS = frozenset("ment ra rai ras rais rait raient rez rons ront rions riez té ing ed ish less ly".split())
"""Endings, which no hyphen parts from a word, whatever it begins with (``porte-⏎rait``)."""
_WHOLE = (
    "souscri",
    "soustrac",
    "soustrair",
    "toutefois",
    "portefeuille",
    "portemanteau",
    "nonchal",
    "nonobstant",
    "hautbois",
)
"""Beginnings of words that only seem to have a first part."""
_LONG = 5
"""Letters of each of two words of the article that make a compound."""
_PREFIXES = frozenset(
    "contre entre outre extra super inter hyper ultra infra intra micro macro multi télé photo".split()
)
"""First parts that words are made with, which are words themselves (``contre-⏎façon``)."""
_LINKS = frozenset("en de du la le les au aux sur sous et by to of the in up and".split())
"""Words in the middle of compounds (``arc-⏎en-ciel``)."""
_EX = frozenset(
    "président présidente ministre chef mari femme maire député directeur directrice president minister".split()
)
_AFTER = {
    **dict.fromkeys(("il", "ils", "elle", "elles", "on"), ("t", "d")),
    **dict.fromkeys(("je", "tu"), ("s", "x", "t", "d", "ai")),
    **dict.fromkeys(("le", "la", "les", "leur", "y", "nous", "vous"), ("ez", "ns", "ds", "is", "as", "tes")),
    **dict.fromkeys(("moi", "toi", "soi"), ("z", "s", "e")),
    **dict.fromkeys(("dessus", "dessous", "delà", "dedans", "dehors"), ("au", "ci", "là", "par")),
    "en": ("ez", "ns", "is", "as", "ous"),
    "lui": ("z", "s", "e"),
    "ce": ("est",),
    "ci": ("lui", "lle", "eux", "lles", "et", "te", "ère"),
    "là": ("lui", "lle", "eux", "lles", "jour", "moment", "époque", "cas"),
    "bas": ("là",),
    "même": ("",),
    "mêmes": ("",),
    "être": ("peut", "bien", "mal", "mieux"),
}
"""Second parts that keep their hyphen, each with the endings of the first parts that they follow."""


def marked(text: str, *, letters: bool = True) -> str:
    """Return ``text`` in the same length, with `BREAK` for a hyphen at a break and `FILLER` for the rest of it.

    Where the hyphen is a soft one, all of the break is `FILLER`. With ``letters``, the blank behind a letter that a drop cap
    tore off is a break, too.
    """
    return _replaced(text, _mark, letters=letters)


def broken_lines(text: str) -> set[int]:
    """Return where in ``text`` the line ends inside of broken words are."""
    return {text.index("\n", found.start()) for found in _breaks(text)}


def _mark(found: re.Match[str]) -> str:
    hyphen = FILLER if found[0][0] in _SOFT else BREAK
    return hyphen + FILLER * (len(found[0]) - 1)


def mended(text: str, article: str = "") -> str:
    """Return ``text`` with broken words put together, as they are spelt in ``article``."""
    return _replaced(text, lambda found: _hyphen(found, article))


def mended_in_place(text: str) -> str:
    """Return what `mended` does in the same length, with `FILLER` for what is left out."""
    return _replaced(text, lambda found: _hyphen(found).ljust(len(found[0]), FILLER))


def _replaced(text: str, by: Callable[[re.Match[str]], str], *, letters: bool = True) -> str:
    pieces: list[str] = []
    at = 0
    breaks = _breaks(text)
    if letters and (torn := torn_letters(text)):
        breaks = sorted([*breaks, *torn], key=re.Match.start)
    for found in breaks:
        pieces += text[at : found.start()], by(found)
        at = found.end()
    return "".join((*pieces, text[at:])) if pieces else text


def _breaks(text: str) -> list[re.Match[str]]:
    """Return the breaks in order. Each hyphen is looked for by itself, which is ten times as fast as a character class."""
    places = [place.start() for hyphen, ended in _ENDED.items() if hyphen in text for place in ended.finditer(text)]
    breaks: list[re.Match[str]] = []
    for place in sorted(places):
        inside = breaks and place < breaks[-1].end()
        if not inside and _is_behind_letter(text, place) and (found := _BREAK.match(text, place)):
            breaks.append(found)
    return breaks


def _is_behind_letter(text: str, place: int) -> bool:
    """Whether a letter or digit stands before ``place``, with marks and invisible characters of its own."""
    low = max(0, place - _LONGEST)
    while place > low and (unicodedata.category(text[place - 1])[0] == "M" or is_ignorable(text[place - 1])):
        place -= 1
    return place > low and text[place - 1].isalnum()


def _hyphen(found: re.Match[str], article: str = "") -> str:
    """Return the hyphen of a break if it belongs to the word, else nothing."""
    hyphen, (start, end) = found[0][0], found.span()
    if hyphen in _SOFT or hyphen.isspace():
        return ""
    left = _LEFT.search(_INVISIBLE.sub("", found.string[max(0, start - _LONGEST) : start]))
    right = _RIGHT.match(_INVISIBLE.sub("", found.string[end : end + _LONGEST]))
    keeps = left is None or right is None or keeps_hyphen(left[0], right[0], article)
    return hyphen if keeps else ""


def keeps_hyphen(left: str, right: str, article: str = "") -> bool:
    """Whether a word broken into ``left`` and ``right`` has a hyphen there, also if it is not broken."""
    last = re.split("[-‐\u2011]", left)[-1]
    if last[-1].isdigit() or right[0].isdigit() or last.lower() == last.upper():
        return True  # years, sizes, and scripts that do not break words
    goes_on, right = right[-1] in "-‐\u2011", right.rstrip("-‐\u2011")
    if len(last) == 1 or len(right) == 1 or (goes_on and right.lower() in _LINKS):
        return True  # a single letter is not broken off: a-t-il, e-mail, vis-à-vis
    if right[0].isupper() and not (left.isupper() and right.isupper()):
        return True
    joined, hyphenated = _has(article, left + right), _has(article, f"{left}-{right}")
    if joined != hyphenated:
        return hyphenated
    last, right = last.lower(), right.lower()
    if is_compound(last, right):
        return True
    if right in _ENDINGS or (last + right).startswith(_WHOLE):
        return False
    if last in _MAYBE_BEFORE:
        return (last == "ex" and right in _EX) or _has(article, right)
    if last in _BEFORE or last.endswith(_AFTER.get(right, ())):
        return True
    # Two words of the article that are long enough make one word by chance no more.
    long_enough = min(len(last), len(right)) >= _LONG and last not in _PREFIXES
    return long_enough and _has_word(article, last) and _has_word(article, right)


def _has_word(article: str, word: str) -> bool:
    """Whether an article has exactly this word near its beginning, outside of a broken one."""
    for spelling in {word, word.capitalize()} if article else ():
        at = article.find(spelling, 0, _ATTESTED)
        while at >= 0:
            before, after = article[max(0, at - 1) : at], article[at + len(word) : at + len(word) + 1]
            is_broken = before == "\n" and article[max(0, at - 2) : at - 1] in _EVERY_HYPHEN
            if not is_broken and not any(edge.isalnum() or edge in _EVERY_HYPHEN for edge in (before, after)):
                return True
            at = article.find(spelling, at + 1, _ATTESTED)
    return False


def _has(article: str, word: str) -> bool:
    """Whether an article has a word near its beginning, also with an ending, outside of a compound with hyphens."""
    for spelling in {word, word.lower(), word.capitalize()} if article else ():
        at = article.find(spelling, 0, _ATTESTED)
        while at >= 0:
            before = article[at - 1 : at] if at else ""
            if not before.isalnum() and before not in ("-", "‐", "\u2011", "\n"):
                return True
            if before == "\n" and article[max(0, at - 2) : at - 1] not in ("-", "‐", "\u00ad"):
                return True
            at = article.find(spelling, at + 1, _ATTESTED)
    return False
