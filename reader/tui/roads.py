"""The roads between the screens, and the trace of places for back and forward."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from reader.library.article import Status
from reader.session.cache.own_name import own_name
from reader.session.reading.positions import as_read
from reader.session.snapshot import drop
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.desk import Desk
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.library import LibraryScreen

if TYPE_CHECKING:
    from reader.session.passes.pass_progress import Candidate


class Roads(Desk, inherit_bindings=False):
    """The part of the app that leads from one place to another."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._back: list[tuple[str, Span]] = []
        self._forward: list[tuple[str, Span]] = []
        self._level = 0
        """How many places there were to go back to when an article was last opened over another screen."""
        self._since = time.monotonic()

    def open_article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Open an article over the list, at a span, ``above`` rows down, to select there the place of the annotation ``moving``."""
        try:
            if not self.state.workspace.is_large(article):
                self.state.workspace.document(article)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.spend()
        if isinstance(self.screen, ArticleScreen):
            self.screen.open(article, at, moving, above)
        else:
            self._level = len(self._back)
            self.push_screen(ArticleScreen(self.services, article, at, moving, above))

    def spend(self) -> None:
        """Count the time since the last change of article as reading, at most ten minutes of it."""
        if isinstance(self.screen, ArticleScreen):
            place = self.screen.leave_place()
            place.seconds += min(600.0, time.monotonic() - self._since)
            with contextlib.suppress(OSError):  # then it is older than the place, which the next start will see
                drop(own_name(self.state.workspace.root, self.screen.article))
            self.save_places()
        self._since = time.monotonic()

    def leave_article(self) -> None:
        """Go back to the list, or out if an article was all that was asked for."""
        if len(self.screen_stack) == 1:
            self.exit()
        else:
            self.spend()
            self.pop_screen()

    def leave_trace(self) -> None:
        """Remember this place before a jump, for back and forward."""
        if isinstance(self.screen, ArticleScreen) and self.screen.pane.selection:
            self._back.append((self.screen.article, self.screen.pane.selection.focus))
            self._forward.clear()

    def _travel(self, from_: list[tuple[str, Span]], to: list[tuple[str, Span]]) -> None:
        if not from_:
            self.notify("There is no place to go to.", timeout=2)
            return
        if isinstance(self.screen, ArticleScreen) and self.screen.pane.selection:
            to.append((self.screen.article, self.screen.pane.selection.focus))
        article, span = from_.pop()
        if isinstance(self.screen, ArticleScreen) and self.screen.article == article:
            self.screen.go(span)
        else:
            self.open_article(article, span)

    def do_goto_back(self) -> None:
        """Go back to the place before the last jump: the screen from which the article was opened is one, too."""
        below = self.screen_stack[-2:-1]
        if isinstance(self.screen, ArticleScreen) and len(self._back) <= self._level and _leads_back(below):
            self.leave_article()
            return
        self._travel(self._back, self._forward)

    def do_goto_forward(self) -> None:
        """Go forward again."""
        self._travel(self._forward, self._back)

    def do_goto_library(self) -> None:
        """Go to the list."""
        if isinstance(self.screen, LibraryScreen):
            return
        self._go_over(LibraryScreen, lambda: LibraryScreen(self.services, self.state.chosen.settings.sort))

    def _go_over(self, kind: type[Screen[None]], make: Callable[[], Screen[None]]) -> None:
        """Go back to the screen of this kind, if one lies below, or open one."""
        self.spend()
        if not any(isinstance(one, kind) for one in self.screen_stack):
            self.push_screen(make())
            return
        while not isinstance(self.screen, kind):
            self.pop_screen()

    def do_goto_review(self) -> None:
        """Decide on annotations whose text has changed."""
        from reader.tui.screen.review import ReviewScreen

        self._go_over(ReviewScreen, lambda: ReviewScreen(self.services))

    def do_goto_tags(self) -> None:
        """Look at the tags, and change them."""
        from reader.tui.screen.codebook.screen import CodebookScreen

        self._go_over(CodebookScreen, lambda: CodebookScreen(self.services))

    def do_goto_excerpts(self) -> None:
        """Read all that was marked."""
        from reader.tui.screen.excerpts import ExcerptsScreen

        self._go_over(ExcerptsScreen, lambda: ExcerptsScreen(self.services))

    def do_goto_statistics(self) -> None:
        """See what the annotations come to."""
        from reader.tui.screen.statistics import StatisticsScreen

        self._go_over(StatisticsScreen, lambda: StatisticsScreen(self.services))

    def do_goto_journal(self) -> None:
        """Read and write the journal and the memos."""
        from reader.tui.screen.journal import JournalScreen

        self._go_over(JournalScreen, lambda: JournalScreen(self.services))

    # -- a tagging pass

    def to_candidate(self, candidate: Candidate) -> None:
        """Go to a passage that the pass asks about."""
        self.state.candidate = candidate
        screen = self.screen
        if isinstance(screen, ArticleScreen) and screen.article == candidate.article and screen.stands:
            screen.light_candidate()
        else:
            self.leave_trace()
            self.open_article(candidate.article, candidate.span)

    def _beside(self, step: int) -> None:
        if isinstance(self.screen, ArticleScreen):
            ids = [article.id for article in self.state.workspace.articles()]
            at = ids.index(self.screen.article) + step if self.screen.article in ids else 0
            if 0 <= at < len(ids):
                self.leave_trace()
                self.open_article(ids[at])

    def do_goto_next_article(self) -> None:
        """Open the next article."""
        self._beside(1)

    def do_goto_previous_article(self) -> None:
        """Open the previous article."""
        self._beside(-1)

    def do_goto_unread(self) -> None:
        """Open the next unread article."""
        known = (as_read(article, self.state.places) for article in self.state.workspace.articles())
        unread = [article.id for article in known if article.status is Status.UNREAD]
        here = self.screen.article if isinstance(self.screen, ArticleScreen) else ""
        target = next((id_ for id_ in unread if id_ != here), None)
        if target:
            self.leave_trace()
            self.open_article(target)
        else:
            self.notify("Nothing is left unread.")


def _leads_back(below: Sequence[Screen[Any]]) -> bool:
    return any(isinstance(one, KeyedScreen) and not isinstance(one, LibraryScreen | ArticleScreen) for one in below)
