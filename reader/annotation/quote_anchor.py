"""Where a quote is in a text if the text that it was taken from was not kept, as with imports.

The quote must be in one place only, with its context or long enough without. Accents are ignored in the search, but a
quote found with other letters or marks counts as changed. An orphan is better than a wrong place.
"""

from __future__ import annotations

from reader.annotation.selector import JOINT, Selector, places
from reader.annotation.verdict import Orphan, Verdict, judge
from reader.text.fold import with_marks
from reader.text.span import Span
from reader.translation import _

ALONE = 32
"""Code points from which a quote that is found once needs no context."""
_NEAR = 24
"""Code points of the context that must match."""


def anchor_without_snapshot(selector: Selector, text: str, parts: int = 1) -> Verdict:
    """Return where the quote of ``selector``, which has so many ``parts``, is in ``text``."""
    quotes = selector.quote.split(JOINT) if parts > 1 else [selector.quote]
    spans: list[Span] = []
    for index, quote in enumerate(quotes):
        prefix = selector.prefix[-_NEAR:] if index == 0 else ""
        suffix = selector.suffix[:_NEAR] if index == len(quotes) - 1 else ""
        span = _only_place(text, quote, prefix, suffix)
        if span is None or (spans and span.start < spans[-1].end):
            return Orphan(_("The words are not in the text, or in several places."))
        spans.append(span)
    marks = selector.suffix[: with_marks(selector.suffix, 0)]
    after = [text[span.start : with_marks(text, span.end)] for span in spans]
    return judge(spans, [*quotes[:-1], quotes[-1] + marks], after)


def _only_place(text: str, quote: str, prefix: str, suffix: str) -> Span | None:
    tries = [(prefix, suffix), (prefix, ""), ("", suffix)]
    if len(quote) >= ALONE:
        tries.append(("", ""))
    for before, after in tries:
        if not before and not after and len(quote) < ALONE:
            continue
        spans = places(text, quote, before, after)
        if len(spans) == 1:
            return spans[0]
    return None
