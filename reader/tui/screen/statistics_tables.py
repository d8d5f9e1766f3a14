"""What the statistics' screen shows and does: one table after the other; Enter reads what a row counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rich.text import Text
from textual.widgets import Static

from reader.annotation.codebook import rgb
from reader.layout.bar import Title, place_fact
from reader.layout.cells import fitted
from reader.layout.table import ListRow, Tint
from reader.search.query.parser import both, condition
from reader.session.output.library_statistics import TABLES, Cell, Statistics, statistics_of
from reader.session.output.statistics_charts import lines
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
BAR = re.compile(r"[█▉▊▋▌▍▎▏]+(?=\s*$)")
"""What a bar is drawn with."""
PAIRS = re.compile(r"(?:\s*(?:\d+|·)[ ░▒▓█]?)+\s*$")
"""The numbers of a line of co-occurrence, each with its shade."""
SHADES = re.compile("[░▒▓█]")
HEAD, CURVES = 1, 2
"""The lines before the rows: the numbers of the columns of co-occurrence, and the two curves of saturation."""
NAMES = tuple(TABLES)
_COLUMN_OF_SUBJECT = {"tags": 0, "articles": 0, "coverage": 0, "progress": 1}
"""The tables whose rows lead to excerpts, and the column with the tag or article they are about."""


def table_names() -> dict[str, str]:
    """Return what a person calls each table."""
    return {
        "tags": _("Tags"),
        "articles": _("Articles"),
        "sources": _("Sources"),
        "months": _("Months"),
        "together": _("Co-occurrence"),
        "coverage": _("Coverage"),
        "progress": _("Saturation"),
    }


def names_line(table: str) -> Text:
    """Return the names of all tables in one line, with that of ``table`` in brackets."""
    names = table_names()
    return Text(" ").join(Text(f"[{names[id_]}]", "bold") if id_ == table else Text(f" {names[id_]} ") for id_ in NAMES)


def bar_tints(line: str, colours: Sequence[str]) -> Iterator[Tint]:
    """Yield the bar of a line in the colours of its tags, an equal part for each."""
    bar = BAR.search(line)
    if bar and colours:
        ends = [bar.start() + round(len(bar[0]) * number / len(colours)) for number in range(len(colours) + 1)]
        parts = zip(pairwise(ends), colours, strict=True)
        yield from (Tint(start, end, colour) for (start, end), colour in parts if colour and start < end)


def shade_tints(line: str, colours: Sequence[str]) -> Iterator[Tint]:
    """Yield the shades of a line of co-occurrence in the colour of its tag."""
    numbers = PAIRS.search(line)
    for colour in filter(None, colours):
        for shade in SHADES.finditer(line, numbers.start() if numbers else len(line)):
            yield Tint(*shade.span(), colour)


class StatisticsTables(ScreenContent):
    """The tables of what a query finds, of which one is shown."""

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
        table: str,
        read: Callable[[str], None],
    ) -> None:
        """``read`` opens the excerpts of a query."""
        self._services, self._shell = services, shell
        self._names, self._title, self._pane, self._read = names, title, pane, read
        self._table = table
        self._counted = Statistics([], {}, {})
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=lambda: statistics_of(services.state.workspace, self._query.query),
            fill=self._fill,
            leave=services.navigator.leave_screen,
            prepare=lambda: self.width.note(),
        )
        self.width = FittedWidth(lambda: self.room, self.reload)
        self._query = QueryPrompt(prompt, services, self.reload, query)
        self._cursor = ListCommands(pane)

    def commands(self) -> CommandTable:
        """Return what the commands of the tables do."""
        return {
            **self._cursor.commands(),
            **BackgroundUndo(self.loading, self._services.state, self._services.host).commands(),
            **self._query.commands(),
            "stats.next": lambda: self._turn(1),
            "stats.previous": lambda: self._turn(-1),
            "app.open": lambda: self._read(self.query_of_row()),
            "app.back": self._services.navigator.leave_screen,
        }

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(1, self._pane.size.width - LEAD)

    def _fill(self, counted: Statistics) -> None:
        self._counted = counted
        self._show()

    def _show(self) -> None:
        """Show the table."""
        self._names.update(names_line(self._table))
        table = TABLES[self._table](self._counted)
        self._title.update(Text(guard(table.title)))
        drawn = lines(self._counted, self._table, self.room) if table.rows else []
        key = self._services.state.key_of("list.clear", "stats")
        no_hit = _("Nothing that was marked fits. {key} goes back to what was asked first.")
        self._pane.empty = no_hit.format(key=key) if self._query.is_changed else _("There is nothing to count yet.")
        self._pane.show([self._row(at, fitted(line, self.room)) for at, line in enumerate(drawn)])
        self._shell.tell()

    def _row(self, at: int, line: str) -> ListRow:
        """Return a line of the table; what is drawn of tags is in their colours."""
        tints = shade_tints if self._table == "together" else bar_tints
        return ListRow(str(at), (line,), tints=tuple(tints(line, [*map(self._colour, self._tags_of(at))])))

    def _tags_of(self, at: int) -> Sequence[str]:
        """Return the tags that what is drawn in a line stands for; none if it stands for no tag."""
        counted = self._counted
        if self._table == "tags":
            return (str(TABLES["tags"](counted).rows[at][0]),)
        if self._table == "together":
            return counted.pairs()[0][at - HEAD : at] if at else ()
        return counted.steps[at - CURVES].new if self._table == "progress" and at >= CURVES else ()

    def _colour(self, path: str) -> str:
        tag = self._services.state.workspace.codebook.at(path)
        return rgb(tag.color) if tag else ""

    def title(self) -> Title:
        """Return what was asked for, and how many annotations are counted."""
        count = len(self._counted.coded)
        annotations = ngettext("{count} annotation", "{count} annotations", count).format(count=number(count))
        place = place_fact(NAMES.index(self._table), len(NAMES))
        way = (self._services.state.library_name, _("Statistics"), self._query.query)
        return Title(way, (annotations, _("table {place}").format(place=place)))

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        idle = [] if self._query.is_changed else ["list.clear"]
        leads = self._pane.rows and self._table in (*_COLUMN_OF_SUBJECT, "together")
        return idle if leads else [*idle, "app.open"]

    def _turn(self, step: int) -> None:
        """Go to another table."""
        self._table = NAMES[(NAMES.index(self._table) + step) % len(NAMES)]
        self._pane.cursor = 0
        self._show()
        self._cursor.to(0)

    def query_of_row(self) -> str:
        """Return the query that finds what the row under the cursor counts."""
        name = "tag" if self._table in ("tags", "together") else "article"
        return both(condition(name, str(self._subject())), self._query.query)

    def _subject(self) -> Cell:
        """Return the tag or the article that the row is about; Problem if it is about neither."""
        row, counted = self._pane.cursor, self._counted
        subject: Cell | None = None
        if self._table == "together":
            subject = dict(enumerate(counted.pairs()[0], start=HEAD)).get(row)
        elif self._table in _COLUMN_OF_SUBJECT:
            at = row - CURVES if self._table == "progress" else row
            rows = TABLES[self._table](counted).rows
            subject = rows[at][_COLUMN_OF_SUBJECT[self._table]] if 0 <= at < len(rows) else None
        if subject is None:
            raise Problem(
                _("This row leads nowhere."), "", _("Rows of tags and of articles lead to excerpts."), status=1
            )
        return subject
