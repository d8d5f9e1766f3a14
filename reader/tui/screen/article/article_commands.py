"""Keys that say something of the whole article, or leave it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import ArticleActions, CommandTable, Navigator, NotifiesAndAsks, TellsChanges


class ArticleHost(NotifiesAndAsks, TellsChanges, Protocol):
    """What these commands need."""


class ArticleCommands:
    """Status, metadata, memo, what concerns other versions, and the way out."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: ArticleHost,
        articles: ArticleActions,
        navigator: Navigator,
        place: ReadingPlace,
        compare: Callable[[str, str], None],
    ) -> None:
        """``compare`` opens the difference of two articles."""
        self._view, self._state, self._host = view, state, host
        self._articles = articles
        self._navigator = navigator
        self._place = place
        self._compare = compare

    def commands(self) -> CommandTable:
        """Return what this handler does, by command."""
        return {
            "app.status": self.next_status,
            "app.metadata": self.edit_metadata,
            "memo.write": self.write_memo,
            "goto.versions": self.go_to_version,
            "versions.done": self.mark_versions_done,
            "annotation.versions": self.tag_versions,
            "app.back": self._navigator.leave_article,
        }

    def go_to_version(self) -> None:
        """Go to another version of this article."""
        from reader.tui.actions.versions import pick_version

        waiting = self._view.screen.waiting
        pick_version(self._state, self._host, self._navigator, waiting, self._view.article, self._compare)

    def mark_versions_done(self) -> None:
        """Mark the other versions of this article as read."""
        from reader.tui.actions.versions import mark_versions_done

        screen = self._view.screen
        mark_versions_done(self._state, self._host, screen.waiting, self._view.article, screen.tell)

    def tag_versions(self) -> None:
        """Give the annotation in focus to the same passage in the other versions."""
        from reader.tui.actions.version_passages import offer_versions

        offer_versions(self._state, self._host, self._view.screen.waiting, self._view.must_have())

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now; articles that were not compared yet may have versions."""
        if self._view.article not in self._state.versions.groups:
            return ("annotation.versions", "versions.done")
        return () if self._view.under_focus() else ("annotation.versions",)

    def next_status(self) -> None:
        """Give this article its next status."""
        self._place.leave()  # a motion just before begins the reading, which changes the status
        self._articles.next_status(self._view.article)

    def edit_metadata(self) -> None:
        """Edit the metadata of this article."""
        self._articles.edit_metadata(self._view.article, self._view.screen.reload)

    def write_memo(self) -> None:
        """Write a memo on this article."""
        from reader.annotation.memo import Subject

        self._articles.write_memo(Subject.ARTICLE, self._view.article, self._view.screen.tell)
