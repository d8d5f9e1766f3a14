"""Keeps the first screen for the next start, and starts with what the snapshot of the last one shows."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from reader.session.cache.own_name import own_name
from reader.session.library.list_cache import LastList
from reader.session.library.opening import files_behind
from reader.session.snapshot import Snapshot, Start, drop
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.service.app_state import AppState
from reader.tui.service.messages import Notify
from reader.tui.service.screens import as_article, as_list


class SnapshotKeeper:
    """Knows what the snapshot shows at the start, and what the next one is to show."""

    def __init__(
        self, state: AppState, snapshot: Snapshot, article: str | None, last_list: LastList | None, notify: Notify
    ) -> None:
        """``article`` is the one that was asked for; None for the list. ``last_list``: as it was when last left."""
        self._state = state
        self._notify = notify
        self.snapshot = snapshot
        self.article = article
        self.last_list = last_list
        self.shown: Start | None = None
        """What the snapshot on the screen shows; None if there is none."""
        self._next: tuple[list[str], Start] | None = None

    def accept(self, start: Start, *, has_keys: bool) -> bool:
        """Start with what the snapshot shows, and return whether it is still the same.

        ``has_keys``: keys wait in the terminal. If it is not the same, the caller drops them: they were meant for what was there.
        """
        same = self._is_same(start) if has_keys or self.article else True
        if same:
            self.shown = start
        elif has_keys:
            of_article = _("The article has changed meanwhile. Keys typed before are dropped.")
            of_list = _("The list has changed meanwhile. Keys typed before are dropped.")
            self._notify(of_article if self.article else of_list, severity="warning")
        return same

    def _is_same(self, start: Start) -> bool:
        workspace = self._state.workspace
        try:
            article = workspace.article(start.id)
        except Problem:
            return False
        is_read = not self.article or workspace.catalogue.state_of(article.id) == start.stamp
        return is_read and (article.id, article.path) == (start.id, start.path)

    def note(self, stack: list[Screen[Any]]) -> None:
        """Note what is to be kept of the screens, before they are closed."""
        self.last_list = next((articles.last_list for screen in stack if (articles := as_list(screen))), None)
        if len(stack) > 1:
            return
        shown = as_article(stack[0])
        screen = shown or as_list(stack[0])
        if screen is None or (shown.article if shown else None) != self.article:
            return
        if shown and not (shown.waiting.stands and self._is_as_read(shown.article)):
            return  # it is being read again
        rows = screen.picture()
        start = screen.start() if rows else None
        self._next = (rows, start) if start else None

    def _is_as_read(self, article: str | None) -> bool:
        """Whether an article's text is what its file holds; a snapshot of the list does not depend on that."""
        return article is None or self._state.workspace.texts.is_current(article)

    def keep_list(self) -> None:
        """Keep the list for the next start."""
        if self.last_list:
            self._state.list_saver.save(self.last_list)

    def keep(self) -> None:
        """Keep the snapshot for the next start, once everything is saved."""
        if self._next is None or not self._is_as_read(self.article):
            return
        workspace = self._state.workspace
        owner = own_name(workspace.root, self.article or "")
        try:
            self.snapshot.keep(owner, [str(path) for path in files_behind(workspace, self.article)], *self._next)
            if not self._is_as_read(self.article):
                drop(owner)  # the file has changed just now: the snapshot would not show what it holds
        except OSError:
            return  # derived: a state folder that cannot be written costs a moment at the next start
