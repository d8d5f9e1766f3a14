"""The tables of the statistics of annotations, with what is drawn of tags in their colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from reader.annotation.codebook import rgb
from reader.layout.cells import fitted
from reader.layout.chart_tints import bar_tints
from reader.layout.table import ListRow, Tint
from reader.search.query.parser import both, condition
from reader.session.output.library_statistics import TABLES, Cell, Statistics, statistics_of
from reader.session.output.statistics_charts import lines
from reader.text.problem import Problem
from reader.translation import _, ngettext, number
from reader.tui.service.app_state import AppState

PAIRS = re.compile(r"(?:\s*(?:\d+|·)[ ░▒▓█]?)+\s*$")
"""The numbers of a line of co-occurrence, each with its shade."""
SHADES = re.compile("[░▒▓█]")
HEAD, CURVES = 1, 2
"""The lines before the rows: the numbers of the columns of co-occurrence, and the two curves of saturation."""
_HEADS = {"together": HEAD, "progress": CURVES}
_COLUMN_OF_SUBJECT = {"tags": 0, "articles": 0, "coverage": 0, "progress": 1}
"""The tables whose rows lead to excerpts, and the column with the tag or article they are about."""


def shade_tints(line: str, colours: Sequence[str]) -> Iterator[Tint]:
    """Yield the shades of a line of co-occurrence in the colour of its tag."""
    numbers = PAIRS.search(line)
    for colour in filter(None, colours):
        for shade in SHADES.finditer(line, numbers.start() if numbers else len(line)):
            yield Tint(*shade.span(), colour)


class StatisticsTables:
    """The statistics of the annotations that a query finds; implements `Counting`."""

    none = Statistics([], {}, {})

    def __init__(self, state: AppState, read: Callable[[str], None]) -> None:
        """``read`` opens the excerpts of a query."""
        self._state, self.open = state, read

    @property
    def name(self) -> str:
        """What a person calls these tables."""
        return _("Statistics")

    @property
    def tables(self) -> Mapping[str, str]:
        """What a person calls each table, by id, in order."""
        return {
            "tags": _("Tags"),
            "articles": _("Articles"),
            "sources": _("Sources"),
            "months": _("Months"),
            "together": _("Co-occurrence"),
            "coverage": _("Coverage"),
            "progress": _("Saturation"),
        }

    def count(self, query: str, wanted: Callable[[], bool]) -> Statistics:  # noqa: ARG002 - this does not take long
        """Count the annotations that a query finds."""
        return statistics_of(self._state.workspace, query)

    def total(self, counted: Statistics) -> str:
        """Return how many annotations are counted."""
        count = len(counted.coded)
        return ngettext("{count} annotation", "{count} annotations", count).format(count=number(count))

    def heading(self, counted: Statistics, table: str) -> str:
        """Return what a table shows."""
        return TABLES[table](counted).title

    def rows(self, counted: Statistics, table: str, room: int) -> Sequence[ListRow]:
        """Return a table as rows of at most ``room`` cells; what is drawn of tags is in their colours."""
        tints = shade_tints if table == "together" else bar_tints
        drawn = lines(counted, table, room) if TABLES[table](counted).rows else []
        rows = []
        for at, line in enumerate(fitted(line, room) for line in drawn):
            colours = [*map(self._colour, _tags_of(counted, table, at))]
            rows.append(ListRow(str(at), (line,), tints=tuple(tints(line, colours))))
        return rows

    def _colour(self, path: str) -> str:
        tag = self._state.workspace.codebook.at(path)
        return rgb(tag.color) if tag else ""

    def empty(self, *, is_changed: bool) -> str:
        """Return what stands in place of a table without rows; ``is_changed``: another query was asked than the first."""
        if not is_changed:
            return _("There is nothing to count yet.")
        no_hit = _("Nothing that was marked fits. {key} goes back to what was asked first.")
        return no_hit.format(key=self._state.key_of("list.clear", "stats"))

    def head(self, table: str) -> int:
        """How many lines stand before the rows of a table, which lead nowhere."""
        return _HEADS.get(table, 0)

    def leads(self, table: str) -> bool:
        """Whether rows of a table lead to excerpts."""
        return table in (*_COLUMN_OF_SUBJECT, "together")

    def query_of_row(self, counted: Statistics, table: str, row: int, query: str) -> str:
        """Return the query that finds what a row counts; Problem if it is about neither a tag nor an article."""
        subject = _subject(counted, table, row)
        if subject is None:
            hint = _("Rows of tags and of articles lead to excerpts.")
            raise Problem(_("This row leads nowhere."), "", hint, status=1)
        name = "tag" if table in ("tags", "together") else "article"
        return both(condition(name, str(subject)), query)


def _tags_of(counted: Statistics, table: str, at: int) -> Sequence[str]:
    """Return the tags that what is drawn in a line stands for; none if it stands for no tag."""
    if table == "tags":
        return (str(TABLES["tags"](counted).rows[at][0]),)
    if table == "together":
        return counted.pairs()[0][at - HEAD : at] if at else ()
    return counted.steps[at - CURVES].new if table == "progress" and at >= CURVES else ()


def _subject(counted: Statistics, table: str, row: int) -> Cell | None:
    """Return the tag or the article that a row is about."""
    if table == "together":
        return dict(enumerate(counted.pairs()[0], start=HEAD)).get(row)
    if table not in _COLUMN_OF_SUBJECT:
        return None
    at = row - CURVES if table == "progress" else row
    rows = TABLES[table](counted).rows
    return rows[at][_COLUMN_OF_SUBJECT[table]] if 0 <= at < len(rows) else None
