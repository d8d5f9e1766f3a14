"""The tables of what stands around the hits of a query: collocates, and hits by article, source and month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.layout.cells import fitted
from reader.layout.chart_tints import bar_tints
from reader.layout.table import ListRow
from reader.search.query.parser import both, condition, in_quotes, is_plain
from reader.session.library.workspace import Workspace
from reader.session.output.statistics_charts import bar_lines
from reader.session.output.words_around import TABLES, WordsAround, words_around
from reader.text.problem import Problem
from reader.translation import _, ngettext, number

_FIELDS = {"articles": "article", "sources": "source", "months": "date"}
"""By table, the field of a query that its first column is."""


class WordsTables:
    """Which words stand around the hits of a query, and how often it is found where; implements `Counting`."""

    none = WordsAround((), {}, {})

    def __init__(self, workspace: Workspace, search: Callable[[str], None]) -> None:
        """``search`` shows the hits of a query."""
        self._workspace, self.open = workspace, search

    @property
    def name(self) -> str:
        """What a person calls these tables."""
        return _("Words around")

    @property
    def tables(self) -> Mapping[str, str]:
        """What a person calls each table, by id, in order."""
        return {"words": _("Words"), "articles": _("Articles"), "sources": _("Sources"), "months": _("Months")}

    def count(self, query: str, wanted: Callable[[], bool]) -> WordsAround:
        """Count the words around the hits of a query, as far as it is ``wanted``."""
        return words_around(self._workspace, query, wanted=wanted)

    def total(self, counted: WordsAround) -> str:
        """Return how many hits are counted."""
        return ngettext("{count} hit", "{count} hits", counted.count).format(count=number(counted.count))

    def heading(self, counted: WordsAround, table: str) -> str:
        """Return what a table shows."""
        return TABLES[table](counted).title

    def rows(self, counted: WordsAround, table: str, room: int) -> Sequence[ListRow]:
        """Return a table as rows of at most ``room`` cells."""
        lines = [fitted(line, room) for line in bar_lines(TABLES[table](counted), room)]
        return [ListRow(str(at), (line,), tints=tuple(bar_tints(line))) for at, line in enumerate(lines)]

    def empty(self, *, is_changed: bool) -> str:  # noqa: ARG002 - says the same for each query
        """Return what stands in place of a table without rows."""
        return _("There is nothing to count.")

    def head(self, table: str) -> int:  # noqa: ARG002 - none has any
        """How many lines stand before the rows of a table."""
        return 0

    def leads(self, table: str) -> bool:
        """Whether rows of a table lead to hits."""
        return table in TABLES

    def query_of_row(self, counted: WordsAround, table: str, row: int, query: str) -> str:
        """Return the query that finds what a row counts; Problem if none does."""
        rows = TABLES[table](counted).rows
        subject = str(rows[row][0]) if row < len(rows) else ""
        if not subject:
            hint = _("Rows with a word, an article, a source or a month lead to hits.")
            raise Problem(_("This row leads nowhere."), "", hint, status=1)
        if table == "words":
            # The last word of the window has one word fewer between itself and the hit.
            near = f"{in_quotes(f'{query} {subject}')}~{counted.window - 1}"
            return near if is_plain(query) else both(query, in_quotes(subject))
        # All of the source: “Le Monde” does not count what is in “Le Monde diplomatique”.
        asked = f"source:={in_quotes(subject)}" if table == "sources" else condition(_FIELDS[table], subject)
        return both(query, asked)
