"""Pages: where they begin in a text, and what they are called. A sentence may run on from one to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.text.span import Span

BREAK = "\f"
"""What a plain text has between two pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that begins at ``start`` and is called ``label``: ``3``, ``xii``, ``A-2``."""

    start: int
    label: str


def pages_in(text: str) -> tuple[Page, ...]:
    """Return the pages of a plain text, counted from 1; none if nothing in it is a page break."""
    if BREAK not in text:
        return ()
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == BREAK)]
    return tuple(Page(start, str(number)) for number, start in enumerate(starts, 1))


def page_ranges(pages: Sequence[Page], spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Return the first and last label of each run of pages that spans overlap, in the order of the text.

    What stands before the first page that has a label is on none.
    """
    touched: set[int] = set()
    for span in spans:
        first = bisect_right(pages, span.start, key=_start) - 1
        touched.update(range(max(0, first), bisect_left(pages, max(span.end, span.start + 1), key=_start)))
    runs: list[list[int]] = []
    for number in sorted(touched):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [(pages[first].label, pages[last].label) for first, last in runs]


def _start(page: Page) -> int:
    return page.start
