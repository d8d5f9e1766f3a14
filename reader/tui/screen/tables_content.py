"""What a screen of tables shows and does: the tables of what a query counts, of which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from rich.text import Text
from textual.widgets import Static

from reader.layout.bar import Title, place_fact
from reader.layout.table import ListRow
from reader.text.guard import guard
from reader.translation import _
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.query_prompt import QueryPrompt
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane

LEAD = 3
"""Cells of a row that its mark takes."""
Counted = TypeVar("Counted")


class Counting(Protocol[Counted]):
    """What is counted, and the tables of it."""

    @property
    def name(self) -> str:
        """What a person calls these tables."""

    @property
    def tables(self) -> Mapping[str, str]:
        """What a person calls each table, by id, in order."""

    @property
    def none(self) -> Counted:
        """What there is before anything is counted."""

    def count(self, query: str, wanted: Callable[[], bool]) -> Counted:
        """Count what a query finds, as far as it is ``wanted``; called in a thread."""

    def total(self, counted: Counted) -> str:
        """Return how many things are counted, with their name."""

    def heading(self, counted: Counted, table: str) -> str:
        """Return what a table shows."""

    def rows(self, counted: Counted, table: str, room: int) -> Sequence[ListRow]:
        """Return a table as rows of at most ``room`` cells."""

    def empty(self, *, is_changed: bool) -> str:
        """Return what stands in place of a table without rows; ``is_changed``: another query was asked than the first."""

    def head(self, table: str) -> int:
        """How many lines stand before the rows of a table."""

    def leads(self, table: str) -> bool:
        """Whether rows of a table lead to what they count."""

    def query_of_row(self, counted: Counted, table: str, row: int, query: str) -> str:
        """Return the query that finds what a row counts of ``query``; Problem if none does."""

    def open(self, query: str) -> None:
        """Show what the query of a row finds."""


def names_line(names: Mapping[str, str], shown: str) -> Text:
    """Return the names of all tables in one line, with that of the one that is shown in brackets."""
    return Text(" ").join(
        Text(f"[{name}]", "bold") if id_ == shown else Text(f" {name} ") for id_, name in names.items()
    )


class TablesContent(ScreenContent):
    """The tables of what a query counts, of which one is shown."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        counting: Counting[Any],
        names: Static,
        heading: Static,
        pane: ListPane,
        prompt: Prompt,
        *,
        query: str,
    ) -> None:
        self._services, self._shell, self._counting = services, shell, counting
        self._names, self._heading, self._pane = names, heading, pane
        self._ids = tuple(counting.tables)
        self._table = self._ids[0]
        self._counted = counting.none
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=lambda: counting.count(self._query.query, lambda: shell.is_attached),
            fill=self._fill,
            leave=services.navigator.leave_screen,
            prepare=lambda: self.width.note(),
        )
        self.width = FittedWidth(lambda: self.room, self.reload)
        self._query = QueryPrompt(prompt, services, self.reload, query, cleared=query)
        self._cursor = ListCommands(pane)

    def commands(self) -> CommandTable:
        """Return what the commands of the tables do."""
        return {
            **self._cursor.commands(),
            **BackgroundUndo(self.loading, self._services.state, self._services.host).commands(),
            **self._query.commands(),
            "stats.next": lambda: self._turn(1),
            "stats.previous": lambda: self._turn(-1),
            "app.open": lambda: self._counting.open(self.query_of_row()),
            "app.back": self._services.navigator.leave_screen,
        }

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self._pane.size.width - LEAD)

    def _fill(self, counted: Any) -> None:
        self._counted = counted
        self._show()

    def _show(self) -> None:
        """Show the table."""
        self._names.update(names_line(self._counting.tables, self._table))
        self._heading.update(Text(guard(self._counting.heading(self._counted, self._table))))
        self._pane.empty = self._counting.empty(is_changed=self._query.is_changed)
        self._pane.show(self._counting.rows(self._counted, self._table, self.room))
        self._shell.tell()

    def title(self) -> Title:
        """Return what was asked for, and how many things are counted."""
        place = _("table {place}").format(place=place_fact(self._ids.index(self._table), len(self._ids)))
        way = (self._services.state.library_name, self._counting.name, self._query.query)
        return Title(way, (self._counting.total(self._counted), place))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._query.is_changed else ["list.clear"]
        leads = self._pane.rows and self._counting.leads(self._table)
        return idle if leads else [*idle, "app.open"]

    def _turn(self, step: int) -> None:
        """Go to another table."""
        self._table = self._ids[(self._ids.index(self._table) + step) % len(self._ids)]
        self._pane.cursor = 0
        self._show()
        self._cursor.to(self._counting.head(self._table))

    def query_of_row(self) -> str:
        """Return the query that finds what the row under the cursor counts; Problem if none does."""
        return self._counting.query_of_row(self._counted, self._table, self._pane.cursor, self._query.query)
