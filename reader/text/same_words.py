"""Decide whether two passages are the same words. This is stricter than folding.

Folding (`reader.text.fold`) is for searching: it ignores more than a reader would, so that a place is found in spite of a
missing accent. The words found may be different ones: ``pécheur`` and ``pêcheur``, ``x = y`` and ``x ≠ y``.
"""

from __future__ import annotations

import re
import unicodedata

from reader.text.characters import IGNORABLE
from reader.text.drop_cap import rejoined
from reader.text.fold import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES
from reader.text.hyphenation import BREAK, FILLER, marked

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(DASHES, "-"),
        "…": "...",
        # The same letter in another form: at the end of a word, in old print, as a unit.
        "ς": "σ",
        "Σ": "σ",
        "ſ": "s",
        "µ": "μ",
        "\u0640": "",  # tatweel
        # Letters that a font or a PDF draws as one sign; Unicode keeps them for compatibility only.
        **{sign: unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗև"},
        "ŉ": "'n",
    }
)
_IGNORABLE = re.compile(f"[{IGNORABLE}]+")
_NO_JOINER = re.compile("[^\u200c\u200d]+")
_NO_TAG = re.compile("[^\U000e0020-\U000e007f]+")
_FLAG = "\U0001f3f4"
"""The tags behind a black flag say which country's it is."""
_BETWEEN_DIGITS = re.compile(rf"(?<=\d){BREAK}(?={FILLER}*\d)")
_SPACES = re.compile(r"\s+")
_BESIDE_SIGNS = re.compile(r' ?(") ?| (?=[?!;:%])')


def same_words(one: str, other: str) -> bool:
    """Whether two passages have the same letters, marks and signs. Only their typography may differ.

    ======================================================  =========================================================
    The same                                                Not the same
    ======================================================  =========================================================
    kinds and number of spaces, line ends; spaces beside    a space that parts a word or a number
    double quotation marks and before ``? ! ; : %``
    shapes of single quotation marks, of double ones, of    a single for a double mark (minutes, seconds); a dash
    dashes (the minus sign is one)                          more or less
    soft hyphens, all other default-ignorable characters;   a hyphen inside a line (``re-créer``, ``recréer``)
    a hyphen at the end of a line; the blank behind a
    letter that a drop cap tore off (``U ne``, ``Une``)
    joiners behind letters that have capitals               joiners elsewhere: in emoji, Persian, Indic scripts; the
                                                            tags of a flag
    case, also where a letter has two capitals (``ß SS``)   ``ß`` and ``ss``; ``i`` and ``ı``; ``İ`` and ``i``
    ``…`` and three full stops                              other punctuation
    ``ﬁ`` and ``fi``, ``ς`` and ``σ``, ``ſ`` and ``s``,     ``œ`` and ``oe``, ``æ`` and ``ae``; ``²`` and ``2``, ``½``
    the micro sign and ``μ``                                and ``1/2``; full-width letters; digits of other scripts
    a letter with its mark as one code point or as two      any mark: accents, ``≠`` and ``=``, Vietnamese tones,
                                                            vowel signs of Arabic and Hebrew, dakuten
    .                                                       a stroke through a letter: ``ł``, ``ø``, ``đ``
    ======================================================  =========================================================
    """
    if one == other or _are_same(one, other):
        return True
    whole = rejoined(one), rejoined(other)
    return whole != (one, other) and _are_same(*whole)


def _are_same(one: str, other: str) -> bool:
    left, right = _plain(one), _plain(other)
    return left.lower() == right.lower() or _differ_in_case(left, right)


def words_key(text: str) -> str:
    """Return a form in which passages with the same words are equal, except in rare cases, to measure their likeness."""
    return _plain(text).lower()


def _plain(text: str) -> str:
    """Return ``text`` decomposed, with one form for each kind of typography; case is kept."""
    text = _BETWEEN_DIGITS.sub("-", marked(text, letters=False))
    if not text.isascii():
        text = unicodedata.normalize("NFD", _IGNORABLE.sub(_meant, text).translate(_TYPOGRAPHY))
    return _BESIDE_SIGNS.sub(r"\1", _SPACES.sub(" ", text)).strip()


def _meant(ignorable: re.Match[str]) -> str:
    """Return what of a run of default-ignorable characters makes another word or sign of what is before it."""
    before = ignorable.string[max(0, ignorable.start() - 1) : ignorable.start()]
    if before == _FLAG:
        return _NO_TAG.sub("", ignorable[0])
    return "" if before.lower() != before.upper() else _NO_JOINER.sub("", ignorable[0])


def _differ_in_case(one: str, other: str) -> bool:
    """Whether two plain texts are equal letter by letter, ignoring case and hyphens at the end of a line."""
    left = right = 0
    while left < len(one) and right < len(other):
        step = _step(one[left], other, right)
        if step is not None:
            left, right = left + 1, right + step
            continue
        step = _step(other[right], one, left)
        if step is None:
            return False
        left, right = left + step, right + 1
    return left == len(one) and right == len(other)


def _step(letter: str, text: str, at: int) -> int | None:
    """Return how many code points at the start of ``text`` are ``letter`` in any case; None if it is not there."""
    if letter == BREAK:
        return 1 if text[at] in ("-", BREAK) else 0
    if letter.lower() == text[at].lower():
        return 1
    capital = letter.upper()
    return len(capital) if text.startswith(capital, at) else None
