"""Where an annotation stands in a text that may have changed since it was made.

The verdict for the same text is exact, without a search. In another text the quote is looked for with its context, then
alone if it is long enough to be no accident; one place is a move, none or several an orphan. Rather
an orphan than a wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.annotation.model import Annotation, State
from reader.annotation.selector import JOINT, places
from reader.text.span import Span

ALONE = 32
"""Code points from which a quote found once counts without its context."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The text is the one that was annotated."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The words stand elsewhere; every span was found once."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """The words were not found, or in several places."""

    reason: str


Verdict = Exact | Moved | Orphan


def anchor(annotation: Annotation, text: str, sha256: str) -> Verdict:
    """Return where ``annotation`` stands in ``text``, whose digest is ``sha256``."""
    if annotation.sha256 == sha256:
        return Exact()
    quotes = annotation.quote.split(JOINT) if len(annotation.spans) > 1 else [annotation.quote]
    near = 24
    spans: list[Span] = []
    for index, quote in enumerate(quotes):
        prefix = annotation.prefix[-near:] if index == 0 else ""
        suffix = annotation.suffix[:near] if index == len(quotes) - 1 else ""
        found = _one(text, quote, prefix, suffix)
        if found is None or (spans and found.start < spans[-1].end):
            return Orphan("The words are not there, or in several places.")
        spans.append(found)
    return Moved(tuple(spans))


def _one(text: str, quote: str, prefix: str, suffix: str) -> Span | None:
    tries = [(prefix, suffix), (prefix, ""), ("", suffix)]
    if len(quote) >= ALONE:
        tries.append(("", ""))
    for before, after in tries:
        if not before and not after and len(quote) < ALONE:
            continue
        found = places(text, quote, before, after)
        if len(found) == 1:
            return found[0]
    return None


def placed(annotation: Annotation, text: str, sha256: str) -> Annotation:
    """Return the annotation as it shows in ``text``; an orphan keeps its old spans."""
    verdict = anchor(annotation, text, sha256)
    if isinstance(verdict, Moved):
        return replace(annotation, spans=verdict.spans, state=State.MOVED)
    if isinstance(verdict, Orphan):
        return replace(annotation, state=State.ORPHAN)
    return annotation
