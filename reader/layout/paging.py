"""Paging: where the view and the focus go, with two rows of context and the focus on its row of the screen."""

from __future__ import annotations

from reader.layout.motion import Grain, Selection
from reader.layout.rows import Page, margin_rows
from reader.text.document import SKIPPED
from reader.text.span import Span

CONTEXT = 2
"""Rows of the previous page that stay in view."""


def paged(page: Page, now: Selection, top: int, height: int, step: int) -> tuple[int, Selection]:
    """Return the top row of a view ``height`` rows high after a page down (``step`` 1) or up (-1), and the selection.

    The focus stays on its row of the screen as nearly as possible, but always moves on, at last to the edge of the text.
    """
    document, focus = page.document, now.focus
    margin = margin_rows(height)
    above = max(margin, min(page.y_of(focus.start) - top, height - 1 - margin))
    page.settle(max(0, top - height), 3 * height)
    goes_to = max(0, min(top + step * max(1, height - CONTEXT), page.height - height))
    edge = 0 if step < 0 else page.height - 1
    sentence = _sentence_at(page, goes_to + above if goes_to != top else edge, step)
    if sentence is None or (sentence.start - focus.start) * step <= 0:
        beyond = document.sentence_after if step > 0 else document.sentence_before
        sentence = beyond(focus.start, SKIPPED) or focus
    anchor = now.anchor if now.sticky else sentence
    return goes_to, Selection(anchor, sentence, Grain.SENTENCE, now.sticky)


def _sentence_at(page: Page, y: int, step: int) -> Span | None:
    """Return the sentence on row ``y``, or the next one in this direction that motion does not skip.

    Beyond the first row of the text, in its title block, it is the first sentence.
    """
    document = page.document
    row = page.row(y)
    while row and row.span is None:
        y += step
        row = page.row(y)
    if row is None and step < 0:
        return document.sentence_after(-1, SKIPPED)
    if not row or row.span is None:
        return None
    sentence = document.sentence_at(row.span.start)
    if document.blocks[row.block].kind not in SKIPPED:
        return sentence
    beyond = document.sentence_after if step > 0 else document.sentence_before
    return beyond(sentence.start, SKIPPED) or (document.sentence_after(-1, SKIPPED) if step < 0 else None)
