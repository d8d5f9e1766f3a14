"""The list of articles."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from reader.annotation.memo import Subject
from reader.files.state import FileState
from reader.layout.table import ListRow, used_columns
from reader.library.article import Article
from reader.library.listing import SORTS, WIDTHS, count_line, ordered, told
from reader.session.library.list_cache import LastList, state_of_library
from reader.session.preferences import remember
from reader.session.reading.positions import as_read
from reader.session.snapshot import Start
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.tui.screen.listed import END, Listed
from reader.tui.widget.bar import Hints, KeyBar, Prompt
from reader.tui.widget.list_pane import ListPane

AT_ONCE = 1000
"""Articles that are looked at again while one waits; more would take longer than a key may."""


class LibraryScreen(Listed):
    """Articles with source, date, reading time, progress, status and number of annotations."""

    context = "library"

    def __init__(self, sort: str, lit: str | None = None, last: LastList | None = None) -> None:
        super().__init__()
        self._sort = sort
        self._lit = lit
        """The article to be lit first."""
        self._filter = ""
        self._last = last
        self._articles: list[Article] | None = None
        self._library: FileState | None = None
        """The state of the library that the articles were looked at in."""
        self._looks = 0
        self._left = False
        """Whether something else was in front."""
        self._gone = False
        """Whether that was another screen, where more may have changed than a dialog's answer says."""
        # Of ten thousand articles few have changed since one looked last.
        self._folds: dict[str, tuple[Article, str]] = {}
        self._rows: dict[str, tuple[Article, float, int, ListRow]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list and the lines below."""
        yield ListPane(WIDTHS, empty="There are no articles here. Put .txt or .md files in this folder, "
                       "or use `scolie add FILE`.")  # fmt: skip
        yield Prompt()
        yield KeyBar()
        yield Hints()

    def begin(self) -> None:
        """Show the articles: at once as they were last, to look at them when nobody waits; or as they are."""
        if self._last and self._last.sort == self._sort:
            self.list_pane.show(self._last.rows, self._lit, self._last.used)
            self.tell()
            self.look_again()
        else:
            self.reload(self._lit)
        self.stands = True

    def on_screen_suspend(self) -> None:
        """Another screen is in front, or a dialog."""
        self._left = True
        self._gone = self._gone or not isinstance(self.scolie.in_front, ModalScreen)

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile; of a long list, and after a dialog, whose answer shows what it changes, nobody
        waits for that."""
        if not self._left:
            return
        if self._gone and len(self.list_pane.rows) <= AT_ONCE:
            self.reload()
        else:
            self.look_again()
        self._left = self._gone = False
        self.scolie.count_waiting()

    @property
    def articles(self) -> list[Article]:
        """The articles in order, looked at now if that was not done yet."""
        if self._articles is None:
            self._library, self._articles = self._look()
        return self._articles

    def _look(self) -> tuple[FileState | None, list[Article]]:
        library = state_of_library(self.scolie.state.workspace)
        articles = (as_read(one, self.scolie.state.places) for one in self.scolie.state.workspace.articles())
        return library, ordered(articles, self._sort)

    def reload(self, keep: str | None = None) -> None:
        """Read the list anew, with the article ``keep`` lit, or the one that was."""
        self._looks += 1
        self._library, self._articles = self._look()
        self.fill(keep)

    def look_again(self) -> None:
        """Read the list anew beside the keyboard, and then show it, if nobody has done so meanwhile."""
        self._looks += 1
        looks, sort = self._looks, self._sort

        def look() -> tuple[FileState | None, list[Article]]:
            library, articles = self._look()
            # Made and kept here, the rows need not be made where keys wait, nor kept where one leaves.
            self.scolie.kept_list.keep(_told(library, sort, [self._row(article) for article in articles]))
            return library, articles

        def then(found: tuple[FileState | None, list[Article]]) -> None:
            if looks == self._looks:
                self._library, articles = found
                self._articles = articles if sort == self._sort else ordered(articles, self._sort)
                self.fill()

        self.scolie.when_quiet(look, then)

    @property
    def last_list(self) -> LastList | None:
        """The whole list for the next start; None if it was not looked at."""
        if self._articles is None:
            return None
        if self._filter:
            return _told(self._library, self._sort, [self._row(article) for article in self._articles])
        return LastList(self._sort, self.list_pane.used, self.list_pane.rows, self._library)

    def fill(self, keep: str | None = None) -> None:
        """Show the articles that pass the filter, sorted."""
        words = fold_key(self._filter).split()
        shown = [one for one in self.articles if not words or all(word in self._folded(one) for word in words)]
        self.list_pane.show([self._row(article) for article in shown], keep)
        self.tell()

    def _folded(self, article: Article) -> str:
        kept = self._folds.get(article.id)
        if kept is None or kept[0] is not article:
            said = f"{article.title} {article.source} {article.author} {article.path} {article.status.value}"
            kept = self._folds[article.id] = (article, fold_key(said))
        return kept[1]

    def _row(self, article: Article) -> ListRow:
        share, waiting = self.scolie.state.places.share(article.id), self.scolie.waiting.get(article.id, 0)
        kept = self._rows.get(article.id)
        if kept is None or kept[0] is not article or kept[1:3] != (share, waiting):
            row = ListRow(article.id, told(article, share, waiting))
            kept = self._rows[article.id] = (article, share, waiting, row)
        return kept[3]

    @property
    def filter(self) -> str:
        """The words that the articles shown have."""
        return self._filter.strip()

    def status_line(self) -> str:
        """How many articles, how sorted, what filter, and the pass that is on."""
        rows = self.list_pane.rows
        line = count_line(len(rows), self._sort)
        if self.scolie.state.pass_progress:
            line = f"Pass {self.scolie.state.pass_progress.one.name} · {line}"
        if waits := sum(self.scolie.waiting.values()):
            line += f" · {waits} to review"
        if self.scolie.left_to_read:
            line += f" · {self.scolie.left_to_read} still to be read"
        return f"{line} · filter: {self._filter}" if self._filter else line

    def start(self) -> Start | None:
        """Return the first row; None if there is none, or if its file was not looked at yet."""
        if not self.list_pane.rows:
            return None
        first = self.list_pane.rows[0].id
        try:
            return Start(first, self.scolie.state.workspace.shelf.path_of(first))
        except Problem:
            return None

    def pictured(self) -> Iterable[Widget]:
        """Return the list from its first row on, which the next start lights, and the bar, without a filter."""
        if self._articles is not None and self._filter:
            self._filter = ""
            self.fill()
        self.to_row(0)
        return (self.list_pane, self.bar)

    @property
    def current(self) -> str | None:
        """The article under the cursor."""
        return self.list_pane.current

    # -- commands

    def do_goto_top(self) -> None:
        """Go to the first article."""
        self.to_row(0)

    def do_goto_end(self) -> None:
        """Go to the last article."""
        self.to_row(END)

    def do_list_sort(self) -> None:
        """Sort by the next column."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self.scolie.keep(remember, sort=self._sort)
        self._articles = ordered(self.articles, self._sort)
        self.fill()

    def do_list_filter(self) -> None:
        """Filter while one types."""
        self.query_one(Prompt).open("Filter by title, source, author, status", self._filter)

    def do_list_clear(self) -> None:
        """Show all."""
        self._filter = ""
        self.fill()

    def do_app_open(self) -> None:
        """Open the article under the cursor."""
        if self.current:
            self.scolie.open_article(self.current)

    def do_app_status(self) -> None:
        """Give the article under the cursor its next status."""
        if self.current:
            self.scolie.next_status(self.current)
            self.reload()

    def do_app_metadata(self) -> None:
        """Say what is known of the article under the cursor."""
        if self.current:
            self.scolie.edit_metadata(self.current, self.reload)

    def do_memo_write(self) -> None:
        """Write a memo on the article under the cursor."""
        if self.current:
            self.scolie.write_memo(Subject.ARTICLE, self.current, self.reload)

    def do_app_back(self) -> None:
        """Leave the app."""
        self.app.exit()

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Filter by what is typed so far."""
        self._filter = event.text
        self.fill()

    def on_prompt_entered(self, _event: Prompt.Entered) -> None:
        """Keep the filter."""
        self.query_one(Prompt).close()
        self.tell()

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Drop the filter."""
        self.query_one(Prompt).close()
        self.do_list_clear()

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.scolie.open_article(event.id)


def _told(library: FileState | None, sort: str, rows: list[ListRow]) -> LastList:
    return LastList(sort, used_columns(rows, len(WIDTHS)), rows, library)
