"""Keys that say something of the whole article, or leave it."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotation.memo import Subject
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import ArticleActions, CommandTable, Navigator, NotifiesAndAsks


class ArticleCommands:
    """Status, metadata, memo, other versions, and the way out."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: NotifiesAndAsks,
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
            "app.back": self._navigator.leave_article,
        }

    def go_to_version(self) -> None:
        """Go to another version of this article."""
        from reader.tui.actions.versions import pick_version

        waiting = self._view.screen.waiting
        pick_version(self._state, self._host, self._navigator, waiting, self._view.article, self._compare)

    def next_status(self) -> None:
        """Give this article its next status."""
        self._place.leave()  # a motion just before begins the reading, which changes the status
        self._articles.next_status(self._view.article)

    def edit_metadata(self) -> None:
        """Edit the metadata of this article."""
        self._articles.edit_metadata(self._view.article, self._view.screen.reload)

    def write_memo(self) -> None:
        """Write a memo on this article."""
        self._articles.write_memo(Subject.ARTICLE, self._view.article, self._view.screen.tell)
