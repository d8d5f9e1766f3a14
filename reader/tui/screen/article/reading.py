"""What every key of the reading screen starts from: the article, the pane, and the passages that a verb acts on."""

from __future__ import annotations

from functools import cached_property

from reader.annotation.model import Annotation
from reader.annotation.overlap import Overlaps
from reader.command.command import Context
from reader.layout.motion import Grain, Selection
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.widget.bar import Prompt
from reader.tui.widget.pane import ReadingPane
from reader.tui.widget.side_pane import SidePane


class Reading(KeyedScreen):
    """An article on the screen."""

    context: Context = "article"

    def __init__(self, article: str) -> None:
        super().__init__()
        self.article = article
        self.annotations: list[Annotation] = []
        self._overlaps = Overlaps(self.annotations)
        self.cycled = ""
        """The annotation chosen among those that overlap under the focus."""
        self.moving = ""
        """The annotation whose right place is to be selected here, come from the review queue."""

    def forget(self) -> None:
        """Forget what belonged to the article that was shown before."""
        self.cycled = ""

    @cached_property
    def pane(self) -> ReadingPane:
        """The reading pane."""
        return self.query_one(ReadingPane)

    @cached_property
    def side(self) -> SidePane:
        """The side pane."""
        return self.query_one(SidePane)

    @cached_property
    def prompt(self) -> Prompt:
        """The line to type in, made when first asked for: Textual's inputs take long to make."""
        prompt = Prompt()
        self.mount(prompt, before=self.bar)
        return prompt

    @property
    def text(self) -> str:
        """The article's canonical text."""
        return self.scolie.state.workspace.text(self.article)

    def go(self, span: Span, *, exact: bool = False) -> None:
        """Put the focus on the sentence at ``span``, or select just the span."""
        document = self.pane.document
        if document is None or not document.blocks:
            return
        sentence = document.sentence_at(span.start)
        chosen = Selection(span, span, Grain.WORD) if exact else Selection(sentence, sentence)
        self.pane.select(chosen)

    def under_focus(self) -> Annotation | None:
        """Return the annotation under the focus: the one cycled to, else the shortest."""
        selection = self.pane.selection
        if selection is None:
            return None
        here = self.touching(selection.span)
        chosen = next((one for one in here if one.id == self.cycled), None)
        return chosen or min(here, key=lambda one: len(one.hull), default=None)

    def touching(self, span: Span) -> list[Annotation]:
        """Return the annotations that overlap ``span``, in their order."""
        if self._overlaps.annotations is not self.annotations:
            self._overlaps = Overlaps(self.annotations)
        return self._overlaps.touching(span)

    def around_focus(self) -> Annotation | None:
        """Return the annotation that all of what is lit belongs to: the one cycled to, else the shortest."""
        selection = self.pane.selection
        if selection is None:
            return None
        here = [one for one in self.touching(selection.span) if any(span.covers(selection.span) for span in one.spans)]
        chosen = next((one for one in here if one.id == self.cycled), None)
        return chosen or min(here, key=lambda one: len(one.hull), default=None)

    def passages(self) -> tuple[Span, ...]:
        """Return the spans that a verb acts on: those kept, or what is selected; Problem if there is no text."""
        selection = self.pane.selection
        if selection is None:
            raise Problem("There is nothing to mark here.", "", "Open an article with text.")
        kept = self.pane.kept
        if kept and any(span.overlaps(selection.span) for span in kept):
            return kept
        return (*kept, selection.span) if kept and selection.extended else kept or (selection.span,)
