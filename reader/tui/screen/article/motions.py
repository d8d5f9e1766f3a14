"""Keys that move the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from reader.annotation.model import State
from reader.layout.motion import Grain
from reader.text.document import SKIPPED
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.host import CommandTable, Navigator


class Motions:
    """Moves by sentence, paragraph, word, page and annotation."""

    def __init__(self, view: ArticleView, navigator: Navigator, read_on: Callable[[], None]) -> None:
        """``read_on`` remembers the place that a motion has led to."""
        self._view = view
        self._navigator = navigator
        self._read_on = read_on

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "move.next-sentence": partial(self._move, Grain.SENTENCE, 1),
            "move.previous-sentence": partial(self._move, Grain.SENTENCE, -1),
            "move.next-paragraph": partial(self._move, Grain.PARAGRAPH, 1),
            "move.previous-paragraph": partial(self._move, Grain.PARAGRAPH, -1),
            "move.next-word": partial(self._move, Grain.WORD, 1),
            "move.previous-word": partial(self._move, Grain.WORD, -1),
            "move.page-down": partial(self._turn, 1),
            "move.page-up": partial(self._turn, -1),
            "goto.top": self.go_to_top,
            "goto.end": self.go_to_end,
            "annotation.next": partial(self._go_to_annotation, 1),
            "annotation.previous": partial(self._go_to_annotation, -1),
        }

    def idle(self) -> Iterable[str]:
        """Return what does nothing now: without annotations there is none to go to."""
        placed = any(annotation.state is not State.ORPHAN for annotation in self._view.annotations)
        return () if placed else ("annotation.next", "annotation.previous")

    def _move(self, grain: Grain, step: int) -> None:
        self._view.pane.move(grain, step)
        self._read_on()

    def _turn(self, step: int) -> None:
        self._view.pane.turn(step)
        self._read_on()

    def go_to_top(self) -> None:
        """Go to the first sentence."""
        self._navigator.leave_trace()
        self._view.go(Span(0, 0))
        self._read_on()

    def go_to_end(self) -> None:
        """Go to the last sentence."""
        document = self._view.pane.document
        last = document.sentence_before(len(document.text), SKIPPED) if document else None
        if last:
            self._navigator.leave_trace()
            self._view.go(last)
            self._read_on()

    def _go_to_annotation(self, step: int) -> None:
        """Go to the next or previous annotation; after the last comes the first."""
        selection = self._view.pane.selection
        placed = [annotation for annotation in self._view.annotations if annotation.state is not State.ORPHAN]
        if selection is None:
            return
        if not placed:
            raise Problem(_("There are no annotations in this article."), "", _("Highlight something first."), status=1)
        at = selection.span.start
        order = placed if step > 0 else placed[::-1]
        later = [annotation for annotation in order if (annotation.hull.start - at) * step > 0]
        self._view.go_to_annotation((later or order)[0])
