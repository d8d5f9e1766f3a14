"""Makes the screens for `Navigation`, which does not depend on them. Each is loaded when first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from reader.session.library.list_cache import LastList
from reader.session.snapshot import Start
from reader.text.span import Span
from reader.tui.service.host import Services

if TYPE_CHECKING:
    from reader.tui.screen.article.screen import ArticleScreen
    from reader.tui.screen.library import LibraryScreen


def _article_screen() -> type[ArticleScreen]:
    from reader.tui.screen.article.screen import ArticleScreen

    return ArticleScreen


def _library_screen() -> type[LibraryScreen]:
    from reader.tui.screen.library import LibraryScreen

    return LibraryScreen


class Screens:
    """Implements `ScreenFactory`."""

    def __init__(self, services: Callable[[], Services]) -> None:
        """``services`` returns what screens are made with; they are built after the factory."""
        self._services = services

    def load_first(self, article: str | None) -> None:
        """Load what `first` makes a screen of. Ctrl+c meanwhile ends the program as long as the app has not the terminal."""
        if article:
            _article_screen()
        else:
            _library_screen()

    def first(self, article: str | None, start: Start | None, last_list: LastList | None) -> Screen[None]:
        """Make the first screen: the list, or the article asked for, as the snapshot shows it."""
        if not article:
            return self._library(start.id if start else None, last_list)
        if not start or not start.focus:
            return self.article(article)
        begin, end, above = start.focus
        return self.article(article, Span(begin, end), above=above)

    def article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> Screen[None]:
        """Make the reading screen."""
        return _article_screen()(self._services(), article, at, moving, above)

    def _library(self, lit: str | None = None, last_list: LastList | None = None) -> Screen[None]:
        return _library_screen()(self._services(), lit, last_list)

    def search(self, query: str = "") -> Screen[Any]:
        """Make the search screen, which asks a query at once if there is one."""
        from reader.tui.screen.search.screen import SearchScreen

        return SearchScreen(self._services(), query)

    def screen(self, context: str) -> Screen[Any]:
        """Make the screen whose keys are those of ``context``."""
        match context:
            case "library":
                return self._library()
            case "review":
                from reader.tui.screen.review import ReviewScreen

                return ReviewScreen(self._services())
            case "codebook":
                from reader.tui.screen.codebook.screen import CodebookScreen

                return CodebookScreen(self._services())
            case "excerpts":
                from reader.tui.screen.excerpts import ExcerptsScreen

                return ExcerptsScreen(self._services())
            case "basket":
                from reader.tui.screen.basket import BasketScreen

                return BasketScreen(self._services())
            case "stats":
                return self._statistics(self._services())
            case "search":
                return self.search()
            case "journal":
                from reader.tui.screen.journal import JournalScreen

                return JournalScreen(self._services())
            case _:
                raise ValueError(context)

    def _statistics(self, services: Services) -> Screen[Any]:
        from reader.tui.screen.excerpts import ExcerptsScreen
        from reader.tui.screen.statistics_tables import StatisticsTables
        from reader.tui.screen.tables import TablesScreen

        def read(query: str) -> None:
            services.host.ask(ExcerptsScreen(services, query))

        return TablesScreen(services, StatisticsTables(services.state, read))
