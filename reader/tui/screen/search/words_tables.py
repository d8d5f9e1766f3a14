"""What the screen of words around a query shows and does: collocates, and hits by article, source and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.text import Text
from textual.widgets import Static

from reader.layout.bar import Title, place_fact
from reader.layout.cells import fitted
from reader.layout.table import ListRow
from reader.search.query.parser import both, condition, in_quotes, is_plain
from reader.session.output.statistics_charts import bar_lines
from reader.session.output.words_around import TABLES, WordsAround, words_around
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import _, ngettext, number
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.query_prompt import QueryPrompt
from reader.tui.service.host import CommandTable, Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane

LEAD = 3
"""Cells of a row that its mark takes."""
NAMES = tuple(TABLES)
_FIELDS = {"articles": "article", "sources": "source", "months": "date"}
"""By table, the field of a query that its first column is."""


def table_names() -> dict[str, str]:
    """Return what a person calls each table."""
    return {"words": _("Words"), "articles": _("Articles"), "sources": _("Sources"), "months": _("Months")}


class WordsTables(ScreenContent):
    """The tables of what stands around the hits of a query, of which one is shown."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        names: Static,
        title: Static,
        pane: ListPane,
        prompt: Prompt,
        *,
        query: str,
        search: Callable[[str], None],
    ) -> None:
        """``search`` shows the hits of a query."""
        self._services, self._shell, self._search = services, shell, search
        self._names, self._title, self._pane = names, title, pane
        self._table = NAMES[0]
        self._counted = WordsAround((), {}, {})
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=lambda: words_around(services.state.workspace, self._query.query, wanted=lambda: shell.is_attached),
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
            "app.open": lambda: self._search(self.query_of_row()),
            "app.back": self._services.navigator.leave_screen,
        }

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self._pane.size.width - LEAD)

    def _fill(self, counted: WordsAround) -> None:
        self._counted = counted
        self._show()

    def _show(self) -> None:
        """Show the table."""
        names = table_names()
        self._names.update(
            Text(" ").join(
                Text(f"[{names[id_]}]", "bold") if id_ == self._table else Text(f" {names[id_]} ") for id_ in NAMES
            )
        )
        table = TABLES[self._table](self._counted)
        self._title.update(Text(guard(table.title)))
        self._pane.empty = _("There is nothing to count.")
        lines = bar_lines(table, self.room)
        self._pane.show([ListRow(str(at), (fitted(line, self.room),)) for at, line in enumerate(lines)])
        self._shell.tell()

    def title(self) -> Title:
        """Return what was asked for, and how many hits are counted."""
        count = self._counted.count
        hits = ngettext("{count} hit", "{count} hits", count).format(count=number(count))
        place = _("table {place}").format(place=place_fact(NAMES.index(self._table), len(NAMES)))
        return Title((self._services.state.library_name, _("Words around"), self._query.query), (hits, place))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._query.is_changed else ["list.clear"]
        return idle if self._pane.rows else [*idle, "app.open"]

    def _turn(self, step: int) -> None:
        """Go to another table."""
        self._table = NAMES[(NAMES.index(self._table) + step) % len(NAMES)]
        self._pane.cursor = 0
        self._show()
        self._cursor.to(0)

    def query_of_row(self) -> str:
        """Return the query that finds what the row under the cursor counts; Problem if none does."""
        query, rows = self._query.query, TABLES[self._table](self._counted).rows
        subject = str(rows[self._pane.cursor][0]) if self._pane.cursor < len(rows) else ""
        if not subject:
            hint = _("Rows with a word, an article, a source or a month lead to hits.")
            raise Problem(_("This row leads nowhere."), "", hint, status=1)
        if self._table == "words":
            near = f"{in_quotes(f'{query} {subject}')}~{self._counted.window}"
            return near if is_plain(query) else both(query, in_quotes(subject))
        return both(query, condition(_FIELDS[self._table], subject))
