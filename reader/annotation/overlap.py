"""Which annotations touch a span. Every key asks that, so not all of them are looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from reader.annotation.model import Annotation
from reader.text.span import Span


class Overlaps:
    """The annotations of a text, in the order of their first span."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        self.annotations = annotations
        marked = sorted(
            (part.start, part.end, number) for number, annotation in enumerate(annotations) for part in annotation.spans
        )
        self._starts = [start for start, _, _ in marked]
        self._numbers = [number for _, _, number in marked]
        self._reach = list(accumulate((end for _, end, _ in marked), max))
        """For each span, the last end of it and all before it."""

    def touching(self, span: Span) -> list[Annotation]:
        """Return the annotations that share a code point with ``span``, in their order."""
        numbers: set[int] = set()
        for at in range(bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._reach[at] <= span.start:
                break
            numbers.add(self._numbers[at])
        touched = (self.annotations[number] for number in sorted(numbers))
        return [annotation for annotation in touched if any(part.overlaps(span) for part in annotation.spans)]
