"""Where the words of a text that a reader made stand in the source that it read, marks included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """``made``, a span of the text, stands for ``source``; they go code point by code point if they are equally long."""

    source: Span
    made: Span

    def carried(self, span: Span) -> Span | None:
        """Return the part of ``made`` that stands for what ``span`` has of the source; None if it has nothing of it."""
        part = span.meet(self.source)
        if part is None or not len(part):
            return None
        if len(self.source) != len(self.made):
            return self.made  # such as a character for its name
        return part.shifted(self.made.start - self.source.start)


class Origins:
    """The origins of a text, which are disjoint in source and text; what the reader added has none."""

    def __init__(self, text: str, origins: Sequence[Origin]) -> None:
        self._text = text
        self._origins = sorted(origins, key=lambda origin: origin.source)
        self._by_made = sorted(origins, key=lambda origin: origin.made)

    def carried(self, span: Span) -> tuple[Span, ...]:
        """Return where the words of ``span`` of the source are in the text; nothing if they are not shown.

        Parts between which there are no other words of the source are one part.
        """
        parts: list[Span] = []
        first = bisect_right(self._origins, span.start, key=lambda origin: origin.source.end)
        for origin in islice(self._origins, first, None):
            if origin.source.start >= span.end:
                break
            if (part := origin.carried(span)) is not None:
                parts.append(part)
        joined: list[Span] = []
        for part in sorted(parts):
            if joined and not self._has_words(Span(joined[-1].end, part.start)):
                joined[-1] = joined[-1].hull(part)
            else:
                joined.append(part)
        trimmed = (self._trimmed(part) for part in joined)
        return tuple(part for part in trimmed if len(part))

    def _has_words(self, gap: Span) -> bool:
        """Whether anything in a part of the text is from the source, and not added by the reader."""
        first = bisect_right(self._by_made, gap.start, key=lambda origin: origin.made.end)
        for origin in islice(self._by_made, first, None):
            if origin.made.start >= gap.end:
                return False
            part = origin.made.meet(gap)
            if part is not None and part.of(self._text).strip():
                return True
        return False

    def _trimmed(self, span: Span) -> Span:
        start, end = span.start, span.end
        while start < end and self._text[start].isspace():
            start += 1
        while start < end and self._text[end - 1].isspace():
            end -= 1
        return Span(start, end)
