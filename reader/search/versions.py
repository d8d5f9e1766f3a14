"""Which texts are versions of each other: one dispatch that several papers ran, a paper and its site.

A text is known by a sketch: the smallest hashes of its shingles, which are runs of words. Two sketches have about as many
hashes in common as the texts have shingles in common (Broder 1997, "On the resemblance and containment of documents").
Texts are compared only with those that have some of their smallest hashes, so the time grows with their number, not with
its square.

Groups are what complete linkage makes of the pairs: two groups become one only if each text of the one is alike to each
text of the other. So a chain of texts, each a little unlike the one before it, does not join its two ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from zlib import crc32

from reader.text.fold import fold_key

SHINGLE = 4
"""Words of a shingle."""
SKETCH = 96
"""Hashes of a sketch."""
ALIKE = 0.3
"""The share of shingles that two versions have in common at least. One that was cut to a third has that share."""
FEWEST = 8
"""Shingles below which a text is too short to be told apart."""
INDEXED = 32
"""Hashes of a sketch by which texts are looked up."""
SHARED = 3
"""How many of those both must have. Two texts that are just `ALIKE` miss each other once in 850 times."""
FIRST = 8
"""With how many texts that have a hash each further one is compared. Many have the hashes of a notice below every article."""
PART = 50_000
"""Code points of a text whose words are listed at a time: as a whole, ten megabytes would be a list of two million."""
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"\s")

Sketch = Sequence[int]
"""Hashes in ascending order, each below 2 ** 32."""


def sketch(text: str) -> Sketch:
    """Return the sketch of a text; empty if it is too short. Case, accents and marks do not count."""
    hashes = _smallest_hashes(text, SHINGLE)
    return tuple(hashes) if len(hashes) >= FEWEST else ()


def sketch_of_any(text: str) -> Sketch:
    """Return the sketch of a text, made of its single words if it is too short for a shingle.

    A sketch of words has nothing in common with one of shingles, so only two such short texts can be alike.
    """
    return sketch(text) or tuple(_smallest_hashes(text, 1))


def _smallest_hashes(text: str, length: int) -> list[int]:
    """Return the smallest `SKETCH` hashes of the runs of ``length`` words."""
    smallest: list[int] = []
    words: list[str] = []
    for part in _parts(text):
        words = words[max(0, len(words) - length + 1) :]  # those that begin runs into this part
        words += _WORD.findall(fold_key(part))
        shingles = zip(*(words[start:] for start in range(length)), strict=False)
        hashes = {crc32(" ".join(shingle).encode()) for shingle in shingles}
        hashes.update(smallest)
        smallest = sorted(hashes)[:SKETCH]
    return smallest


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts of about `PART` code points that begin with a blank, so that no word is cut."""
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + PART)
        end = blank.start() if blank else len(text)
        yield text[start:end]
        start = end


def likeness(one: Sketch, other: Sketch) -> float:
    """Return about which share of their shingles two texts have in common, from 0 to 1."""
    both = sorted({*one, *other})[: min(SKETCH, len(one) + len(other))]
    common = set(one) & set(other)
    return sum(each in common for each in both) / len(both) if both else 0.0


def versions_of(name: str, sketches: Mapping[str, Sketch]) -> list[tuple[str, float]]:
    """Return the other texts that are versions of the one called ``name``, the most alike first, and how alike each is."""
    own = sketches.get(name, ())
    wanted = frozenset(own)
    sharing = [other for other, each in sketches.items() if other != name and not wanted.isdisjoint(each)]
    alike = ((other, likeness(own, sketches[other])) for other in sharing)
    return sorted((found for found in alike if found[1] >= ALIKE), key=lambda found: (-found[1], found[0]))


def groups_of(sketches: Mapping[str, Sketch], wanted: Callable[[], bool] = lambda: True) -> list[tuple[str, ...]]:
    """Return the groups of two or more texts any two of which are versions of each other, their names in order.

    No text is in two groups. What is most alike comes together first. Nothing is returned once it is not ``wanted``.
    """
    pairs: list[tuple[float, str, str]] = []
    for name, others in _sharing(sketches):
        if not wanted():
            return []
        alike = ((other, _likeness_if_alike(sketches[name], sketches[other])) for other in others)
        pairs += [(-share, other, name) for other, share in alike if share]
    group_of = {name: [name] for _share, *both in pairs for name in both}
    for _share, one, other in sorted(pairs):
        left, right = group_of[one], group_of[other]
        if left is not right and all(_likeness_if_alike(sketches[a], sketches[b]) for a, b in product(left, right)):
            left += right
            for name in right:
                group_of[name] = left
    found = {id(group): tuple(sorted(group)) for group in group_of.values() if len(group) > 1}
    return sorted(found.values())


def _likeness_if_alike(one: Sketch, other: Sketch) -> float:
    """Return the likeness of two texts, or 0 if they are not alike, which is mostly seen by counting."""
    if one == other:
        return 1.0
    most = len(frozenset(one).intersection(other)) / max(len(one), len(other), 1)
    share = likeness(one, other) if most >= ALIKE else 0.0
    return share if share >= ALIKE else 0.0


def _sharing(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, list[str]]]:
    """Yield each text with those before it that may be alike."""
    first: dict[int, list[str]] = {}
    for name, own in sketches.items():
        others: Counter[str] = Counter()
        for number in own[:INDEXED]:
            having = first.setdefault(number, [])
            others.update(having)
            if len(having) < FIRST:
                having.append(name)
        yield name, [other for other, shared in others.items() if shared >= SHARED]
