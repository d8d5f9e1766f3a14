"""The list of articles."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen

from reader.session.first_steps import IN_LIST
from reader.session.library.list_cache import LastList
from reader.session.snapshot import Start
from reader.text.problem import Problem
from reader.tui.screen.first_hints import BeginnersHints
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.library_list import LibraryList
from reader.tui.service.host import Services
from reader.tui.terminal.snapshot_rows import rows
from reader.tui.widget.article_preview import ArticlePreview
from reader.tui.widget.bar import Prompt
from reader.tui.widget.first_hints import FirstHints
from reader.tui.widget.list_head import ListHead
from reader.tui.widget.list_pane import ListPane


class LibraryScreen(KeyedScreen):
    """Articles with source, date, reading time, progress, status and number of annotations."""

    context = "library"
    DEFAULT_CSS = """
    LibraryScreen > Horizontal { height: 1fr; }
    LibraryScreen Vertical { width: 1fr; height: 1fr; }
    """

    def __init__(self, services: Services, lit: str | None = None, last: LastList | None = None) -> None:
        self.list_pane, self.prompt = ListPane(), Prompt()
        self.first_hints = FirstHints()
        self.beginner = BeginnersHints(services.state, self.first_hints, self.context, IN_LIST)
        self.head, self.preview = ListHead(self.list_pane), ArticlePreview()
        self.list = LibraryList(
            services,
            self.list_pane,
            self.prompt,
            self.preview,
            shell=self,
            leave=lambda: self.app.exit(),
            lit=lit,
            last=last,
        )
        super().__init__(services, self.list)
        self.commands = self.list.commands()

    def compose(self) -> ComposeResult:
        """Lay out the list and the lines below."""
        yield self.title_bar
        self.preview.fit(self.app.size.width)
        with Horizontal():
            with Vertical():
                yield self.head
                yield self.list_pane
            yield self.preview
        self.beginner.show()
        yield self.first_hints
        yield self.prompt
        yield self.bar
        yield self.hints

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self.preview.fit(event.size.width)
        self.list.show_preview()

    def on_screen_suspend(self) -> None:
        """Another screen is in front, or a dialog."""
        front = next(reversed(self.app.screen_stack), None)
        self.list.suspended(by_dialog=isinstance(front, ModalScreen))

    def on_list_pane_chosen(self, event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.services.navigator.open_article(event.id)

    def tell(self) -> None:
        """Bring the title and the lines at the bottom up to date."""
        super().tell()
        self.beginner.show()

    @property
    def filter(self) -> str:
        """The words that the articles shown have."""
        return self.list.filter

    @property
    def last_list(self) -> LastList | None:
        """The whole list for the next start; None if the articles were not read."""
        return self.list.last_list

    # -- the snapshot for the next start

    def picture(self) -> list[str]:
        """Return the rows of the list and of the bar, as the next start first shows them."""
        self.list.show_as_at_start()
        self.edges.tell_at_start()
        return rows(self, [self.title_bar, self.head, self.list_pane, self.preview, self.first_hints, self.bar])

    def start(self) -> Start | None:
        """Return the first row; None if there is none, or if its file was not looked at yet."""
        if not self.list_pane.rows:
            return None
        first = self.list_pane.rows[0].id
        try:
            return Start(first, self.services.state.workspace.catalogue.path_of(first))
        except Problem:
            return None
