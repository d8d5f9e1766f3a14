"""Jump among more entries than one index is made of in a moment: several indexes that answer as one.

Each part is asked by itself, so an answer can be shown, or given up, between two of them. As in one index, slips and
fragments are looked for only where all parts together find too little.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.search import likeness
from reader.search.jump import ENOUGH, NEVER, JumpIndex, Match, Reach


@dataclass(frozen=True, slots=True)
class Part:
    """An index, and the groups (articles) whose entries still count; an id is a group and a name with a space between."""

    index: JumpIndex
    groups: set[str]

    def best(self, query: str, limit: int, opened: Mapping[str, float], reach: Reach) -> list[Match]:
        """Return what `JumpIndex.best` does, without the entries of groups that do not count."""
        return [
            match
            for match in self.index.best(query, limit, opened, reach=reach)
            if match.id.partition(" ")[0] in self.groups
        ]


def best_of_parts(
    parts: Sequence[Part], query: str, limit: int = 20, opened: Mapping[str, float] = NEVER
) -> Iterator[list[Match]]:
    """Yield the best matches so far, after each part that was asked; the last list is the answer."""
    found: list[Match] = []
    for reach in Reach:
        for part in parts:
            found = ranked((*found, *part.best(query, limit, opened, reach)), limit, opened)
            yield found
        if len(found) >= (ENOUGH if reach is Reach.WORDS else 1):
            return


def whole(answers: Iterable[list[Match]]) -> list[Match]:
    """Return the last of the answers of `best_of_parts`."""
    last = deque(answers, maxlen=1)
    return last[0] if last else []


def ranked(matches: Iterable[Match], limit: int, opened: Mapping[str, float] = NEVER) -> list[Match]:
    """Return the best of matches from several indexes, best first, each once; ``opened`` as in `JumpIndex.best`."""

    def order(match: Match) -> tuple[float, int]:
        length = len(match.label) if match.tokens else 0  # all fit an empty query, in the order of the entries
        return -match.score - likeness.OPENED * opened.get(match.id, 0.0), length

    best: dict[str, Match] = {}
    for match in matches:
        if match.id not in best or match.score > best[match.id].score:
            best[match.id] = match
    return sorted(best.values(), key=order)[:limit]


def as_passages(matches: Iterable[Match], name: Callable[[str], str]) -> list[Match]:
    """Return matches of passages as they count among things with names, where ``name`` makes their ids."""
    return [replace(match, id=name(match.id), score=likeness.PASSAGE * match.score) for match in matches]
