"""Statistics of tags: counts by tag, article, source and month, co-occurrence, coverage and saturation.

Everything is computed from plain values, so the screen, the command line and charts show the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Coded:
    """What the statistics use of an annotation: its article, the paths of its tags, its spans in the present text.

    ``spans`` is empty for an orphan. ``created`` is in microseconds since 1970, UTC.
    """

    article: str
    tags: tuple[str, ...]
    spans: tuple[Span, ...]
    created: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many code points of an article are in tagged passages, and how many it has."""

    article: str
    tagged: int
    length: int

    @property
    def share(self) -> float:
        """The share from 0 to 1; 0 for an empty article."""
        return self.tagged / self.length if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """An article in the order of coding: its annotations, the tags that are new in it by path, and how many there are so far."""

    article: str
    created: int
    annotations: int
    new: tuple[str, ...]
    so_far: int


def by(coded: Iterable[Coded], groups: Mapping[str, str]) -> dict[str, int]:
    """Return how many annotations each group has; ``groups`` has the group of each article id."""
    return dict(Counter(groups[annotation.article] for annotation in coded if annotation.article in groups))


def together(coded: Sequence[Coded]) -> dict[tuple[str, str], int]:
    """Return how often each pair of tags, sorted by path, occurs together; pairs that never do are left out.

    A passage meets a tag if its own annotation or an overlapping one has that tag. The smaller of the two counts, from
    the passages of the first tag and from those of the second, is the result, so no pair has more than either tag.
    """
    met: Counter[tuple[str, str]] = Counter()
    for annotation, around in zip(coded, _around(coded), strict=True):
        met.update((own, other) for own in set(annotation.tags) for other in around - {own})
    return {(tag, other): min(count, met[other, tag]) for (tag, other), count in sorted(met.items()) if tag < other}


def _around(coded: Sequence[Coded]) -> list[set[str]]:
    """Return, for each annotation, its tags and those of all annotations that overlap it."""
    around = [set(annotation.tags) for annotation in coded]
    by_article: dict[str, list[tuple[Span, int]]] = {}
    for index, annotation in enumerate(coded):
        for span in annotation.spans:
            by_article.setdefault(annotation.article, []).append((span, index))
    for places in by_article.values():
        open_: list[tuple[Span, int]] = []
        for span, index in sorted(places, key=lambda place: place[0]):
            open_ = [place for place in open_ if place[0].end > span.start]
            for _, other in open_:
                around[index].update(coded[other].tags)
                around[other].update(coded[index].tags)
            open_.append((span, index))
    return around


def pairs_of(paths: Sequence[str], pairs: Mapping[tuple[str, str], int], own: Mapping[str, int]) -> list[list[int]]:
    """Return the symmetric table of ``pairs`` among ``paths``; the diagonal has the count of each tag."""
    table = [[own.get(path, 0) if path == other else 0 for other in paths] for path in paths]
    for (row, path), (column, other) in combinations(enumerate(paths), 2):
        table[row][column] = table[column][row] = pairs.get((path, other), 0) or pairs.get((other, path), 0)
    return table


def coverage(coded: Iterable[Coded], lengths: Mapping[str, int]) -> list[Coverage]:
    """Return how much of each article in ``lengths`` (code points) has a tag; overlaps count once."""
    spans: dict[str, list[Span]] = {}
    for annotation in coded:
        if annotation.tags:
            spans.setdefault(annotation.article, []).extend(annotation.spans)
    return [Coverage(article, _covered(spans.get(article, ()), length), length) for article, length in lengths.items()]


def _covered(spans: Iterable[Span], length: int) -> int:
    covered = reached = 0
    for span in sorted(spans):
        start, end = max(span.start, reached), min(span.end, length)
        if end > start:
            covered += end - start
            reached = end
    return covered


def progress(coded: Iterable[Coded]) -> list[Step]:
    """Return the articles in the order of their first annotation. Few new tags mean that the codebook is saturated."""
    articles: dict[str, list[Coded]] = {}
    for annotation in coded:
        articles.setdefault(annotation.article, []).append(annotation)
    tags_so_far: set[str] = set()
    steps = []
    for article, group in sorted(articles.items(), key=lambda item: (min(each.created for each in item[1]), item[0])):
        tags = {tag for annotation in group for tag in annotation.tags}
        new = tags - tags_so_far
        tags_so_far |= tags
        created = min(annotation.created for annotation in group)
        steps.append(Step(article, created, len(group), tuple(sorted(new)), len(tags_so_far)))
    return steps


def months(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by month (``2024-05``) in order, including empty months between the first and the last.

    Keys that are not a month (a year, or an empty key) come first, unchanged.
    """
    undated = {month: count for month, count in sorted(counts.items()) if not _is_month(month)}
    there = sorted(month for month in counts if _is_month(month))
    filled = dict.fromkeys(there[:1])
    for first, last in pairwise(there):
        filled |= dict.fromkeys(_following(first, last))
    return undated | {month: counts.get(month, 0) for month in filled}


def _is_month(text: str) -> bool:
    return len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdecimal() and 1 <= int(text[5:]) <= 12


def _following(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start + 1, end + 1)]
