"""Statistics: one table after the other, in bars, shades and heights, with every number beside its mark."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from reader.command.command import Context
from reader.layout.cells import fitted
from reader.layout.table import ListRow
from reader.search.query import condition
from reader.session.output.library_statistics import TABLES, Cell, Statistics, statistics_of
from reader.session.output.statistics_charts import lines
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.tui.screen.gathering import Paged
from reader.tui.widget.bar import Hints, KeyBar, Prompt
from reader.tui.widget.list_pane import ListPane

LEAD = 3
"""Cells of a row that its mark takes."""
NAMES = tuple(TABLES)
_ASKED = {"tags": 0, "articles": 0, "coverage": 0, "progress": 1}
"""Tables whose rows lead to excerpts, and the column that says of what."""


class StatisticsScreen(Paged[Statistics]):
    """What the annotations of a query come to; Enter reads those that a row counts."""

    context: Context = "stats"
    DEFAULT_CSS = """
    StatisticsScreen #tables { height: auto; max-height: 3; padding: 0 1; background: $panel; }
    StatisticsScreen #title { height: 1; padding: 0 1; text-style: bold; }
    StatisticsScreen ListPane { height: 1fr; }
    """

    def __init__(self, query: str = "", table: str = NAMES[0]) -> None:
        super().__init__()
        self._query = query
        self._table = table
        self._counted = Statistics([], {}, {})

    def compose(self) -> ComposeResult:
        """Lay out the names of the tables, one of them, and the lines below."""
        yield Static(id="tables")
        yield Static(id="title")
        yield ListPane(empty="There is nothing to count yet.")
        yield Prompt()
        yield KeyBar()
        yield Hints()

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self.list_pane.size.width - LEAD)

    def gather(self) -> Statistics:
        """Count, and work out what the tables need."""
        return statistics_of(self.scolie.state.workspace, self._query)

    def fill(self, found: Statistics) -> None:
        """Show the table."""
        self._counted = found
        self._show()

    def _show(self) -> None:
        shown = Text("  ").join(
            Text(f"[{name}]", "bold") if name == self._table else Text(f" {name} ") for name in NAMES
        )
        self.query_one("#tables", Static).update(shown)
        table = TABLES[self._table](self._counted)
        asked = f" · {self._query}" if self._query else ""
        self.query_one("#title", Static).update(Text(guard(f"{table.title}{asked}")))
        drawn = lines(self._counted, self._table, self.room) if table.rows else []
        self.list_pane.show([ListRow(str(number), (fitted(line, self.room),)) for number, line in enumerate(drawn)])
        self.tell()

    def status_line(self) -> str:
        """How many annotations are counted."""
        return f"Statistics · {len(self._counted.coded)}"

    # -- commands

    def do_stats_next(self) -> None:
        """Go to the next table."""
        self._turn(1)

    def do_stats_previous(self) -> None:
        """Go to the previous table."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._table = NAMES[(NAMES.index(self._table) + step) % len(NAMES)]
        self.list_pane.cursor = 0
        self._show()
        self.to_row(0)

    def do_list_filter(self) -> None:
        """Count what a query finds."""
        self.query_one(Prompt).open('words, "a phrase", tag:PATH, article:ID, state:S', self._query)

    def do_list_clear(self) -> None:
        """Count all."""
        self._ask("")

    def _ask(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self.reload()

    def on_prompt_entered(self, event: Prompt.Entered) -> None:
        """Count what is asked now."""
        self.query_one(Prompt).close()
        self._ask(event.text)

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Leave the question as it was."""
        self.query_one(Prompt).close()

    def do_app_open(self) -> None:
        """Read the excerpts that the row counts."""
        from reader.tui.screen.excerpts import ExcerptsScreen

        about = self._about()
        name = "tag" if self._table in ("tags", "together") else "article"
        asked = condition(name, str(about))
        self.scolie.push_screen(ExcerptsScreen(f"{asked} {self._query}".strip()))

    def _about(self) -> Cell:
        """Return the tag or the article that the row is about; Problem if it is about neither."""
        row, found = self.list_pane.cursor, self._counted
        about: Cell | None = None
        if self._table == "together":
            # The first line numbers the columns.
            about = dict(enumerate(found.pairs()[0], start=1)).get(row)
        elif self._table in _ASKED:
            # Two curves come before the articles.
            at = row - 2 if self._table == "progress" else row
            known = TABLES[self._table](found).rows
            about = known[at][_ASKED[self._table]] if 0 <= at < len(known) else None
        if about is None:
            raise Problem("This row leads nowhere.", "", "Rows of tags and of articles lead to excerpts.", status=1)
        return about

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")
