"""Two texts as one: what both have, what only the old one has, and what only the new one has, in whole words.

What has moved is removed where it was and added where it is. Typography is no difference (`text.same_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reader.text.compare import compare_in_order
from reader.text.fold import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES
from reader.text.hyphenation import mended
from reader.text.same_words import same_words

if TYPE_CHECKING:
    from reader.text.changes import Run
    from reader.text.document import Document

_TOKEN = re.compile(r"(?:\w+|[^\w\s])\s*")
"""A word or a sign, with the blanks behind it."""
_STOPS = frozenset(".!?…")
_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys(SINGLE_QUOTES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'), **dict.fromkeys(DASHES, "-")}
)
"""One code point for one, so that offsets hold."""


class Side(StrEnum):
    """Which of two texts has some words."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Part:
    """Words with the blanks behind them. What both texts have is as the new one has it."""

    side: Side
    text: str


def readable(document: Document) -> str:
    """Return the text of a document as it is read: a line for each block, a blank line between two, no broken words."""
    blocks = (mended(block.span.of(document.text)) for block in document.blocks)
    return "\n\n".join(block.replace("\n", " ").replace("\t", " ").strip() for block in blocks)


def difference(old: str, new: str) -> list[Part]:
    """Return the parts of two texts in order; no two neighbours are of one side."""
    parts: list[Part] = []
    for removed, added, both in _stretches(old, new):
        if same_words(removed, added):
            both, removed, added = added + both, "", ""
        parts += [Part(Side.OLD, removed), Part(Side.NEW, added), Part(Side.BOTH, both)]
    parts = [part for part in parts if part.text]
    return [Part(side, "".join(part.text for part in group)) for side, group in groupby(parts, lambda part: part.side)]


def _stretches(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Yield what only the old text has, what only the new one has, and the words behind that which both have."""
    runs = compare_in_order(old.translate(_TYPOGRAPHY), new.translate(_TYPOGRAPHY))
    old_words, new_words = _words(old), _words(new)
    matched = list(_matched(runs, old_words, new_words))
    _slide(matched, [old[word[0] : word[1]] for word in old_words], [new[word[0] : word[1]] for word in new_words])
    for (old_at, new_at), (next_old, next_new) in pairwise([(-1, -1), *matched, (len(old_words), len(new_words))]):
        kept = new[new_words[new_at][0] : new_words[new_at][2]] if new_at >= 0 else ""
        if kept:
            yield "", "", kept
        removed, added = old_words[old_at + 1 : next_old], new_words[new_at + 1 : next_new]
        if removed or added:
            yield _of(old, removed), _of(new, added), ""


def _words(text: str) -> list[tuple[int, int, int]]:
    """Return the start of each word or sign, its end, and the end of the blanks behind it."""
    return [(match.start(), match.start() + len(match[0].rstrip()), match.end()) for match in _TOKEN.finditer(text)]


def _of(text: str, words: list[tuple[int, int, int]]) -> str:
    return text[words[0][0] : words[-1][2]] if words else ""


def _matched(
    runs: Iterable[Run], old: list[tuple[int, int, int]], new: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the indexes of the words that a run takes whole from the old text to the new one."""
    at_new = {(start, end): index for index, (start, end, _blanks) in enumerate(new)}
    index = 0
    for run in runs:
        while index < len(old) and old[index][0] < run.old:
            index += 1
        while index < len(old) and old[index][1] <= run.old_end:
            by = run.new - run.old
            there = at_new.get((old[index][0] + by, old[index][1] + by))
            if there is not None:
                yield index, there
            index += 1


def _slide(matched: list[tuple[int, int]], old: list[str], new: list[str]) -> None:
    """Have a sentence that only one text has end with its own full stop, not begin with that of the sentence before it."""
    last_old = last_new = -1
    for at, (old_at, new_at) in enumerate(matched):
        if old_at == last_old + 1 and new[last_new + 1] == new[new_at] and new[new_at] in _STOPS:
            matched[at] = (old_at, last_new + 1)
        elif new_at == last_new + 1 and old[last_old + 1] == old[old_at] and old[old_at] in _STOPS:
            matched[at] = (last_old + 1, new_at)
        last_old, last_new = matched[at]
