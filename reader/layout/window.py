"""A window: the part of a large text that a page around a place is made of, and a page of it that equals the whole's.

Of the text only the blocks around the place are looked at. Where the rows of the page cannot be told from them alone, more
are.
"""

from __future__ import annotations

from reader.layout.motion import Selection
from reader.layout.rows import Page
from reader.text.block import Block
from reader.text.document import Document
from reader.text.table import Table
from reader.text.value import Value

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable

_AROUND = 3
"""Pages above and below the place that are looked at first."""


class Window(Value):
    """A page of a part of a text: ``before`` code points are above the part. All places count in the part."""

    document: Document
    before: int
    page: Page
    selection: Selection
    top: int
    """The row of the page that is the first in view."""
    below: bool
    """Whether the text goes on below the part."""


def window(
    table: Table, part: Callable[[int, int], str], at: int, above: int | None, width: int, lines: int
) -> Window | None:
    """Return the page of ``lines`` rows with the focus on the sentence at the code point ``at``, ``above`` rows down.

    ``part`` returns the text between two blocks, or up to its end if the second is none. None without blocks.
    """
    if not len(table):
        return None
    index = max(0, table.at(at))
    if at >= table.end(index) and index + 1 < len(table):
        index += 1
    reach = _AROUND * lines
    while True:
        first, last = _above(table, index, reach, width), _below(table, index, reach, width)
        found = _page(table, part, first, last, at, above, width, lines)
        if found is not None:
            return found
        reach *= 4


def _rows(table: Table, index: int, width: int) -> int:
    return max(1, (table.end(index) - table.start(index)) // width)


def _above(table: Table, index: int, reach: int, width: int) -> int:
    while index > 0 and reach > 0:
        index -= 1
        reach -= _rows(table, index, width)
    return index


def _below(table: Table, index: int, reach: int, width: int) -> int:
    """Return the number of the block after the last one that is looked at."""
    index += 1
    while index < len(table) and reach > 0:
        reach -= _rows(table, index, width)
        index += 1
    return index


def _page(
    table: Table,
    part: Callable[[int, int], str],
    first: int,
    last: int,
    at: int,
    above: int | None,
    width: int,
    lines: int,
) -> Window | None:
    """Return the page of blocks ``[first, last)``; None if its rows depend on what is beyond them."""
    before = table.start(first)
    blocks = [table.block(index) for index in range(first, last)]
    document = Document(
        part(first, last), tuple(Block(one.kind, one.span.shifted(-before), one.ordinal) for one in blocks)
    )
    # As the app finds it; ``at`` may stand above the first block, or behind the last.
    sentence = document.sentence_at(max(0, at - before))
    page = Page(document, width)
    page.settle_at(sentence.start, lines)
    top = page.opening_top(sentence, above, lines)
    below = last < len(table)
    if not holds(page, top, lines, above=first > 0, below=below):
        return None
    return Window(document, before, page, Selection(sentence, sentence), top, below)


def holds(page: Page, top: int, lines: int, *, above: bool, below: bool) -> bool:
    """Whether ``lines`` rows of a part's page are those of the whole text, which goes on ``above`` or ``below`` it."""
    first, last = page.row(top), page.row(top + lines - 1)
    if above and (first is None or first.block == 0):
        return False
    return not (below and (last is None or last.block == len(page.document.blocks) - 1))
