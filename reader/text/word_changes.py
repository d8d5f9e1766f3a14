"""The words in which two versions of a passage differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.compare import compare
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+|[^\w\s]")


def changed_words(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of whole words that only ``old`` has, and those that only ``new`` has, in order."""
    changes = compare(old, new)
    return _whole(old, changes.old_gaps()), _whole(new, changes.new_gaps())


def _whole(text: str, gaps: Iterable[Span]) -> tuple[Span, ...]:
    """Widen gaps to the words they touch; those that only a blank parts become one."""
    spans: list[Span] = []
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    for gap in gaps:
        for word in words:
            if not word.overlaps(gap):
                continue
            if spans and (word.start <= spans[-1].end or text[spans[-1].end : word.start].isspace()):
                spans[-1] = spans[-1].hull(word)
            else:
                spans.append(word)
    return tuple(spans)
