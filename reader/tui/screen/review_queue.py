"""What the review queue shows and does: what was marked beside what is there now, and one key to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from reader.layout.bar import StatusLine, Title, place_fact
from reader.layout.table import ListRow
from reader.session.annotations import annotate, review
from reader.session.annotations.review import Passage, ReviewItem
from reader.session.library.workspace import Workspace
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.title import clipped
from reader.text.word_changes import changed_words
from reader.translation import _, percent
from reader.tui.screen.background_loading import Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Services
from reader.tui.service.names import annotation_name
from reader.tui.widget.list_pane import ListPane

CHANGED = Style(reverse=True)
"""How a word looks that only one of the two passages has, where there is no colour."""


class ReviewQueue(ScreenContent):
    """Annotations whose text has changed, with the passage as it was and as it is proposed now."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        pane: ListPane,
        old: Static,
        new: Static,
        changed: Callable[[Static], Style] = lambda _: CHANGED,
    ) -> None:
        """``old`` and ``new`` show the two passages of the annotation under the cursor.

        ``changed`` is how words look that only one of the two has.
        """
        self._changed = changed
        self._state, self._host, self._navigator = services.state, services.host, services.navigator
        self._shell, self._pane, self._old, self._new = shell, pane, old, new
        self._queue: list[ReviewItem] = []

    def commands(self) -> CommandTable:
        """Return the decisions, and the ways to the article."""
        return {
            **ListCommands(self._pane, self.follow).commands(),
            "review.accept": self._decide(self._accept),
            "review.orphan": self._decide(self._orphan),
            "review.move": self.move,
            "annotation.delete": self._decide(self._delete),
            "app.open": self.open,
            "app.back": self._navigator.leave_screen,
        }

    def begin(self) -> None:
        """Look in the background for what waits."""
        self._shell.waiting.wait_for(
            _("Looking…"),
            lambda _progress: _look(self._state.workspace),
            self._fill,
            failed=self._navigator.leave_screen,
            given_up=self._navigator.leave_screen,
        )

    def resumed(self) -> None:
        """Look again: something may have been decided in the article."""
        if self._shell.waiting.stands:
            self.reload()

    def reload(self) -> None:
        """Show what waits now."""
        self._host.in_background(lambda: _look(self._state.workspace), self._fill)

    def _fill(self, looked_at: tuple[list[ReviewItem], dict[str, str]]) -> None:
        if not self._shell.is_attached:
            return
        queue, titles = looked_at
        self._queue = queue
        annotations = [waiting.annotation for waiting in queue]
        quotes = [clipped(waiting.old.quote, 200) for waiting in queue]
        self._pane.empty = _(
            "Highlights wait here when the text of their article has changed: the old words stand beside the new ones, and one "
            "key decides. Nothing waits now; {key} goes back."
        ).format(key=self._state.key_of("app.back", "review"))
        self._pane.show(
            [
                ListRow(each.id, (quote, titles.get(each.article) or each.article, each.state.word))
                for each, quote in zip(annotations, quotes, strict=True)
            ]
        )
        self.follow()
        self._shell.tell()

    def title(self) -> Title:
        """Return the place in the queue."""
        place = place_fact(self._pane.cursor, len(self._queue))
        return Title((self._state.library_name, _("Review")), (place or _("nothing waits"),))

    def status(self) -> StatusLine:
        """Return the annotation that keys decide on."""
        return StatusLine(target=_name_of(self._state, self.current)) if self.current else StatusLine()

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        current = self.current
        if current is None:
            return ("app.open", "review.accept", "review.move", "review.orphan", "annotation.delete")
        return () if current.candidate else ("review.accept",)

    @property
    def current(self) -> ReviewItem | None:
        """What the cursor is on."""
        return next((each for each in self._queue if each.annotation.id == self._pane.current), None)

    def follow(self) -> None:
        """Show both passages of what the cursor is on."""
        current = self.current
        score = current.annotation.score if current else None
        candidate = current.candidate if current else None
        old, new = changed_words(current.old.quote, candidate.quote) if current and candidate else ((), ())
        self._show_passage(self._old, _("As it was marked"), current.old if current else None, old)
        title = _("Proposed now") if candidate else _("Nothing like it is found")
        if candidate and score is not None:
            title = _("Proposed now ({share} alike)").format(share=percent(score, 0))
        self._show_passage(self._new, title, candidate, new)

    def _show_passage(self, widget: Static, title: str, passage: Passage | None, changed: Sequence[Span]) -> None:
        page = Text()
        if self._queue:
            page.append(f"{title}\n\n", "bold")
        if passage:
            lead, rest = ("… " if passage.beyond[0] else ""), (" …" if passage.beyond[1] else "")
            page.append(guard(f"{lead}{passage.before}", lines=True), "dim")
            quote = Text(guard(passage.quote, lines=True), "underline")  # the guard keeps the length
            for span in changed:
                quote.stylize(self._changed(widget), span.start, span.end)
            page.append_text(quote)
            page.append(guard(f"{passage.after}{rest}", lines=True), "dim")
        widget.update(page)

    def _must_have(self) -> ReviewItem:
        if self.current is None:
            raise Problem(
                _("Nothing waits for your decision."), "", _("All highlights are where they belong."), status=1
            )
        return self.current

    # -- decisions

    def _decide(self, decision: Callable[[ReviewItem], str]) -> Callable[[], None]:
        """Return a command that makes a decision about what the cursor is on, and says which."""

        def decide() -> None:
            message = decision(self._must_have())
            self._host.tell_done(message)
            self.reload()

        return decide

    def _accept(self, waiting: ReviewItem) -> str:
        review.accept(self._state.workspace, waiting.annotation.id)
        return _("Accepted {annotation}").format(annotation=_name_of(self._state, waiting))

    def _orphan(self, waiting: ReviewItem) -> str:
        review.orphan(self._state.workspace, waiting.annotation.id)
        return _("Kept without a place: {annotation}").format(annotation=_name_of(self._state, waiting))

    def _delete(self, waiting: ReviewItem) -> str:
        annotate.delete(self._state.workspace, waiting.annotation)
        return _("Deleted {annotation}").format(annotation=_name_of(self._state, waiting))

    # -- ways to the article

    def move(self) -> None:
        """Go to the article to select the right place there."""
        waiting = self._must_have()
        annotation = waiting.annotation
        near = annotation.spans[0] if waiting.candidate else self._as_far_in(waiting)
        self._navigator.open_article(annotation.article, near, annotation.id)

    def _as_far_in(self, waiting: ReviewItem) -> Span:
        """Return a place as far into the article as the passage was."""
        length = len(self._state.workspace.text(waiting.annotation.article))
        start = max(0, min(waiting.annotation.hull.start, length - 1))
        return Span(start, start + 1)

    def open(self) -> None:
        """Look at the place in its article."""
        waiting = self._must_have()
        self._navigator.open_article(waiting.annotation.article, waiting.annotation.hull if waiting.candidate else None)


def _name_of(state: AppState, waiting: ReviewItem) -> str:
    return annotation_name(state.workspace.codebook, waiting.annotation.tags, waiting.old.quote)


def _look(workspace: Workspace) -> tuple[list[ReviewItem], dict[str, str]]:
    """Return what waits, and the titles of all articles by id."""
    return review.waiting(workspace), {article.id: article.title for article in workspace.articles()}
