"""A tagging pass on the reading screen: what is shown of it, and its keys, which have their usual meaning without a pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from reader.layout.motion import Grain, Selection
from reader.text.span import Span
from reader.text.title import clipped
from reader.translation import _, ngettext
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Notifies

if TYPE_CHECKING:
    from reader.session.passes.pass_progress import Candidate
    from reader.tui.screen.article.pass_decisions import PassDecisions

NAME_SHOWN = 20
"""Characters of a pass's name in the status row, which has more to say."""


class TaggingPass:
    """Goes through the passages of a pass."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: Notifies,
        marking: Marking,
        undo: Callable[[], None],
        decisions: Callable[[], PassDecisions],
    ) -> None:
        """``undo`` takes back the newest change, whoever made it; ``decisions`` makes what the keys of a pass need."""
        self._view, self._state, self._host = view, state, host
        self._marking, self._undo = marking, undo
        self._make_decisions = decisions

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "annotation.highlight": self.highlight,
            "edit.undo": self.undo,
            "pass.give": lambda: self.decisions.give(),
            "pass.skip": lambda: self.decisions.skip(),
            "pass.refuse": lambda: self.decisions.refuse(),
            "pass.back": lambda: self.decisions.back(),
            "pass.finish": lambda: self.decisions.finish(),
            "pass.leave": lambda: self.decisions.leave(),
        }

    @cached_property
    def decisions(self) -> PassDecisions:
        """What the keys decide."""
        return self._make_decisions()

    @property
    def is_on(self) -> bool:
        """Whether the keys of a pass count."""
        return self._state.pass_progress is not None

    def highlight(self) -> None:
        """Highlight the passages, with the tags of the pass if one is on."""
        if self.is_on:
            self.decisions.highlight()
        else:
            self._marking.highlight()

    def undo(self) -> None:
        """Take back the newest change; if the pass made it, go back to its passage."""
        if self.is_on:
            self.decisions.undo()
        else:
            self._undo()

    # -- what is shown of it

    def mode(self) -> str:
        """Return the pass and the place in it, as the status row shows them; empty without a pass."""
        progress, selection = self._state.pass_progress, self._view.pane.selection
        if progress is None or selection is None:
            return ""
        name = _short(progress.tagging_pass.name)
        place = progress.place(self._view.article, selection.span)
        if place:
            return _("PASS {name} · {number} of {count}").format(name=name, number=place, count=progress.total)
        return _("PASS {name} · {count} in all").format(name=name, count=progress.total)

    def facts(self) -> tuple[str, ...]:
        """Return how many passages are left, what was decided here, and for which words the passage was suggested."""
        progress, selection = self._state.pass_progress, self._view.pane.selection
        if progress is None or selection is None:
            return ()
        from reader.annotation.tagging_pass import Answer

        article, candidate = self._view.article, self._state.candidate
        place = progress.place(article, selection.span)
        answer = progress.answer_to(article, selection.span) if place else Answer.LEFT
        names = {Answer.GIVEN: _("tagged"), Answer.REFUSED: _("refused"), Answer.SKIPPED: _("skipped")}
        words = candidate.words if candidate and self._is_lit(candidate) else ()
        why = _("for {words}").format(words=", ".join(word for word, _number in words)) if words else ""
        left = ngettext("{count} left", "{count} left", progress.left).format(count=progress.left)
        return tuple(fact for fact in (left, names.get(answer, ""), why) if fact)

    def _is_lit(self, candidate: Candidate) -> bool:
        selection = self._view.pane.selection
        is_here = candidate.article == self._view.article
        return is_here and selection is not None and candidate.span.overlaps(selection.span)

    def light_candidate(self) -> None:
        """Select the passage that is asked about, with the words for which it was suggested."""
        view, progress, candidate = self._view, self._state.pass_progress, self._state.candidate
        document = view.pane.document
        if progress is None or candidate is None or candidate.article != view.article or document is None:
            return
        from reader.annotation.tagging_pass import Candidates
        from reader.search.ranking import places_of
        from reader.session.passes.candidates import GRAINS, hits_in

        span = candidate.span
        tagging_pass = progress.tagging_pass
        if tagging_pass.candidates is Candidates.HITS:
            view.pane.select(Selection(span, span, GRAINS[tagging_pass.unit]))
            hits = hits_in(self._state.workspace, tagging_pass, candidate.article)
            view.pane.mark_up(hits=[hit for hit in hits if span.covers(hit)])
        else:
            view.pane.select(Selection(span, span, Grain(max(Grain.SENTENCE, GRAINS[tagging_pass.unit]))))
            words = places_of(span.of(document.text), [word for word, _ in candidate.words])
            view.pane.mark_up(hits=[Span(span.start + word.start, span.start + word.end) for word in words])
        view.screen.tell()

    def refresh(self) -> None:
        """Take in what has changed: what is decided in this article, and whether the pass is still open."""
        progress = self._state.pass_progress
        if progress is None:
            return
        from reader.annotation.tagging_pass import PassState
        from reader.session.passes import passes

        now = next((each for each in passes.passes(self._state.workspace) if each.id == progress.tagging_pass.id), None)
        if now is None or now.state is PassState.FINISHED:
            self._state.end_pass()
            self._host.notify(_("The pass is no longer open."))
            return
        progress.tagging_pass = now
        if self._view.article in progress.articles:
            progress.look(self._view.article)


def _short(name: str) -> str:
    """Return the name of a pass as the status row has room for it: of long paths of tags the last part."""
    if len(name) > NAME_SHOWN:
        name = ", ".join(path.rsplit("/", 1)[-1] for path in name.split(", "))
    return clipped(name, NAME_SHOWN)
