"""A slow reference for the places of a query's terms: every stretch of a text is read in every way, and compared.

It shares with the program what a folded character is, where words are broken, and Snowball's stems; nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

import snowballstemmer

from reader.search.query.tree import Near, Pattern, Phrase, Term, Word
from reader.text.finding import search_key
from reader.text.fold import fold_key
from reader.text.hyphenation import BREAK, marked
from reader.text.span import Span

UNSPACED = "文字"
"""The letters of the tests that stand without blanks between words."""
QUOTES, DASHES = "‘’", "–—‑"
STEMMERS = {"fr": snowballstemmer.stemmer("french"), "en": snowballstemmer.stemmer("english")}


@cache
def folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and the origin of each of its code points; runs of blanks are one."""
    letters, origins = "", []
    for origin, character in enumerate(marked(text)):
        for letter in character if character == BREAK else fold_key(character):
            if letter != " " or letters[-1:] != " ":
                letters += letter
                origins.append(origin)
    return letters, origins


def is_letter(character: str) -> bool:
    return character.isalnum() or (character != "" and unicodedata.category(character)[0] == "M")


def is_inside(key: str, at: int) -> bool:
    """Whether the position is inside a word."""
    before, after = key[at - 1 : at] if at else "", key[at : at + 1]
    return is_letter(before) and is_letter(after) and before not in UNSPACED and after not in UNSPACED


def readings(key: str) -> Iterator[str]:
    """Yield every way to read a stretch with broken words."""
    parts = key.split(BREAK)
    for joins in product(("", "-", " ", "- ", "ck"), repeat=len(parts) - 1):
        read = parts[0]
        for join, part in zip(joins, parts[1:], strict=True):
            if join != "ck":
                read += join + part
            elif read.endswith("k") and part.startswith("k"):
                read = f"{read[:-1]}c{part}"
            else:
                break
        else:
            yield read


def words(key: str) -> list[str]:
    """Return the words of a reading, and what is between them, in turn."""
    parts = [""]
    for at, character in enumerate(key):
        if at and not is_inside(key, at) and (is_letter(character) or is_letter(key[at - 1])):
            parts.append("")
        parts[-1] += character
    return parts


@cache
def stem(word: str, language: str) -> str:
    if language not in STEMMERS or len(word) < 3 or not word.isalpha():
        return f"={word}"
    shortened = word[:-1] if language == "fr" and len(word) > 3 and word.endswith("s") else word
    return str(STEMMERS[language].stemWord(shortened))


def written(text: str) -> str:
    """Return a text with plain signs and blanks, without what is ignored."""
    plain = "".join(
        character
        if is_letter(character) and fold_key(character)
        else fold_key(character)
        if character != BREAK
        else BREAK
        for character in marked(text)
    )
    while "  " in plain:
        plain = plain.replace("  ", " ")
    return plain.strip()


def is_found(term: Word | Phrase, read: str, language: str) -> bool:
    """Whether a reading of a stretch of whole words is what the term asks for."""
    wanted = search_key(term.text).strip()
    if isinstance(term, Phrase) or term.exact:
        return read in readings(wanted)
    have, want = words(read), words(wanted)
    return len(have) == len(want) and all(
        one == other or stem(one, language) == stem(other, language) for one, other in zip(have, want, strict=True)
    )


def begins(term: Word, key: str) -> bool:
    """Whether a stretch begins with what is asked for, and goes on to the end of that word only."""
    wanted = search_key(term.text).strip()
    goes_on = is_letter(wanted[-1]) and wanted[-1] not in UNSPACED
    for cut in range(1, len(key) + 1):
        rest = key[cut:].replace(BREAK, "")
        whole = not rest or (goes_on and all(is_letter(letter) and letter not in UNSPACED for letter in rest))
        if whole and wanted in readings(key[:cut]):
            return True
    return False


def stretches(term: Word | Phrase, text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield every stretch of the folded text that the term finds."""
    key, origins = folded(text)
    for start in range(len(key)):
        for end in range(start + 1, len(key) + 1):
            if is_inside(key, start) or is_inside(key, end) or BREAK in (key[start], key[end - 1]):
                continue
            if (start and origins[start - 1] == origins[start]) or (
                end < len(key) and origins[end - 1] == origins[end]
            ):
                continue
            part, is_prefix = key[start:end], isinstance(term, Word) and term.prefix
            if is_prefix and isinstance(term, Word):
                is_there = begins(term, part)
            else:
                is_there = any(is_found(term, read, language) for read in readings(part))
            if is_there and term.exact:
                every = readings(written(back(text, start, end).of(text)))
                asked = list(readings(written(term.text)))
                is_there = any(read.startswith(asked[0]) if is_prefix else read in asked for read in every)
            if is_there:
                yield start, end


def back(text: str, start: int, end: int) -> Span:
    """Return the place in the text."""
    _, origins = folded(text)
    return Span(origins[start], origins[end - 1] + 1)


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches from left to right, the longest first where several begin, without overlap."""
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen


def windows(near: Near, text: str, language: str) -> list[tuple[int, int]]:
    """Return the stretches with all words in them and few enough words between, none of which has another inside."""
    key, _ = folded(text)
    occurrences = [apart(stretches(word, text, language)) for word in near.words]
    every: set[tuple[int, int]] = set()
    for chosen in product(*occurrences):
        first, last = min(chosen), max(chosen)
        between = key[first[1] : last[0]].replace(BREAK, "")
        if sum(is_letter(part[0]) for part in words(between) if part) <= near.distance:
            every.add((first[0], max(end for _, end in chosen)))
    smallest = [
        one for one in every if not any(one != other and one[0] <= other[0] and other[1] <= one[1] for other in every)
    ]
    return apart(smallest)


def places(term: Term, text: str, language: str) -> list[Span]:
    """Return where a term is in a text, from left to right without overlap."""
    if isinstance(term, Pattern):
        found = re.finditer(term.regex, text, re.MULTILINE | (0 if term.exact else re.IGNORECASE))
        return [Span(*match.span()) for match in found if match[0]]
    if isinstance(term, Near):
        return [back(text, *stretch) for stretch in windows(term, text, language)]
    return [back(text, *stretch) for stretch in apart(stretches(term, text, language))]
