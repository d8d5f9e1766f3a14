"""Where the words and phrases of a query stand in a text, blind to case and accents."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.fold import Folded, find_folded, fold, fold_key
from reader.text.span import Span


def search(text: str, phrases: Sequence[str]) -> list[Span]:
    """Return what `hits` returns for the text; a text without the phrases is not folded with the way back, which is dear."""
    key = fold_key(text)
    if not all(fold_key(phrase).strip() in key for phrase in phrases):
        return []
    return hits(fold(text), phrases)


def hits(text: Folded, phrases: Sequence[str]) -> list[Span]:
    """Return the places of all ``phrases`` in the original, sorted; none unless each phrase occurs."""
    found: list[Span] = []
    for phrase in phrases:
        places = list(find_folded(text, phrase))
        if not places:
            return []
        found += places
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart
