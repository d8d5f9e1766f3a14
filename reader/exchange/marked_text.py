"""The text of an article, cut where annotations begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.exchange.project import IN_TEXT, ExportDocument
from reader.exchange.row import ExportRow
from reader.text.block import Block, Kind, trimmed
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a block, with the rows that cover all of it, and those of them whose last passage ends where it ends."""

    span: Span
    rows: tuple[ExportRow, ...]
    ends: tuple[ExportRow, ...]


def is_in_text(row: ExportRow, document: ExportDocument) -> bool:
    """Whether a row's spans are those of its words in the article's text."""
    return document.text is not None and row.state in IN_TEXT


def blocks_of(document: ExportDocument) -> Sequence[Block]:
    """Return the blocks of an article; of a text without any, all of it as one paragraph."""
    return document.blocks or (Block(Kind.PARAGRAPH, Span(0, len(document.text or "")), 1),)


def stretches(document: ExportDocument, rows: Iterable[ExportRow]) -> Iterator[tuple[Block, list[Stretch]]]:
    """Yield the blocks of an article, each with its stretches, which cover it; ``rows`` are those that are in the text."""
    given = list(rows)
    # Spans are trimmed, because the white space between two blocks belongs to neither.
    spans = [[trimmed(document.text or "", start, end) for start, end in row.spans] for row in given]
    waiting = sorted((span.start, span.end, place) for place, own in enumerate(spans) for span in own)
    at = 0
    open_: list[tuple[int, int, int]] = []
    for block in blocks_of(document):
        first, last = block.span.start, block.span.end
        while at < len(waiting) and waiting[at][0] < last:
            open_.append(waiting[at])
            at += 1
        open_ = [mark for mark in open_ if mark[1] > first]
        cuts = {first, last} | {cut for start, end, _place in open_ for cut in (start, end) if first < cut < last}
        ordered = sorted(cuts)
        made = []
        for start, end in pairwise(ordered):
            places = dict.fromkeys(place for begin, stop, place in open_ if begin < end and stop > start)
            inside = tuple(given[place] for place in places)
            ending = tuple(given[place] for place in places if spans[place][-1].end == end)
            made.append(Stretch(Span(start, end), inside, ending))
        yield block, made
