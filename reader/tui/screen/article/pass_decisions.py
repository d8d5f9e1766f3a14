"""What the keys of a tagging pass decide, and the way to its next passage. Loaded with the first of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from reader.annotation.tagging_pass import Answer, Candidates
from reader.session.passes import passes
from reader.session.passes.pass_progress import Candidate, PassProgress
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _, ngettext
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Navigator, Notifies, PassActions, TellsChanges


class TaggingPassHost(Notifies, TellsChanges, Protocol):
    """What a pass needs."""


class PassDecisions:
    """Gives a passage the tags, skips it or refuses it, and goes on; Problem while no pass is on."""

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
        """``undo`` takes back the newest change, whoever made it."""
        self._view, self._state, self._host = view, state, host
        self._navigator, self._actions = navigator, actions
        self._marking, self._undo = marking, undo

    def _progress(self) -> PassProgress:
        if self._state.pass_progress is None:
            raise Problem(
                _("No pass is on."),
                "",
                _("{key} goes on with one.").format(key=self._state.key_of("goto.passes", "article")),
                status=1,
            )
        return self._state.pass_progress

    # -- deciding

    def highlight(self) -> None:
        """Highlight the passages with the tags of the pass."""
        self._tag(self._progress())

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
