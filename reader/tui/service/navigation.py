"""The way between the screens, and the trace of places for back and forward."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import Screen

from reader.library.article import Status
from reader.library.listing import ordered
from reader.session.cache.own_name import own_name
from reader.session.reading.openings import name_of
from reader.session.reading.positions import as_read
from reader.session.snapshot import drop
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Notifies, SavesPlaces
from reader.tui.service.listed_articles import ListedArticles
from reader.tui.service.screens import (
    ARTICLE,
    OpenArticle,
    ScreenStack,
    as_article,
    as_command_screen,
    context_of,
    is_home,
)
from reader.tui.service.way_back import LeftArticle, WayBack

if TYPE_CHECKING:
    from reader.session.passes.pass_progress import Candidate

LONGEST = 600.0
"""Seconds without a change of article that count as reading, at most."""
NO_WAY_BACK = ARTICLE | {"library"}
"""Contexts of screens that an article does not lead back to by `goto.back`."""


class ScreenFactory(Protocol):
    """Makes screens, so that this service does not depend on them."""

    def article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> Screen[Any]:
        """Make the reading screen."""

    def screen(self, context: str) -> Screen[Any]:
        """Make the screen whose keys are those of ``context``."""

    def search(self, query: str = "") -> Screen[Any]:
        """Make the search screen."""


class NavigationHost(Notifies, SavesPlaces, Protocol):
    """What navigation needs."""


class Navigation:
    """Implements `Navigator`."""

    def __init__(self, state: AppState, stack: ScreenStack, host: NavigationHost, screens: ScreenFactory) -> None:
        self._state = state
        self._stack = stack
        self._host = host
        self._screens = screens
        self._back: list[tuple[str, Span]] = []
        self._forward: list[tuple[str, Span]] = []
        self._level = 0
        """How many places there were to go back to when an article was last opened over another screen."""
        self._way_back = WayBack()
        self._since = time.monotonic()

    @property
    def article(self) -> OpenArticle | None:
        """The reading screen, if it is in front."""
        return as_article(self._stack.screen)

    def open_article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Open an article at a span, ``above`` rows down; to select there the place of the annotation ``moving``."""
        if self._is_readable(article):
            self._state.openings.note(name_of("article", article))
            self._note_way(article, by_step=False)
            self._show(article, at, moving, above)

    def _step_to(self, article: str, at: Span | None = None) -> None:
        """Open an article that comes next, or came before: several of them after each other are one jump."""
        if self._is_readable(article):
            self._state.openings.note(name_of("article", article))
            self._note_way(article, by_step=True)
            self._show(article, at)

    def _is_readable(self, article: str) -> bool:
        """Whether an article can be opened; if not, say why. A large one is read later."""
        try:
            self._state.workspace.article(article)  # its text may still be in memory when its file is gone
            if not self._state.workspace.texts.is_slow(article):
                self._state.workspace.document(article)
        except Problem as problem:
            self._host.tell_problem(problem)
            return False
        return True

    def _note_way(self, to: str, *, by_step: bool) -> None:
        """Note where the reader is if that is another article, for `leave_article`."""
        shown = self.article
        if shown and shown.article != to:
            focus = shown.pane.selection.focus if shown.pane.selection else None
            left = LeftArticle(shown.article, focus, shown.pane.rows_above, by_step)
            self._way_back.leave(shown, left, to)

    def _show(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        self.record_reading_time()
        if shown := self.article:
            shown.open(article, at, moving, above)
        else:
            self._level = len(self._back)
            self._stack.push_screen(self._screens.article(article, at, moving, above))

    def record_reading_time(self) -> None:
        """Count the time since the last change of article as reading, up to `LONGEST`."""
        if shown := self.article:
            place = shown.leave_place()
            place.seconds += min(LONGEST, time.monotonic() - self._since)
            with contextlib.suppress(OSError):  # then it is older than the place, which the next start will see
                drop(own_name(self._state.workspace.root, shown.article))
            self._host.save_places()
        self._since = time.monotonic()

    @property
    def article_before(self) -> str | None:
        """The id of the article that `leave_article` goes back to; None if it goes to the screen below, or out of the app."""
        shown = self.article
        left = self._way_back.last(shown) if shown else None
        return left.article if left else None

    def leave_article(self) -> None:
        """Go back to the article that this one was come to from, else to the screen below, else out of the app."""
        shown = self.article
        if shown and (left := self._way_back.take(shown)):
            self._retrace(left)
            self._return_to(left)
        elif len(self._stack.screen_stack) == 1:
            self._stack.exit()
        else:
            self._leave_reading()

    def _return_to(self, left: LeftArticle) -> None:
        if self._is_readable(left.article):
            self._show(left.article, left.at, above=left.above)

    def _retrace(self, left: LeftArticle) -> None:
        """Have `forward` lead again where the reader has been since an article was left."""
        place = (left.article, left.at)
        if place in self._back and (here := self._place()):
            since = len(self._back) - 1 - self._back[::-1].index(place)
            self._forward += [here, *reversed(self._back[since + 1 :])]
            del self._back[since:]

    def _leave_reading(self) -> None:
        """Go back to the screen below the article."""
        self.record_reading_time()
        self._stack.pop_screen()

    def leave_unopened(self) -> None:
        """Go back from an article that could not be opened. If there is nothing to go back to, it stays until it is left."""
        shown = self.article
        if shown and (left := self._way_back.take(shown)):
            self._return_to(left)
        elif len(self._stack.screen_stack) > 1:
            self._leave_reading()

    def leave_screen(self) -> None:
        """Go one screen back."""
        self._stack.pop_screen()

    def leave_trace(self) -> None:
        """Remember this place before a jump, for back and forward."""
        if place := self._place():
            self._back.append(place)
            self._forward.clear()

    def _place(self) -> tuple[str, Span] | None:
        shown = self.article
        selection = shown.pane.selection if shown else None
        return (shown.article, selection.focus) if shown and selection else None

    def _travel(self, from_: list[tuple[str, Span]], to: list[tuple[str, Span]]) -> None:
        if not from_:
            self._host.notify(_("There is no place to go to."))
            return
        if place := self._place():
            to.append(place)
        article, span = from_.pop()
        shown = self.article
        if shown and shown.article == article:
            shown.go(span)
        else:
            self._step_to(article, span)

    def back(self) -> None:
        """Go back to the place before the last jump; the screen from which the article was opened is one, too."""
        if self.article and len(self._back) <= self._level and self._leads_back():
            self._leave_reading()
        else:
            self._travel(self._back, self._forward)

    def _leads_back(self) -> bool:
        below = self._stack.screen_stack[-2:-1]
        return any(as_command_screen(screen) and context_of(screen) not in NO_WAY_BACK for screen in below)

    def forward(self) -> None:
        """Go forward again."""
        self._travel(self._forward, self._back)

    def go_over(self, context: str) -> None:
        """Go back to the screen of a context if one is open, or open one."""
        self.record_reading_time()
        if not any(is_home(screen, context) for screen in self._stack.screen_stack):
            self._stack.push_screen(self._screens.screen(context))
            return
        while not is_home(self._stack.screen, context):
            self._stack.pop_screen()

    def search(self, query: str) -> None:
        """Open the search screen with a query over the screen in front."""
        self.record_reading_time()
        self._stack.push_screen(self._screens.search(query))

    def to_candidate(self, candidate: Candidate) -> None:
        """Go to a passage that the tagging pass asks about."""
        self._state.candidate = candidate
        shown = self.article
        if shown and shown.article == candidate.article and shown.waiting.stands:
            shown.light_candidate()
        else:
            self.leave_trace()
            self._step_to(candidate.article, candidate.span)

    def open_neighbour(self, step: int) -> None:
        """Open the article ``step`` rows further down the list of articles."""
        if shown := self.article:
            listed = self._listed()
            at = listed.position(shown.article)
            if at is None:
                self._host.notify(_("This article is not in the list as it is filtered."))
            elif 0 <= at + step < len(listed.ids):
                self.leave_trace()
                self._step_to(listed.ids[at + step])
            elif step > 0:
                self._host.notify(_("This is the last article of the list."))
            else:
                self._host.notify(_("This is the first article of the list."))

    def _listed(self) -> ListedArticles:
        """Return the articles as the list shows them; if it was not shown yet, as it will show them."""
        listed = self._state.listed
        if not listed.is_known:
            articles = (as_read(article, self._state.places) for article in self._state.workspace.articles())
            sort = self._state.settings.sort
            listed.show([article.id for article in ordered(articles, sort)], sort)
        return listed

    def idle(self) -> Iterable[str]:
        """Return the commands that lead nowhere now."""
        ends = {"goto.back": self._back, "goto.forward": self._forward, "goto.last-change": self._state.last_change}
        idle = [name for name, place in ends.items() if not place]
        if self.article and self._leads_back() and "goto.back" in idle:
            idle.remove("goto.back")
        return idle

    def open_unread(self) -> None:
        """Open the next unread article."""
        articles = (as_read(article, self._state.places) for article in self._state.workspace.articles())
        unread = [article.id for article in articles if article.status is Status.UNREAD]
        here = self.article.article if self.article else ""
        target = next((id_ for id_ in unread if id_ != here), None)
        if target:
            self.leave_trace()
            self._step_to(target)
        else:
            self._host.notify(_("Nothing is left unread."))
