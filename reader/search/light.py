"""Light: which letters of a title show why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reader.search import likeness
from reader.text.fold import fold
from reader.text.span import Span


def light(tokens: Sequence[str], title: str) -> tuple[Span, ...]:
    """Return the spans of ``title`` that the folded tokens stand for, sorted and apart from each other.

    A token lights, by preference, a whole word, the beginning of one, a stretch further in, its letters in order,
    or, after a slip, what it shares with the word most like it. A token that another name answers lights nothing.
    """
    folded = fold(title)
    line = "".join([sign if sign.isalnum() else " " for sign in folded.text])  # same length, words between spaces
    places: set[int] = set()
    for token in tokens:
        places.update(_places(token, line))
    return _joined(folded.back(start, end) for start, end in _runs(sorted(places)))


def _places(token: str, line: str) -> Iterable[int]:
    """Return the places of ``line`` that the token lights."""
    spaced = f" {line} "
    for wanted, shift in ((f" {token} ", 0), (f" {token}", 0), (token, -1)):
        at = spaced.find(wanted)
        if at >= 0:
            return range(at + shift, at + shift + len(token))
    read = likeness.trace(token, line)
    if read and read[0] > 0.5 * likeness.PIECES:
        return read[1]
    return _shared(token, line)


def _shared(token: str, line: str) -> Iterable[int]:
    """Return the places of the letters that the token has in common with the word most like it, if one is."""
    from difflib import SequenceMatcher  # most words are found without

    best, lit = 0.55, list[int]()
    for word in likeness.WORD.finditer(line):
        matcher = SequenceMatcher(None, token, word[0][: len(token) + 1], autojunk=False)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best = ratio
            lit = [
                word.start() + block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)
            ]
    return lit


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where runs of sorted places begin and end."""
    start = end = places[0] if places else 0
    for place in places:
        if place > end:
            yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the sorted spans with neighbours and overlaps made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)
