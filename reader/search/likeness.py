"""Likeness: how well what was typed fits a word, a row of words or a title; every weight of `jump` is here.

All strings are folded (`reader.text.fold.fold_key`). A *token* is one typed word, finished or not; a *quality* is
0..1, for one token and one word; the *score* of a title, 0..1, weighs its tokens' qualities with their placement.

The ladder of qualities follows what a person means, most deliberate first: the word itself, its beginning, the
titles' initials, a part of it, its letters with some left out, a slip of the finger. Steps within a rung never
reach the next: a short word that begins with the token is liked a little more than a long one, no more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

# How many letters of a query count, and how far letters are sought in a title: a whole text may be pasted, a title may
# be made to be long, and both together would cost a wait.
LONGEST = 300
WORD = re.compile(r"[^\W_]+")

# Words that people leave out when they write a title's initials, in the two languages of the library.
SMALL = frozenset(
    """a au aux c ce cet cette ces d dans de des du elle en est et il j l la le les leur ma n ne on ou par pas pour
    qu que qui s sa se ses son sur un une y an and are as at by for from has in is it its of on or that the to was
    with""".split()
)

EXACT = 1.0
# A beginning is nearly as good as the word: while one types, every word is one. It costs just enough that two words
# in full beat one and a half in a better place. The rest is for short words, so that `mar` prefers "Mars" to
# "Marchandises" but never a badly placed "Mars" to a title that opens on it.
PREFIX, PREFIX_SHARE = 0.82, 0.08
# Initials are typed on purpose and rarely spell a word's beginning; all of them beat the first few.
INITIALS, INITIALS_BEGUN, INITIALS_SHARE = 0.84, 0.62, 0.15
# The middle of a word is remembered less often than its start; a larger part is less of an accident.
INSIDE, INSIDE_SHARE = 0.50, 0.20
# Letters in order with some left out ("gvt"): an accident in long words unless most letters are there. Consonants
# alone are how people abbreviate, and they keep the last letter, so either lifts the fit.
LETTERS, LETTERS_SHARE, SKELETON = 0.22, 0.46, 0.12
# Beginnings of several words run together ("refmex"): each leap costs, less to the next word than past one, and
# a leap to the middle of a word costs a whole letter: that is where accidents live.
# Below the least, the letters are only strewn over the title, and that does not count as a reading of it.
PIECES, NEXT_WORD, LATER_WORD, INNER, PIECES_LEAST = 0.62, 0.30, 0.50, 1.0, 0.25
# A slip keeps most of a word. It stays below the ladder's upper rungs: a real word that was typed was meant. A
# slip in a beginning is less certain, and the first letter is the one that fingers miss least.
SLIP, SLIP_PRICE, SLIP_BEGUN, SLIP_FIRST = 0.74, 1.5, 0.88, 0.9
# Source and file name help to find, but a title is what people remember.
OTHER_FIELD = 0.85
# A long fragment that fits no word (words glued together and misspelt): better than an empty list, no more. It
# stays below the weakest fit of a word, or a query would rise by losing its last readable letters. "Alike" is
# rapidfuzz's partial ratio, 0..100: it keeps letters merely strewn over a title from counting.
FRAGMENT, FRAGMENT_LEAST, FRAGMENT_ALIKE = 0.09, 5, 72
# Of a query with words that fit nowhere, so much has to fit: one word of two, be it with a slip; not an "l" begun.
MOST = 0.22
# A short token says less than a long one: each letter up to the sixth adds as much. The weight is a factor of the
# quality and does not enter the divisor (that is the count of tokens): otherwise a token that loses a letter to a
# slip ("œuf" typed "жuf") would count for less, and the score rise with the damage.
WEIGHT, WEIGHT_LETTER = 0.4, 0.1

# A title's score: what fits counts most; among equals, where it fits; then how much of the title was typed, so
# that the short title wins ("Mars" over "Mars, la rouge"). What stays free above is for the exact title alone.
# Words come back to mind in any order, so order counts for nothing where they stand apart.
FIT, PLACE, SHARE = 0.80, 0.12, 0.06
OPENS, TOGETHER, FIRST_WORD = 1.0, 0.75, 0.2
SAME_WORDS, SAME_TITLE = 0.99, 1.0
# What was opened often and lately comes first among titles that fit nearly alike. It never reaches the exact title.
# Of what was opened this lifts the mean of 1/rank from 0.91 to 0.93; of what was not it takes a thousandth, as any rule
# for ties does; from 0.02 on it takes more.
OPENED = 0.01
# Of everything, a passage is found after what has a name, unless it is what was typed and the name a mere guess.
PASSAGE = 0.6

_VOWELS = str.maketrans("", "", "aeiouy")


def begun(token: str, word: str) -> float:
    """Return the quality of a word that starts with the token."""
    return EXACT if token == word else PREFIX + PREFIX_SHARE * len(token) / len(word)


def inside(token: str, word: str) -> float:
    """Return the quality of a word that holds the token further in."""
    return INSIDE + INSIDE_SHARE * len(token) / len(word)


def letters(token: str, word: str) -> float:
    """Return the quality of a word whose letters, some left out, are the token's; both start alike."""
    quality = LETTERS + LETTERS_SHARE * len(token) / len(word)
    skeleton = word[0] + word[1:].translate(_VOWELS)
    return quality + SKELETON if skeleton.startswith(token) or token[-1] == word[-1] else quality


def slip(token: str, word: str, distance: int, *, whole: bool) -> float:
    """Return the quality of a word, or its beginning, that is ``distance`` edits from the token."""
    quality = SLIP * max(0.05, 1 - SLIP_PRICE * distance / len(token))
    return quality * (1.0 if whole else SLIP_BEGUN) * (1.0 if token[0] == word[0] else SLIP_FIRST)


def slips_allowed(token: str) -> int:
    """Return how many edits a token may be away: one from three letters on, then one more for every four."""
    return 0 if len(token) < 3 else 1 if len(token) < 7 else 2 if len(token) < 11 else 3


def edits(one: str, other: str, most: int) -> int:
    """Return how many edits part two words: letters wrong, missing, added, or two beside each other swapped.

    No letter is touched twice (optimal string alignment, as in `rapidfuzz`). Whatever is above ``most`` is ``most + 1``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    above: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, above, row = above, row, [place]
        for at, there in enumerate(other, 1):
            least = min(above[at - 1] + (letter != there), above[at] + 1, row[at - 1] + 1)
            if before and at > 1 and letter == other[at - 2] and one[place - 2] == there:
                least = min(least, before[at - 2] + 1)
            row.append(least)
    return min(row[-1], most + 1)


def initials_of(words: Sequence[str]) -> str:
    """Return the first letters of the words."""
    return "".join([word[0] for word in words])


def begun_initials(token: str, initials: str) -> float:
    """Return the quality of initials that start with the token."""
    return INITIALS if token == initials else INITIALS_BEGUN + INITIALS_SHARE * len(token) / len(initials)


def in_order(token: str) -> re.Pattern[str]:
    """Return a pattern that matches a line from its start where the token's letters stand in order, in linear time."""
    return re.compile("".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in token))


def trace(token: str, line: str) -> tuple[float, tuple[int, ...]] | None:
    """Return the quality of the best way to read the token's letters in order in ``line``, and their places.

    Dynamic programming over letters and places, after Smith and Waterman: going on to the next letter is free,
    a leap costs by where it lands. None where the letters are not there, or not in the first `LONGEST` of the line.
    """
    line = line[:LONGEST]
    words = [0, *accumulate(letter == " " for letter in line)]
    ways: list[_Way] = []
    for rank, letter in enumerate(token):
        places = _places(line, letter, rank)
        if rank == 0:
            ways = [(0.0 if _begins_word(line, at) else INNER, (at,)) for at in places]
        else:
            ways = list(_go_on(ways, places, line, words))
        if not ways:
            return None
    cost, read = min(ways)
    return PIECES * max(0.02, 1 - cost / len(token)), read


_Way = tuple[float, tuple[int, ...]]
"""What it costs to read some letters at these places."""


def _places(line: str, letter: str, start: int) -> Iterator[int]:
    at = line.find(letter, start)
    while at >= 0:
        yield at
        at = line.find(letter, at + 1)


def _begins_word(line: str, at: int) -> bool:
    return at == 0 or line[at - 1] == " "


def _go_on(ways: list[_Way], places: Iterable[int], line: str, words: list[int]) -> Iterator[_Way]:
    """Yield the cheapest way to each place from those of ``ways``, which rise by the place they end at.

    ``words`` has the number of each place's word.
    """
    passed = 0
    least: _Way | None = None
    """The cheapest of the ways passed so far."""
    nearest: _Way | None = None
    """The cheapest of those that end in the last word they end in."""
    for at in places:
        while passed < len(ways) and ways[passed][1][-1] < at:
            way = ways[passed]
            same_word = nearest is not None and words[nearest[1][-1]] == words[way[1][-1]]
            nearest = min(nearest, way) if nearest and same_word else way
            least = min(least, way) if least else way
            passed += 1
        if least is None or nearest is None:
            continue
        last = ways[passed - 1]
        begins = _begins_word(line, at)
        steps = [(least[0] + (LATER_WORD if begins else INNER), least[1])]
        if begins and words[nearest[1][-1]] == words[at] - 1:
            steps.append((nearest[0] + NEXT_WORD, nearest[1]))
        if last[1][-1] + 1 == at:
            steps.append(last)
        cost, read = min(steps)
        yield cost, (*read, at)


def fragment(token: str, lost: int) -> float:
    """Return the quality of a title that has the token's letters in order, ``lost`` of them missing."""
    return FRAGMENT * (1 - lost / len(token))


def weight(token: str) -> float:
    """Return what a token counts for; a title's fit is the mean, over the tokens, of weight times quality."""
    return min(1.0, WEIGHT + WEIGHT_LETTER * len(token))


def placement(tokens: Sequence[str], typed: str, line: str) -> float:
    """Return 0..1 for where the tokens, ``typed`` in a row, stand in the words of a title, ``line``."""
    if line.startswith(typed):
        return OPENS
    if " " + typed in " " + line:
        return TOGETHER
    return FIRST_WORD if any(line.startswith(token) for token in tokens) else 0.0


def score(fit: float, place: float, typed: int, length: int) -> float:
    """Return the score of a title of ``length`` letters, ``typed`` of them typed, from its fit and its placement."""
    return FIT * fit + PLACE * place + SHARE * min(1.0, typed / max(1, length))
