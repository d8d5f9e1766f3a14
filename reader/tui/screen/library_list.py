"""The articles of the library as rows: sorted, filtered, and looked at again when something may have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.annotation.memo import Subject
from reader.files.state import FileState
from reader.ingest.formats import suffix_list
from reader.layout.bar import StatusLine, Title, place_fact
from reader.layout.chart import gauge
from reader.layout.table import ListRow
from reader.library.article import Article, Status
from reader.library.listing import SORTS, ordered
from reader.session.library.list_cache import LastList, state_of_library
from reader.session.preferences import remember
from reader.session.reading.positions import as_read
from reader.translation import _, ngettext, number
from reader.tui.screen.background_loading import Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.library_preview import Preview, PreviewPane
from reader.tui.screen.library_table import ArticleRows, article_table
from reader.tui.screen.library_versions import VersionCommands
from reader.tui.screen.list_adding import ListAdding
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.list_filter import ListFilter
from reader.tui.service.app_state import AppState
from reader.tui.service.host import ArticleActions, CommandTable, Host, Services
from reader.tui.service.listed_articles import filter_fact, sort_fact
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane

AT_ONCE = 1000
"""Articles that are looked at again while the user waits; more would take longer than a key may."""


class ArticleListCommands:
    """What a key does to the article under the cursor."""

    def __init__(
        self,
        current: Callable[[], str | None],
        open_article: Callable[[str], None],
        reload: Callable[[], None],
        actions: ArticleActions,
    ) -> None:
        self._current, self._open, self._reload, self._actions = current, open_article, reload, actions

    def commands(self) -> CommandTable:
        """Return what the commands of an article do; none does anything in an empty list."""
        return {
            "app.open": lambda: self._with_current(self._open),
            "app.status": lambda: self._with_current(self._next_status),
            "app.metadata": lambda: self._with_current(lambda id_: self._actions.edit_metadata(id_, self._reload)),
            "memo.write": lambda: self._with_current(
                lambda id_: self._actions.write_memo(Subject.ARTICLE, id_, self._reload)
            ),
        }

    def _with_current(self, do: Callable[[str], None]) -> None:
        if article := self._current():
            do(article)

    def _next_status(self, article: str) -> None:
        self._actions.next_status(article)
        self._reload()


class LibraryList(ScreenContent):
    """The list: at first as it was last, then as it is."""

    def __init__(
        self,
        services: Services,
        pane: ListPane,
        prompt: Prompt,
        preview: PreviewPane,
        *,
        shell: Shell,
        leave: Callable[[], None],
        lit: str | None = None,
        last: LastList | None = None,
    ) -> None:
        """``lit`` is the article to put the cursor on first; ``last`` the list as the user last left it."""
        self._services, self._state, self._host = services, services.state, services.host
        self._pane, self._prompt, self._shell, self._leave = pane, prompt, shell, leave
        pane.empty = _empty_list(self._state.key_of("articles.add", "library"))
        self._sort, self._lit, self._last = services.state.settings.sort, lit, last
        self._filter = ListFilter(services, prompt, lambda: self.articles, self.fill, shell.tell)
        self._articles: list[Article] | None = None
        self._library: FileState | None = None
        """The state of the library when the articles were looked at."""
        self._unread = 0
        """How many articles are not begun; 0 until they were looked at."""
        self._looks = 0
        """How often the list was read. The result of a background look with a lower number is outdated and dropped."""
        self._left = self._left_for_screen = False
        """Whether something else was in front, and whether that was a screen rather than a dialog."""
        self._rows = ArticleRows(services.state)
        self._widths: tuple[int, ...] | None = None
        """The widths of the columns for all articles, with any filter; None: not measured since they were looked at."""
        self._preview = Preview(services.state.workspace, services.host, preview)
        self._by_id: dict[str, Article] = {}
        self.cursor = ListCommands(pane, self.show_preview)
        self._versions = VersionCommands(services, shell, lambda: pane.current, self.fill, self.reload)
        self._adding = ListAdding(services, shell, lambda: pane.current, self.reload)
        pane.table = article_table(self._sort)

    def commands(self) -> CommandTable:
        """Return what the commands of the list do."""
        on_article = ArticleListCommands(
            lambda: self._pane.current, self._adding.open, self.reload, self._services.articles
        )
        return {
            **self.cursor.commands(),
            **on_article.commands(),
            **self._versions.commands(),
            "list.sort": self.sort_by_next,
            "articles.add": self._adding.ask,
            "excerpts.export": lambda: _export(self._state, self._host),
            "list.filter": self._filter.ask,
            "list.clear": self._filter.clear,
            "app.back": self._leave,
        }

    # -- looking

    def begin(self) -> None:
        """Show the articles: at once as they were last, and later as they are; or as they are."""
        if self._last and self._last.sort == self._sort:
            self._pane.show(self._last.rows, self._lit, self._last.widths)
            self._shell.tell()
            self.look_again()
        else:
            self.reload(self._lit)
        self._shell.waiting.stands = True

    def suspended(self, *, by_dialog: bool) -> None:
        """Note that another screen, or a dialog, came in front."""
        self._left = True
        self._left_for_screen = self._left_for_screen or not by_dialog

    def resumed(self) -> None:
        """Show what has changed. After a dialog, which shows its own changes, and for a long list, nobody waits for it."""
        if not self._left:
            return
        if self._left_for_screen and len(self._pane.rows) <= AT_ONCE:
            self.reload()
        else:
            self.look_again()
        self._left = self._left_for_screen = False
        self._preview.forget()
        self.show_preview()
        self._services.review_count.count_waiting()

    @property
    def articles(self) -> list[Article]:
        """The articles in order. They are read now if they were not yet."""
        if self._articles is None:
            self._library, articles = self._look()
            self._take(articles)
            return articles
        return self._articles

    def _take(self, articles: list[Article], widths: tuple[int, ...] | None = None) -> None:
        self._articles, self._widths = articles, widths
        self._by_id = {article.id: article for article in articles}

    def _look(self) -> tuple[FileState | None, list[Article]]:
        library = state_of_library(self._state.workspace)
        self._state.versions.recall(self._state.workspace)
        articles = (as_read(each, self._state.places) for each in self._state.workspace.articles())
        return library, ordered(articles, self._sort)

    def reload(self, keep: str | None = None) -> None:
        """Read the list again, with the cursor on the article ``keep``, or where it was."""
        self._looks += 1
        self._sort = self._state.settings.sort
        self._pane.table = article_table(self._sort)
        self._library, articles = self._look()
        self._take(articles)
        self.fill(keep)

    def look_again(self) -> None:
        """Read the list again in the background, and show it unless it was read again meanwhile."""
        self._looks += 1
        looks, sort = self._looks, self._sort

        def look() -> tuple[LastList, list[Article]]:
            library, articles = self._look()
            # Rows are made and saved in this thread, so that neither keys nor leaving the screen wait for it.
            rows = self._rows.rows(articles)
            last = _as_last(library, sort, self._pane.table.widths(rows), rows, articles)
            self._state.list_saver.save(last)
            return last, articles

        def then(looked_at: tuple[LastList, list[Article]]) -> None:
            if looks == self._looks:
                last, articles = looked_at
                self._library = last.library
                self._take(articles if sort == self._sort else ordered(articles, self._sort), last.widths)
                self.fill()

        self._host.when_quiet(look, then)

    # -- showing

    def fill(self, keep: str | None = None) -> None:
        """Show the articles that pass the filter, sorted."""
        shown = self._filter.passing(self._rows.passing, self.articles)
        rows = self._rows.rows(shown)
        if self._widths is None:
            every = rows if len(shown) == len(self.articles) else self._rows.rows(self.articles)
            self._widths = self._pane.table.widths(every)
        key = self._state.key_of("list.clear", "library")
        no_hit = _("No article is found by “{words}”. {key} shows all.").format(words=self.filter, key=key)
        self._pane.empty = no_hit if self.filter else _empty_list(self._state.key_of("articles.add", "library"))
        self._pane.show(rows, self._versions.row_of(keep or self._pane.current, rows), self._widths)
        self._state.listed.show([row.id for row in rows], self._sort, self._filter.words)
        self._unread = sum(article.status is Status.UNREAD for article in self.articles)
        self._shell.tell()
        self.show_preview()

    def show_preview(self) -> None:
        """Show what stands beside the list, of the article under the cursor."""
        self._preview.follow(self._by_id.get(self._pane.current or ""))

    @property
    def filter(self) -> str:
        """The words that the articles shown have."""
        return self._filter.words.strip()

    def title(self) -> Title:
        """Return the library, the place in the list, the filter, the order, and how many are unread."""
        count = len(self._pane.rows)
        place = place_fact(self._pane.cursor, count)
        articles = ngettext("{count} article", "{count} articles", count).format(count=number(count))
        facts = (place or articles, filter_fact(self._filter.words), sort_fact(self._sort))
        unread = ngettext("{count} unread", "{count} unread", self._unread).format(count=number(self._unread))
        counted = (unread,) if self._unread else ()
        return Title((self._state.library_name,), tuple(filter(None, (*facts[:2], *counted, facts[2]))), counted)

    def status(self) -> StatusLine:
        """Return the pass that is on, and what waits for the user or is still to be read."""
        progress, waiting, left = self._state.pass_progress, sum(self._state.waiting.values()), self._state.left_to_read
        mode = _("PASS {name}").format(name=progress.tagging_pass.name) if progress else ""
        review = ngettext("{count} to review", "{count} to review", waiting).format(count=waiting) if waiting else ""
        reading = ngettext("{bar} {count} still to be read", "{bar} {count} still to be read", left).format(
            bar=gauge(self._state.to_read - left, self._state.to_read), count=number(left)
        )
        reading = reading.strip() if left else ""
        return StatusLine(mode, tuple(filter(None, (review, reading))))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [*self._versions.idle(), *([] if self._filter.words else ["list.clear"])]
        if not self._pane.rows:
            idle += ["app.open", "goto.versions", "app.status", "app.metadata", "memo.write", "list.sort"]
        return idle if self._state.waiting else [*idle, "goto.review"]

    @property
    def last_list(self) -> LastList | None:
        """The whole list for the next start; None if the articles were not read."""
        if self._articles is None:
            return None
        rows, widths = self._pane.rows, self._pane.widths
        if self._filter.words:
            rows = self._rows.rows(self._articles)
            widths = self._pane.table.widths(rows)
        return _as_last(self._library, self._sort, widths, rows, self._articles)

    def show_as_at_start(self) -> None:
        """Show the list without a filter, the cursor on its first row, and no preview yet, as the next start does."""
        if self._articles is not None and self._filter.words:
            self._filter.clear()
        self.cursor.to(0)
        self._preview.leave_empty()

    # -- commands

    def sort_by_next(self) -> None:
        """Sort by the next column."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._state.choose(sort=self._sort)
        self._host.keep(remember, sort=self._sort)
        self._articles = ordered(self.articles, self._sort)
        self._pane.table = article_table(self._sort)
        self.fill()


def _as_last(
    library: FileState | None,
    sort: str,
    widths: tuple[int, ...],
    rows: Sequence[ListRow],
    articles: Sequence[Article],
) -> LastList:
    """Return the list for the next start; articles without a row are folded into others."""
    shown = {row.id for row in rows}
    folded = tuple(article.id for article in articles if article.id not in shown)
    return LastList(sort, widths, rows, library, folded)


def _empty_list(key: str) -> str:
    return _(
        "There are no articles here. Put {formats} files in this folder, press {key}, or use `scolie add FILE`."
    ).format(formats=suffix_list(), key=key)


def _export(state: AppState, host: Host) -> None:
    """Write the excerpts of the articles that are shown to a file."""
    from reader.tui.actions.exporting import export_excerpts

    shown = frozenset(state.listed.ids)
    if not state.listed.filter.strip():
        export_excerpts(state, host, "")
        return
    title = ngettext(
        "Export the excerpts of {count} article shown", "Export the excerpts of {count} articles shown", len(shown)
    )
    title = title.format(count=number(len(shown)))
    export_excerpts(state, host, "", title, lambda annotation: annotation.article in shown)
