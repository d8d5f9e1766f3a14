"""Which texts are versions of each other: one dispatch that several papers ran, a paper and its site.

A text is known by a sketch: the smallest hashes of its shingles, which are runs of words. Two sketches have about as many
hashes in common as the texts have shingles in common (Broder 1997, "On the resemblance and containment of documents").
One text is compared with all others, so the time grows with their number, not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
_WORD = re.compile(r"\w+")

Sketch = tuple[int, ...]
"""Hashes in ascending order, each below 2 ** 32."""


def sketch(text: str) -> Sketch:
    """Return the sketch of a text; empty if it is too short. Case, accents and marks do not count."""
    words = _WORD.findall(fold_key(text))
    shingles = zip(*(words[start:] for start in range(SHINGLE)), strict=False)
    hashes = {crc32(" ".join(shingle).encode()) for shingle in shingles}
    return tuple(sorted(hashes)[:SKETCH]) if len(hashes) >= FEWEST else ()


def likeness(one: Sketch, other: Sketch) -> float:
    """Return about which share of their shingles two texts have in common, from 0 to 1."""
    both = sorted({*one, *other})[: min(SKETCH, len(one) + len(other))]
    common = set(one) & set(other)
    return sum(each in common for each in both) / len(both) if both else 0.0


def versions_of(name: str, sketches: Mapping[str, Sketch]) -> list[tuple[str, float]]:
    """Return the other texts that are versions of the one called ``name``, the most alike first, and how alike each is."""
    own = sketches.get(name, ())
    alike = ((other, likeness(own, sketches[other])) for other in _sharing(own, sketches) if other != name)
    return sorted((found for found in alike if found[1] >= ALIKE), key=lambda found: (-found[1], found[0]))


def _sharing(own: Iterable[int], sketches: Mapping[str, Sketch]) -> list[str]:
    wanted = frozenset(own)
    return [name for name, other in sketches.items() if not wanted.isdisjoint(other)]
