"""What an article is about at a glance: how it opens, and with what it is tagged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.session.cache.large import LARGE
from reader.text.document import SKIPPED, Kind
from reader.text.problem import Problem
from reader.text.span import Span

if TYPE_CHECKING:
    from reader.session.library.workspace import Workspace
    from reader.text.document import Document

OPENING = 800
"""Code points of the opening, at most."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """``opening``: the first paragraphs, empty if the file is too large to be read in passing, or cannot be read.

    ``tags``: the paths of tags with the number of passages that have them, the most frequent first.
    """

    opening: tuple[str, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


def glimpse(workspace: Workspace, article: str) -> Glimpse:
    """Return a glimpse of an article; its text does not count as read. Any thread may ask."""
    summary = workspace.summaries.of(article)
    counts = workspace.codebook.counted(summary.tagged) if summary else {}
    tags = sorted(((path, count.own) for path, count in counts.items() if count.own), key=lambda tag: (-tag[1], tag[0]))
    return Glimpse(_opening(workspace, article), tuple(tags))


def _opening(workspace: Workspace, article: str) -> tuple[str, ...]:
    try:
        state = workspace.catalogue.state_of(article)
        if state is None or state.size > LARGE:
            return ()
        return tuple(_paragraphs(workspace.texts.source_in_passing(article).document()))
    except Problem:  # opening the article says why
        return ()


def _paragraphs(document: Document) -> list[str]:
    paragraphs: list[str] = []
    room = OPENING
    for block in document.blocks:
        if block.kind in SKIPPED or block.kind is Kind.HEADING:
            continue
        span = Span(block.span.start, min(block.span.end, block.span.start + room))
        paragraphs.append(span.of(document.text) + ("…" if span.end < block.span.end else ""))
        room -= len(span)
        if room <= 0:
            break
    return paragraphs
