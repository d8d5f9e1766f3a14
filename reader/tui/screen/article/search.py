"""Search in the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

from reader.layout.bar import Key
from reader.layout.motion import Grain, whole
from reader.search.phrase_hits import hits_while
from reader.session.cache.large import LARGE
from reader.text.finding import find_folded, searchable
from reader.text.fold import Folded
from reader.text.span import Span
from reader.translation import _, ngettext
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Notifies, RunsInBackground
from reader.tui.service.names import quoted


class SearchHost(Notifies, RunsInBackground, Protocol):
    """What the search needs."""


class Search:
    """Highlights the hits while the query is typed, and goes from hit to hit.

    A large text is searched in a thread. If Enter comes before the hits, keys wait for them, and Esc gives them up.
    """

    def __init__(
        self, view: ArticleView, state: AppState, host: SearchHost, concordance: Callable[[str], None]
    ) -> None:
        """``concordance`` opens the search screen with a query."""
        self._view = view
        self._state = state
        self._host = host
        self._concordance = concordance
        self._query = ""
        self._folded: Folded | None = None
        self._last: tuple[str, Sequence[Span]] = ("", ())
        """The last query that was answered, and its hits."""
        self._is_shown = False
        """Whether hits are to be shown when they are found."""
        self._is_running = False
        """Whether a thread is searching."""

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "find.open": self.open,
            "find.next": partial(self._step, 1),
            "find.previous": partial(self._step, -1),
        }

    def forget(self) -> None:
        """Forget the query and the hits of the article that was shown before."""
        self._query, self._folded, self._last, self._is_shown = "", None, ("", ()), False
        self._view.screen.waiting.awaits = False

    def open(self) -> None:
        """Let a query be typed."""
        self._is_shown = True
        self._view.screen.prompt.open(
            _("Search in this article"),
            self._query,
            changed=self.look_for,
            entered=lambda _: self.entered(),
            left=self.left,
            tab=(_("Concordance"), self.show_concordance),
        )
        if len(self._view.text) > LARGE and self._folded is None:
            self._search_in_background()

    def look_for(self, query: str) -> None:
        """Show the hits of what is typed so far."""
        self._query = query
        if query == self._last[0]:
            self._show(*self._last)
        elif len(self._view.text) > LARGE:
            self._search_in_background()
        else:
            self._folded = self._folded or searchable(self._view.text)
            self._show(query, list(find_folded(self._folded, query)))

    def entered(self) -> None:
        """Go to the next hit, as soon as the hits are found."""
        self._view.screen.waiting.awaits = True
        if self._query == self._last[0]:
            self._show(*self._last)
        else:
            self._view.screen.waiting.say(_("Searching…"))

    def show_concordance(self, query: str) -> None:
        """Show the hits in this article as a concordance."""
        from reader.search.query.parser import both, condition, in_quotes, is_plain

        self.left()
        if words := query.strip():
            asked = words if " " not in words and is_plain(words) else in_quotes(words)
            self._concordance(both(condition("article", self._view.article), asked))

    def left(self) -> None:
        """Hide the hits: the query was left with Esc."""
        self._is_shown = False
        self._view.pane.mark_up(hits=())
        self._view.screen.tell()

    def take_key(self, key: str) -> bool:
        """Take Esc while hits are waited for: it gives them up, and the focus stays where it is."""
        if not self._view.screen.waiting.awaits or key != "Esc":
            return False
        self._view.screen.waiting.awaits = self._is_shown = False
        self._view.screen.tell()
        return True

    def _search_in_background(self) -> None:
        """Search a large text in a thread. One search runs at a time, and the query may change meanwhile."""
        if self._is_running:
            return
        self._is_running = True
        text, folded_before = self._view.text, self._folded

        def work() -> tuple[Folded, str, Sequence[Span] | None]:
            folded = folded_before or searchable(text)
            query = self._query  # the newest: more may have been typed while the text was folded
            return folded, query, hits_while(folded, query, lambda: self._is_shown and self._query == query)

        def then(result: tuple[Folded, str, Sequence[Span] | None]) -> None:
            self._is_running = False
            folded, query, hits = result
            if text == self._view.text:
                self._folded = folded
                if hits is not None and query == self._query:
                    self._last = (query, hits)
                    if self._is_shown:
                        self._show(query, hits)
                    return
            if self._is_shown:
                self._search_in_background()  # the query has changed, or another article is open

        self._host.in_background(work, then)

    def _show(self, query: str, hits: Sequence[Span]) -> None:
        self._last = (query, hits)
        self._view.pane.mark_up(hits=hits)
        if self._view.screen.waiting.awaits:
            self._view.screen.waiting.awaits = False
            if query and not hits:
                self._tell_none(query)
            self._go_to_hit(1, here=True)
            self._view.screen.tell()

    def _step(self, step: int) -> None:
        """Go to another hit; where there is none, say so."""
        if self._view.pane.hits:
            self._go_to_hit(step)
        elif not self._query or not self._is_shown:
            self._host.notify(_("Nothing is searched for in this article yet."))
        elif self._query == self._last[0]:
            self._tell_none(self._query)

    def _tell_none(self, query: str) -> None:
        message = _("{words} does not occur in this article. {key} searches all articles.")
        key = self._state.key_of("goto.search", "article")
        self._host.notify(message.format(words=quoted(query), key=key), severity="warning")

    def _go_to_hit(self, step: int, *, here: bool = False) -> None:
        """Select the next or previous hit, with a wrap at the ends; ``here``: one at the selection counts as next.

        Whole words are selected, and hits in the same words count as one.
        """
        pane = self._view.pane
        hits, selection, document = pane.hits, pane.selection, pane.document
        if not hits or selection is None or document is None:
            return
        number = bisect_left(hits, selection.span.start, key=lambda hit: hit.start)
        if step < 0:
            number -= 1
        elif not here and self._at() is not None:
            number = bisect_left(hits, selection.span.end, key=lambda hit: hit.start)
        self._view.go(whole(document, hits[number % len(hits)], Grain.WORD), exact=True)

    def _at(self) -> int | None:
        """Return which of the hits is selected, from 0; None if none is."""
        pane = self._view.pane
        hits, selection, document = pane.hits, pane.selection, pane.document
        if selection is None or document is None:
            return None
        at = bisect_left(hits, selection.span.start, key=lambda hit: hit.start)
        return at if at < len(hits) and whole(document, hits[at], Grain.WORD) == selection.span else None

    def mode(self) -> str:
        """Return the query and which of its hits is selected, as the status row shows it; empty without hits."""
        hits, at = self._view.pane.hits, self._at()
        if not hits or not self._query or self._view.screen.waiting.awaits:
            return ""
        if at is None:
            found = ngettext("FIND {query} · {count} hit", "FIND {query} · {count} hits", len(hits))
            return found.format(query=quoted(self._query), count=len(hits))
        place = _("FIND {query} {number} of {count}")
        return place.format(query=quoted(self._query), number=at + 1, count=len(hits))

    def mode_keys(self) -> Sequence[Key]:
        """Return no keys of its own: those of the keymap count."""
        return ()

    def idle(self) -> Iterable[str]:
        """Return what does nothing without hits."""
        return () if self._view.pane.hits else ("find.next", "find.previous")
