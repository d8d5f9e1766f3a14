"""What a key does in a tagging pass: give the passage the tags, skip it, refuse it, and go on to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.command.command import Context
from reader.layout.motion import Grain, Selection
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.tui.screen.article.marking import Marking

# What a pass takes is loaded when one is on.
if TYPE_CHECKING:
    from reader.annotation.tagging_pass import Answer
    from reader.session.passes.pass_progress import Candidate, Course

NAME_SHOWN = 20
"""Characters of a pass's name in the line at the bottom, which has to say more."""


class Passing(Marking):
    """The reading screen's part in a tagging pass. Outside one, everything is as it is without."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """In the text the keys of the pass come first."""
        return ("pass", self.context) if self.course and self.context == "article" else super().contexts

    @property
    def course(self) -> Course | None:
        """The way through the pass that is on."""
        return self.scolie.state.pass_progress

    def _on(self) -> Course:
        if self.course is None:
            raise Problem("No pass is on.", "", "g p goes on with one.", status=1)
        return self.course

    # -- what is seen of it

    def pass_line(self) -> str:
        """Which pass is on, where one is in it, what is left, and why this passage was suggested."""
        course, selection = self.course, self.pane.selection
        if course is None or selection is None:
            return ""
        from reader.annotation.tagging_pass import Answer

        place = course.place(self.article, selection.span)
        told = f"{place} of {course.total}" if place else f"{course.total} in all"
        candidate = self.scolie.state.candidate
        words = candidate.words if candidate and self._is_lit(candidate) else ()
        why = f" · for {', '.join(word for word, _ in words)}" if words else ""
        said = course.said_of(self.article, selection.span) if place else Answer.LEFT
        names = {Answer.GIVEN: ", tagged", Answer.REFUSED: ", refused", Answer.SKIPPED: ", skipped"}
        answer = names.get(said, "")
        return f"Pass {clipped(course.one.name, NAME_SHOWN)} · {told}{answer} · {course.left} left{why}"

    def _is_lit(self, candidate: Candidate) -> bool:
        selection = self.pane.selection
        return candidate.article == self.article and selection is not None and candidate.span.overlaps(selection.span)

    def light_candidate(self) -> None:
        """Select the passage that is asked about, with the words for which it was suggested."""
        candidate, document = self.scolie.state.candidate, self.pane.document
        if self.course is None or candidate is None or candidate.article != self.article or document is None:
            return
        from reader.annotation.tagging_pass import Candidates
        from reader.search.ranking import places_of

        span = candidate.span
        if self.course.one.candidates is Candidates.HITS:
            self.pane.select(Selection(span, span, Grain.WORD))
        else:
            self.pane.select(Selection(span, span))
        words = places_of(span.of(document.text), [word for word, _ in candidate.words])
        self.pane.mark_up(hits=[Span(span.start + one.start, span.start + one.end) for one in words])
        self.tell()

    def look_at_pass(self) -> None:
        """Take in what has changed: what is decided here, and whether the pass goes on at all."""
        if self.course is None:
            return
        from reader.annotation.tagging_pass import PassState
        from reader.session.passes import passes

        now = next((one for one in passes.passes(self.scolie.state.workspace) if one.id == self.course.one.id), None)
        if now is None or now.state is PassState.FINISHED:
            self.scolie.state.end_pass()
            self.notify("The pass is no longer open.")
            return
        self.course.one = now
        if self.article in self.course.articles:
            self.course.look(self.article)

    # -- what is said of a passage

    def do_annotation_highlight(self) -> None:
        """Highlight what is selected, with the tags of the pass if one is on."""
        if self.course is None:
            super().do_annotation_highlight()
        else:
            self._give(self.course)

    def _give(self, course: Course) -> None:
        from reader.session.passes import passes
        from reader.session.passes.pass_progress import Candidate

        spans = self.passages()
        passes.give(self.scolie.state.workspace, course.one, self.article, spans, self.scolie.state.ink)
        paths = self.scolie.state.workspace.codebook.paths(course.one.tags)
        self.scolie.state.remember_tags(paths)
        self.scolie.state.trail.append(Candidate(self.article, spans[0]))
        self._made(f"Tagged {', '.join(paths)}.")

    def do_pass_give(self) -> None:
        """Give the passage the tags, and go on."""
        course, after = self._on(), max(span.end for span in self.passages())
        # What has the tags already, on other boundaries perhaps, needs them no second time.
        if not self._is_given_here(course):
            self._give(course)
        self._go_on(course, after)

    def _is_given_here(self, course: Course) -> bool:
        selection = self.pane.selection
        if selection is None or selection.extended or self.pane.kept:
            return False
        from reader.session.passes import passes

        here = self.touching(selection.span)
        return any(passes.is_given(self.scolie.state.workspace, course.one, one) for one in here)

    def do_pass_skip(self) -> None:
        """Pass over the passage until the next visit, and go on."""
        from reader.annotation.tagging_pass import Answer
        from reader.session.passes import passes

        course, after = self._on(), self._after()
        span = self._asked(course, Answer.LEFT)
        if span:
            passes.skip(self.scolie.state.workspace, course.one, self.article, [span])
            self._decided(span)
        self._go_on(course, after)

    def do_pass_refuse(self) -> None:
        """Refuse the passage for good, and go on."""
        from reader.annotation.tagging_pass import Answer
        from reader.session.passes import passes

        course, after = self._on(), self._after()
        span = self._asked(course, Answer.LEFT, Answer.SKIPPED, Answer.GIVEN)
        if span:
            passes.refuse(self.scolie.state.workspace, course.one, self.article, [span])
            self._decided(span)
        self._go_on(course, after)

    def _after(self) -> int:
        return self.pane.selection.span.end if self.pane.selection else 0

    def _asked(self, course: Course, *answers: Answer) -> Span | None:
        """Return what is selected if the pass asks about any of it and the answer so far is one of ``answers``."""
        selection = self.pane.selection
        if selection is None or self.article not in course.articles:
            return None
        said = zip(course.candidates_in(self.article), course.look(self.article), strict=False)
        asked = any(span.overlaps(selection.span) and answer in answers for span, answer in said)
        return selection.span if asked else None

    def _decided(self, span: Span) -> None:
        from reader.session.passes.pass_progress import Candidate

        self.scolie.state.trail.append(Candidate(self.article, span))
        self.reload()

    def _go_on(self, course: Course, after: int) -> None:
        article = self.article

        def following() -> Candidate | None:
            return next(course.following(article, after), None)

        self._seek(course.is_long_way(article, after), following, partial(self._to, course))

    def _seek(self, long: bool, what: Callable[[], Candidate | None], then: Callable[[Candidate | None], None]) -> None:
        """Hand on to ``then`` what is found, sought beside the keyboard if that takes ``long``."""
        if long:
            self.wait_for("Opening…", lambda _: what(), then)
        else:
            then(what())

    def _to(self, course: Course, following: Candidate | None) -> None:
        from reader.annotation.tagging_pass import Candidates

        if following is not None:
            self.scolie.to_candidate(following)
        elif course.one.candidates is Candidates.SUGGESTIONS:
            self.scolie.begin_pass(course.one)  # what was tagged meanwhile may be like other sentences
        else:
            self.scolie.tell_nothing_left(course)

    def do_pass_back(self) -> None:
        """Go back to the passage before this one."""
        course, article, selection = self._on(), self.article, self.pane.selection

        def to(before: Candidate | None) -> None:
            if before is None:
                self.notify("There is nothing before it.", timeout=2)
            else:
                self.scolie.to_candidate(before)

        if selection:
            span = selection.span
            self._seek(course.is_long_way_back(article, span), lambda: course.before(article, span), to)

    def do_edit_undo(self) -> None:
        """Take back the newest change; of the pass, go back to its passage."""
        self.scolie.do_edit_undo()
        course, trail = self.course, self.scolie.state.trail
        if course is None or not trail:
            return
        last = trail[-1]
        left = course.left_in(last.article) if last.article in course.articles else []
        found = next((span for span in left if span.overlaps(last.span)), None)
        if found is not None:
            trail.pop()
            self.scolie.to_candidate(next(one for one in course.every(last.article) if one.span == found))

    # -- its end

    def do_pass_finish(self) -> None:
        """Finish the pass."""
        from reader.session.passes import passes

        course = self._on()
        passes.finish(self.scolie.state.workspace, course.one)
        self.scolie.state.end_pass()
        self.reload()
        self.notify(f"Finished: {course.one.name}. Not decided: {course.left + course.skipped}. u takes it back.")

    def do_pass_leave(self) -> None:
        """Leave the pass."""
        course = self._on()
        self.scolie.state.end_pass()
        self.reload()
        self.notify(f"You have left the pass {course.one.name}; g p goes on with it.")
