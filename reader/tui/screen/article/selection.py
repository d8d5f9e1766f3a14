"""Keys that change the selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from reader.layout.bar import BETWEEN
from reader.layout.motion import MOST_COUNTED, Grain, Selection, grown, snapped, units_in
from reader.text.span import with_span
from reader.translation import ngettext
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.host import CommandTable


class SelectionCommands:
    """Extends, grows and clears the selection, and keeps passages."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "select.next-sentence": partial(self._extend, Grain.SENTENCE, 1),
            "select.previous-sentence": partial(self._extend, Grain.SENTENCE, -1),
            "select.next-word": partial(self._extend, Grain.WORD, 1),
            "select.previous-word": partial(self._extend, Grain.WORD, -1),
            "select.sticky": self.toggle_sticky,
            "select.grow": partial(self._grow, 1),
            "select.shrink": partial(self._grow, -1),
            "select.other-end": self.other_end,
            "select.snap": self.snap,
            "select.keep": self.keep,
            "select.drop": self.drop,
            "select.clear": self.clear,
        }

    def mode(self) -> str:
        """Return how much is selected, as the status row shows it; empty if only the focus is lit."""
        pane = self._view.pane
        selection, parts = pane.selection, []
        if pane.document and selection and (selection.sticky or selection.extended):
            parts.append(_selected(selection.grain, units_in(pane.document, selection)))
        if pane.kept:
            kept = ngettext("KEPT {count} passage", "KEPT {count} passages", len(pane.kept))
            parts.append(kept.format(count=len(pane.kept)))
        return BETWEEN.join(parts)

    def idle(self) -> Iterable[str]:
        """Return what does nothing now."""
        pane = self._view.pane
        selection = pane.selection
        is_selected = selection is not None and (selection.sticky or selection.extended)
        idle = [] if is_selected or pane.kept or pane.hits else ["select.clear"]
        return [*idle, *([] if is_selected else ["select.other-end"]), *([] if pane.kept else ["select.drop"])]

    def _extend(self, grain: Grain, step: int) -> None:
        self._view.pane.move(grain, step, extend=True)

    def toggle_sticky(self) -> None:
        """Let every motion extend the selection, or no longer."""
        pane = self._view.pane
        if pane.selection:
            pane.select(replace(pane.selection, sticky=not pane.selection.sticky))

    def _grow(self, step: int) -> None:
        """Go from word to sentence to paragraph, or back."""
        pane = self._view.pane
        if pane.document and pane.selection:
            pane.select(grown(pane.document, pane.selection, step))

    def other_end(self) -> None:
        """Move the other end of the selection from now on."""
        pane = self._view.pane
        if pane.selection:
            pane.select(pane.selection.swapped())

    def snap(self) -> None:
        """Select whole sentences."""
        pane = self._view.pane
        if pane.document and pane.selection:
            pane.select(snapped(pane.document, pane.selection))

    def keep(self) -> None:
        """Keep this passage and go on."""
        pane = self._view.pane
        if pane.selection:
            pane.mark_up(kept=with_span(pane.kept, pane.selection.span))
            pane.select(pane.selection.collapsed())
            pane.move(Grain.SENTENCE, 1)

    def drop(self) -> None:
        """Drop the passage kept last."""
        self._view.pane.mark_up(kept=self._view.pane.kept[:-1])

    def clear(self) -> None:
        """Go back to the sentence in focus; forget hits and kept passages."""
        pane = self._view.pane
        if pane.selection:
            pane.mark_up(hits=(), kept=())
            focus = pane.selection.focus
            if pane.document and pane.selection.grain is not Grain.SENTENCE:
                focus = pane.document.sentence_at(focus.start)
            pane.select(Selection(focus, focus))


def _selected(grain: Grain, count: int) -> str:
    if grain is Grain.WORD:
        line = ngettext("SELECT {count} word", "SELECT {count} words", count)
    elif grain is Grain.SENTENCE:
        line = ngettext("SELECT {count} sentence", "SELECT {count} sentences", count)
    else:
        line = ngettext("SELECT {count} paragraph", "SELECT {count} paragraphs", count)
    return line.format(count=f"{count}+" if count == MOST_COUNTED else count)
