"""Keys of a tagging pass: give the passage the tags, skip it or refuse it, and go on to the next.

Without a pass, nothing here changes what keys do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from reader.annotation.tagging_pass import Answer, Candidates, PassState
from reader.layout.motion import Grain, Selection
from reader.search.ranking import places_of
from reader.session.passes import passes
from reader.session.passes.candidates import GRAINS, hits_in
from reader.session.passes.pass_progress import Candidate, PassProgress
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.translation import _, ngettext
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Navigator, Notifies, PassActions, TellsChanges

NAME_SHOWN = 20
"""Characters of a pass's name in the status row, which has more to say."""


class TaggingPassHost(Notifies, TellsChanges, Protocol):
    """What a pass needs."""


class TaggingPass:
    """Goes through the passages of a pass."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: TaggingPassHost,
        navigator: Navigator,
        actions: PassActions,
        marking: Marking,
        undo: Callable[[], None],
    ) -> None:
        self._view = view
        self._state = state
        self._host = host
        self._navigator = navigator
        self._actions = actions
        self._marking = marking
        self._undo = undo

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "annotation.highlight": self.highlight,
            "edit.undo": self.undo,
            "pass.give": self.give,
            "pass.skip": self.skip,
            "pass.refuse": self.refuse,
            "pass.back": self.back,
            "pass.finish": self.finish,
            "pass.leave": self.leave,
        }

    @property
    def is_on(self) -> bool:
        """Whether the keys of a pass count."""
        return self._state.pass_progress is not None

    def _progress(self) -> PassProgress:
        if self._state.pass_progress is None:
            raise Problem(
                _("No pass is on."),
                "",
                _("{key} goes on with one.").format(key=self._state.key_of("goto.passes", "article")),
                status=1,
            )
        return self._state.pass_progress

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

        now = next((each for each in passes.passes(self._state.workspace) if each.id == progress.tagging_pass.id), None)
        if now is None or now.state is PassState.FINISHED:
            self._state.end_pass()
            self._host.notify(_("The pass is no longer open."))
            return
        progress.tagging_pass = now
        if self._view.article in progress.articles:
            progress.look(self._view.article)

    # -- deciding

    def highlight(self) -> None:
        """Highlight the passages, with the tags of the pass if one is on."""
        if self._state.pass_progress is None:
            self._marking.highlight()
        else:
            self._tag(self._state.pass_progress)

    def _tag(self, progress: PassProgress) -> None:
        article, spans, workspace = self._view.article, self._view.passages(), self._state.workspace
        passes.give(workspace, progress.tagging_pass, article, spans, self._state.ink)
        paths = workspace.codebook.paths(progress.tagging_pass.tags)
        self._state.remember_tags(paths)
        self._state.trail.append(Candidate(article, spans[0]))
        self._marking.acknowledge_tags(paths)

    def give(self) -> None:
        """Give the passage the tags, and go on."""
        progress, after = self._progress(), max(span.end for span in self._view.passages())
        # A passage that has the tags already, perhaps with other boundaries, is not tagged twice.
        if not self._is_given_here(progress):
            self._tag(progress)
        self._go_on(progress, after)

    def _is_given_here(self, progress: PassProgress) -> bool:
        pane = self._view.pane
        if pane.selection is None or pane.selection.extended or pane.kept:
            return False

        here = self._view.touching(pane.selection.span)
        return any(passes.is_given(self._state.workspace, progress.tagging_pass, annotation) for annotation in here)

    def skip(self) -> None:
        """Skip the passage until the next visit, and go on."""
        progress, after = self._progress(), self._end_of_selection()
        span = self._asked(progress, Answer.LEFT)
        if span:
            passes.skip(self._state.workspace, progress.tagging_pass, self._view.article, [span])
            self._decided(span)
        self._go_on(progress, after)

    def refuse(self) -> None:
        """Refuse the passage for good, and go on."""
        progress, after = self._progress(), self._end_of_selection()
        span = self._asked(progress, Answer.LEFT, Answer.SKIPPED, Answer.GIVEN)
        if span:
            passes.refuse(self._state.workspace, progress.tagging_pass, self._view.article, [span])
            self._decided(span)
        self._go_on(progress, after)

    def _end_of_selection(self) -> int:
        selection = self._view.pane.selection
        return selection.span.end if selection else 0

    def _asked(self, progress: PassProgress, *answers: Answer) -> Span | None:
        """Return the selection if the pass asks about any of it and the answer so far is one of ``answers``."""
        selection, article = self._view.pane.selection, self._view.article
        if selection is None or article not in progress.articles:
            return None
        answered = zip(progress.candidates_in(article), progress.look(article), strict=False)
        asked = any(span.overlaps(selection.span) and answer in answers for span, answer in answered)
        return selection.span if asked else None

    def _decided(self, span: Span) -> None:
        self._state.trail.append(Candidate(self._view.article, span))
        self._view.screen.reload()

    # -- going on, and back

    def _go_on(self, progress: PassProgress, after: int) -> None:
        article = self._view.article

        def following() -> Candidate | None:
            return next(progress.following(article, after), None)

        self._seek(progress.is_long_way(article, after), following, partial(self._go_to, progress))

    def _seek(self, long: bool, find: Callable[[], Candidate | None], then: Callable[[Candidate | None], None]) -> None:
        """Call ``then`` with what ``find`` returns, which runs in a thread if it takes ``long``."""
        if long:
            self._view.screen.waiting.wait_for(_("Opening…"), lambda _: find(), then)
        else:
            then(find())

    def _go_to(self, progress: PassProgress, following: Candidate | None) -> None:
        if following is not None:
            self._navigator.to_candidate(following)
        elif progress.tagging_pass.candidates is Candidates.SUGGESTIONS:
            self._actions.begin(progress.tagging_pass)  # new tags may have made other sentences similar
        else:
            self._actions.tell_nothing_left(progress)

    def back(self) -> None:
        """Go back to the passage before this one."""
        progress, article, selection = self._progress(), self._view.article, self._view.pane.selection

        def to(before: Candidate | None) -> None:
            if before is None:
                self._host.notify(_("There is nothing before it."))
            else:
                self._navigator.to_candidate(before)

        if selection:
            span = selection.span
            self._seek(progress.is_long_way_back(article, span), lambda: progress.before(article, span), to)

    def undo(self) -> None:
        """Take back the newest change; if the pass made it, go back to its passage."""
        self._undo()
        progress, trail = self._state.pass_progress, self._state.trail
        if progress is None or not trail:
            return
        last = trail[-1]
        left = progress.left_in(last.article) if last.article in progress.articles else []
        open_again = next((span for span in left if span.overlaps(last.span)), None)
        if open_again is not None:
            trail.pop()
            self._navigator.to_candidate(next(each for each in progress.every(last.article) if each.span == open_again))

    # -- its end

    def finish(self) -> None:
        """Finish the pass."""
        progress = self._progress()
        passes.finish(self._state.workspace, progress.tagging_pass)
        self._state.end_pass()
        self._view.screen.reload()
        undecided = progress.left + progress.skipped
        done = ngettext("Finished {name} · {count} not decided", "Finished {name} · {count} not decided", undecided)
        self._host.tell_done(done.format(name=progress.tagging_pass.name, count=undecided))

    def leave(self) -> None:
        """Leave the pass."""
        progress = self._progress()
        self._state.end_pass()
        self._view.screen.reload()
        key = self._state.key_of("goto.passes", "article")
        self._host.notify(_("Left the pass {name} · {key} goes on").format(name=progress.tagging_pass.name, key=key))


def _short(name: str) -> str:
    """Return the name of a pass as the status row has room for it: of long paths of tags the last part."""
    if len(name) > NAME_SHOWN:
        name = ", ".join(path.rsplit("/", 1)[-1] for path in name.split(", "))
    return clipped(name, NAME_SHOWN)
