"""What a key does to the selection."""

from __future__ import annotations

from dataclasses import replace

from reader.layout.motion import Grain, Selection, grown, snapped
from reader.text.span import with_span
from reader.tui.screen.article.reading import Reading


class Selecting(Reading):
    """The selecting part of the reading screen."""

    def _extend(self, grain: Grain, step: int) -> None:
        self.pane.move(grain, step, extend=True)

    def do_select_next_sentence(self) -> None:
        """Select the next sentence, too."""
        self._extend(Grain.SENTENCE, 1)

    def do_select_previous_sentence(self) -> None:
        """Select the previous sentence, too."""
        self._extend(Grain.SENTENCE, -1)

    def do_select_next_word(self) -> None:
        """Select the next word, too."""
        self._extend(Grain.WORD, 1)

    def do_select_previous_word(self) -> None:
        """Select the previous word, too."""
        self._extend(Grain.WORD, -1)

    def do_select_sticky(self) -> None:
        """Let every motion extend the selection."""
        if self.pane.selection:
            self.pane.select(replace(self.pane.selection, sticky=not self.pane.selection.sticky))

    def do_select_grow(self) -> None:
        """From word to sentence to paragraph."""
        if self.pane.document and self.pane.selection:
            self.pane.select(grown(self.pane.document, self.pane.selection, 1))

    def do_select_shrink(self) -> None:
        """From paragraph to sentence to word."""
        if self.pane.document and self.pane.selection:
            self.pane.select(grown(self.pane.document, self.pane.selection, -1))

    def do_select_other_end(self) -> None:
        """Move the other end of the selection."""
        if self.pane.selection:
            self.pane.select(self.pane.selection.swapped())

    def do_select_snap(self) -> None:
        """Select whole sentences."""
        if self.pane.document and self.pane.selection:
            self.pane.select(snapped(self.pane.document, self.pane.selection))

    def do_select_keep(self) -> None:
        """Keep this passage and go on."""
        if self.pane.selection:
            self.pane.mark_up(kept=with_span(self.pane.kept, self.pane.selection.span))
            self.pane.select(self.pane.selection.collapsed())
            self.pane.move(Grain.SENTENCE, 1)

    def do_select_drop(self) -> None:
        """Drop the passage kept last."""
        self.pane.mark_up(kept=self.pane.kept[:-1])

    def do_select_clear(self) -> None:
        """Back to the focus."""
        if self.pane.selection:
            self.pane.mark_up(hits=(), kept=())
            document, focus = self.pane.document, self.pane.selection.focus
            if document and self.pane.selection.grain is not Grain.SENTENCE:
                focus = document.sentence_at(focus.start)
            self.pane.select(Selection(focus, focus))
