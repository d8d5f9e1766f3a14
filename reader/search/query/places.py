"""Where a term of a query stands in a text.

Words are whole words: where one begins or ends, no other letter of the same word may stand. A word in letters without
blanks between words (Chinese, Thai …) may stand anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from reader.search.query import pattern
from reader.search.query.forms import beginnings, forms, has_forms
from reader.search.query.tree import Near, Pattern, Phrase, Term, Word
from reader.text.characters import IGNORABLE
from reader.text.finding import letter_patterns, search_key, searchable, written_key
from reader.text.hyphenation import BREAK
from reader.text.span import Span, apart
from reader.text.words import edges_of_words, letter, readings, word_list, words, words_beginning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.text.fold import Folded

Forms = tuple[tuple[str, ...], ...]
"""For each word of a term, the folded words that it stands for."""


class SearchText:
    """A text in which the terms of queries are found; it is folded when that is needed first, and once.

    ``language`` is that of its words; with an empty one they have no other forms. ``key`` is the folded text, if it is known,
    and ``vocabulary`` words among which are all of the text, such as those of many texts together. ``folded`` returns it with
    the way back.
    """

    def __init__(
        self,
        text: str,
        language: str = "",
        key: str | None = None,
        vocabulary: frozenset[str] | None = None,
        folded: Callable[[], Folded] | None = None,
    ) -> None:
        self.text = text
        self.language = language
        self._key = key
        self._vocabulary = vocabulary
        self._fold = folded or partial(searchable, text)
        self._places: dict[Term, tuple[Span, ...]] = {}

    @property
    def key(self) -> str:
        """The folded text."""
        return self.folded.text if self._key is None else self._key

    @cached_property
    def folded(self) -> Folded:
        """The folded text with the way back."""
        return self._fold()

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words of the text, each once; a broken one in all its readings."""
        if self._vocabulary is None:
            found = frozenset(word_list(self.key))
            if BREAK in self.key:
                found = frozenset(chain.from_iterable(chain.from_iterable(map(readings, found))))
            self._vocabulary = found
        return self._vocabulary

    def words_like(self, wanted: str) -> frozenset[str]:
        """Return words among which are all forms of the words of a folded term that the text has."""
        if self._vocabulary is not None or BREAK in self.key:
            return self.vocabulary
        first = {each for span in words(wanted) for each in beginnings(span.of(wanted), self.language)}
        return frozenset().union(*(words_beginning(self.key, each) for each in first))

    @cached_property
    def letter(self) -> str:
        """The pattern of a letter of a word."""
        return letter(self.key)

    @cached_property
    def _words(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the words of the folded text begin and end, both rising."""
        return edges_of_words(self.folded.text)

    def words_between(self, one: Span, other: Span) -> int:
        """Return how many words are between two places of the folded text, of which ``one`` begins first."""
        starts, ends = self._words
        return max(0, bisect_right(ends, other.start) - bisect_left(starts, one.end))

    def may_cut(self, ends_in_letters: bool) -> bool:
        """Whether a term may be found that cuts a letter of the text; ``ends_in_letters``: it begins and ends with letters.

        Before and behind such a term stands no letter, so it cuts nothing but ŉ, which is an apostrophe and a letter.
        """
        return not ends_in_letters or "ŉ" in self.text

    def places(self, term: Term) -> tuple[Span, ...]:
        """Return where a term is, from left to right without overlap; Problem for a regular expression that takes too long."""
        if term not in self._places:
            self._places[term] = tuple(apart(_places(self, term)))
        return self._places[term]

    def has(self, term: Term) -> bool:
        """Whether a term is anywhere, which is known sooner than where it is."""
        if isinstance(term, Near | Pattern) or term.exact or term in self._places:
            return bool(self.places(term))
        wanted, ends_in_letters = _wanted(term)
        if self.may_cut(ends_in_letters):
            return bool(self.places(term))
        found = _compiled(self, term, wanted)
        return found is not None and found.search(self.key) is not None


@lru_cache(maxsize=256)
def _wanted(term: Word | Phrase) -> tuple[str, bool]:
    """Return what is looked for in a folded text, and whether it begins and ends with letters."""
    wanted = search_key(term.text).strip()
    edge = letter(wanted)
    return wanted, bool(re.match(edge, wanted) and re.match(edge, wanted[-1:]))


def _places(text: SearchText, term: Term) -> Iterable[Span]:
    if isinstance(term, Pattern):
        return pattern.matches(term.regex, term.exact, text.text)
    if isinstance(term, Near):
        return (text.folded.back(place.start, place.end) for place in _windows(text, term))
    return (text.folded.back(place.start, place.end) for place in _in_folded(text, term))


def _in_folded(text: SearchText, term: Word | Phrase) -> Iterator[Span]:
    """Yield where a word or a phrase is in the folded text, from left to right without overlap."""
    if term.exact and not _as_written(term.text).search(text.text):
        return  # known without folding
    wanted, ends_in_letters = _wanted(term)
    found = _compiled(text, term, wanted)
    match = found.search(text.key) if found else None
    if found is None or match is None:
        return
    written = written_key(term.text).strip() if term.exact else ""
    folded, may_cut = text.folded, text.may_cut(ends_in_letters)
    while match:
        start, end = match.span()
        at = start + 1
        if (
            start < end
            and (not may_cut or folded.holds_whole_letters(start, end))
            and (not term.exact or _is_written(folded.back(start, end).of(text.text), written, term))
        ):
            yield Span(start, end)
            at = end
        match = found.search(text.key, at)


@lru_cache(maxsize=256)
def _as_written(wanted: str) -> re.Pattern[str]:
    """Return a pattern that is found in every text in which something is written like the wanted words.

    It asks for their letters alone, whatever stands between them. A broken ``ck`` may be ``k|k``.
    """
    letters = "".join(sign for sign in written_key(wanted) if sign.isalnum())
    sources = ("[ck]" if letters.startswith("ck", at) else re.escape(each) for at, each in enumerate(letters))
    return re.compile(f"[\\W_{IGNORABLE}]*".join(sources))


def _is_written(found: str, wanted: str, term: Word | Phrase) -> bool:
    """Whether the words that were found are written like the wanted ones; of a beginning, that alone is compared."""
    key = written_key(found).strip()
    source = "".join(letter_patterns(wanted))
    compared = re.match(source, key) if isinstance(term, Word) and term.prefix else re.fullmatch(source, key)
    return compared is not None


def _compiled(text: SearchText, term: Word | Phrase, wanted: str) -> re.Pattern[str] | None:
    """Return the pattern that finds a term in the folded text; None if it cannot be there."""
    prefix = isinstance(term, Word) and term.prefix
    inflected = isinstance(term, Word) and not term.exact and not prefix and has_forms(text.language)
    may_break = BREAK in text.key or BREAK in wanted
    if not inflected:
        if not may_break and wanted not in text.key:
            return None
        return _pattern(wanted, (), text.letter, prefix=prefix, may_break=may_break)
    alternatives = _alternatives(wanted, text.language, text.words_like(wanted))
    if not may_break and not all(any(form in text.key for form in alike) for alike in alternatives):
        return None
    return _pattern(wanted, alternatives, text.letter, prefix=False, may_break=may_break)


@lru_cache(maxsize=64)
def _alternatives(wanted: str, language: str, vocabulary: frozenset[str]) -> Forms:
    """Return the forms of each word of a folded term, the longest first."""
    every = (forms(span.of(wanted), language, vocabulary) for span in words(wanted))
    return tuple(tuple(sorted(alike, key=lambda form: (-len(form), form))) for alike in every)


@lru_cache(maxsize=256)
def _pattern(wanted: str, alternatives: Forms, letter: str, *, prefix: bool, may_break: bool) -> re.Pattern[str]:
    """Return the pattern of a folded term; ``alternatives`` are the forms of each of its words, or empty."""
    is_one_word = len(alternatives) == 1 and [span.of(wanted) for span in words(wanted)] == [wanted]
    if not may_break and (is_one_word or not alternatives):
        return re.compile(_literals(alternatives[0] if alternatives else (wanted,), letter, prefix=prefix))
    sources = _sources(wanted, may_break)
    for span, alike in zip(words(wanted) if alternatives else (), alternatives, strict=True):
        behind = f"{BREAK}?" if sources[span.end - 1].endswith(f"{BREAK}?") else ""
        choice = "|".join("".join(_sources(form, may_break)) for form in alike)
        sources[span.start : span.end] = [f"(?:{choice}){behind}", *[""] * (len(span) - 1)]
    before = f"(?<!{letter})" if re.match(letter, wanted) else ""
    after = f"(?!{letter})" if re.match(letter, wanted[-1:]) else ""
    if prefix and after:
        after = f"{letter}*(?:{BREAK}{letter}+)*{after}"
    return re.compile(f"{before}{''.join(sources)}{after}")


def _literals(alike: Iterable[str], letter: str, *, prefix: bool) -> str:
    """Return a pattern for any of these terms, found letter by letter.

    What may not stand before a term is checked behind it, since `re` finds a pattern that begins with letters much faster.
    """
    sources = []
    for wanted in alike:
        literal = re.escape(wanted)
        before = f"(?<!{letter}{literal})" if re.match(letter, wanted) else ""
        after = f"(?!{letter})" if re.match(letter, wanted[-1:]) else ""
        sources.append(f"{literal}{before}{f'{letter}*' if prefix and after else ''}{after}")
    return "|".join(sources)


def _sources(wanted: str, may_break: bool) -> list[str]:
    """Return a pattern for each character."""
    return list(letter_patterns(wanted)) if may_break else [re.escape(character) for character in wanted]


def _windows(text: SearchText, near: Near) -> Iterator[Span]:
    """Yield the shortest places of the folded text that have all words of ``near`` with few enough words between them.

    The words may be in any order; those between are counted from the end of the first to the start of the last.
    """
    occurrences: list[tuple[Span, int]] = []
    for number, word in enumerate(near.words):
        places = [(place, number) for place in _in_folded(text, word)]
        if not places:
            return
        occurrences += places
    occurrences.sort(key=lambda each: (each[0].start, each[0].end))
    windows: list[Span] = []
    last: dict[int, Span] = {}
    for place, number in occurrences:
        last[number] = place
        if len(last) == len(near.words):
            first = min(last.values())
            if text.words_between(first, place) <= near.distance:
                windows.append(Span(first.start, max(each.end for each in last.values())))
    yield from apart(sorted(windows))
