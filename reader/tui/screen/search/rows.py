"""The rows of the search screen: made when they are looked at, of hits, articles or saved searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotation.codebook import Codebook, rgb
from reader.annotation.model import Annotation
from reader.annotation.saved_search import SavedSearch
from reader.layout.concordance import (
    SORTED,
    ConcordanceTable,
    Side,
    hits_width,
    whole_end,
    whole_start,
    with_marks,
)
from reader.layout.hit_order import Order
from reader.layout.lazy_rows import MadeRows
from reader.layout.table import Column, ListRow, Table
from reader.search.concordance import Origin, context_line
from reader.session.search.find import CONTEXT
from reader.session.search.hits import Place, place_of
from reader.text.span import Span
from reader.translation import _, number
from reader.tui.screen.search.results import Results

NO_COLOUR, UNTAGGED = "□", "▎"
"""What stands before a hit that has tags without a colour, and one that is highlighted without a tag."""
TAGS, SOURCE, DATE, COUNT = 24, 20, 10, 7
"""The most cells of a column."""
LEAST_LINE = 60
"""Cells that a line of the concordance keeps, wherever the window has them."""
LEAD = 30
"""Characters before a hit that its row in a list begins with, at most."""
LONGEST_HIT = 1_000
"""Characters of a hit that are laid out: a regular expression may find all of a text."""


class ResultRows:
    """Makes the rows of hits and articles, and says which columns they have."""

    def __init__(self, results: Results, codebook: Codebook) -> None:
        self._results, self._codebook = results, codebook
        self._tags = {place: self._names(each) for place, each in results.found.annotated.items()}

    def table(self) -> Table:
        """Return the columns."""
        results = self._results
        if results.is_list:
            columns = (
                Column(TAGS, _("Tags"), has_paths=True),
                Column(SOURCE, _("Source"), rank=2, least=10),
                Column(DATE, _("Date"), rank=3),
            )
            return Table((Column(COUNT, _("Hits"), is_number=True, rank=0), *columns), _("Article"), LEAST_LINE)
        order = results.order
        by_source, by_date = order is Order.SOURCE, order is Order.DATE
        source = _named(_("Source"), is_sorted=by_source)
        date = _named(_("Date"), is_sorted=by_date)
        columns = (
            Column(TAGS, _("Tags"), rank=1, least=8, has_paths=True),
            Column(SOURCE, source, rank=0 if by_source else 2, least=10),
            Column(DATE, date, rank=0 if by_date else 3),
        )
        width = hits_width({with_marks(hit.quote[:LONGEST_HIT], hit.after) for hit in results.found.hits})
        return ConcordanceTable(columns, "", LEAST_LINE, hit_width=width, sorted_by=_side(order))

    def rows(self) -> Sequence[ListRow]:
        """Return the rows."""
        entries = self._results.entries
        return MadeRows(len(entries), self._row)

    def widths(self) -> tuple[int, ...]:
        """Return the cells that the columns need."""
        articles = {hit.article for hit in self._results.found.hits}
        origins = [self._origin(article) for article in articles]
        needed = [ListRow("", ("", tags, "", "")) for tags in set(self._tags.values())]
        needed += [ListRow("", ("", "", origin.source, origin.date)) for origin in origins]
        table = self.table()
        if self._results.is_list:
            needed = [ListRow("", ("", "00000", *row.cells[1:])) for row in needed]
        return table.widths(needed)

    def _row(self, at: int) -> ListRow:
        results = self._results
        entry = results.entries[at]
        if isinstance(entry, str):
            hits, origin = results.hits_of(entry), self._origin(entry)
            title = origin.title or entry
            named = (title, number(len(hits)), "", origin.source, origin.date)
            return ListRow(f"article:{entry}", named, marked=results.is_marked(entry), swatch="", is_title=True)
        place = place_of(entry)
        passage = results.passages[place][1] if place in results.passages else entry.span
        hit = replace(entry, quote=entry.quote[:LONGEST_HIT])
        if not results.is_list:
            hit = replace(hit, before=_from_a_word(hit.before), after=_to_a_word(hit.after))
        line, annotations = context_line(hit, passage), results.found.annotated.get(place, ())
        colour, tags = self._colour(annotations), self._tags.get(place, "")
        sign = "" if not annotations else NO_COLOUR if tags else UNTAGGED
        is_marked = place in results.marked
        if results.is_list:
            start = _lead(line.text, line.hit.start)
            text, by = f"  {_ended(line.text[start:], line.hit.end - start, entry.after)}", 2 - start
            lit = Span(max(2, line.passage.start + by), line.passage.end + by)
            return ListRow(row_id(place), (text, "", tags), (lit,), is_marked, colour, sign=sign)
        origin = self._origin(entry.article)
        cells = (line.text, tags, origin.source, origin.date)
        return ListRow(row_id(place), cells, (line.passage,), is_marked, colour, sign=sign, hit=line.hit)

    def _origin(self, article: str) -> Origin:
        return self._results.origins.get(article, Origin(article))

    def _names(self, annotations: Sequence[Annotation]) -> str:
        ids = dict.fromkeys(tag for annotation in annotations for tag in annotation.tags)
        return " ".join(f"#{path}" for path in self._codebook.paths(ids))

    def _colour(self, annotations: Sequence[Annotation]) -> str:
        tags = (self._codebook.standing(tag) for annotation in annotations for tag in annotation.tags)
        return next((rgb(tag.color) for tag in tags if tag and tag.color), "")


def _named(name: str, *, is_sorted: bool) -> str:
    return f"{name} {SORTED}" if is_sorted else name


def row_id(place: Place) -> str:
    """Return the id of the row of a hit."""
    article, span = place
    return f"{article} {span.start} {span.end}"


def _from_a_word(before: str) -> str:
    """Return what stands before a hit without a beginning that may be what is left of a word."""
    return before[whole_start(before, 0, len(before)) :] if len(before) >= CONTEXT else before


def _to_a_word(after: str) -> str:
    """Return what stands behind a hit without an end that may be the beginning of a word."""
    return after[: whole_end(after, 0, len(after))] if len(after) >= CONTEXT else after


def _lead(text: str, hit: int) -> int:
    """Return where the row of a hit in a list begins: at a word, a little before the hit."""
    start = max(0, hit - LEAD)
    return whole_start(text, start, hit) if start else 0


def _ended(text: str, hit_end: int, after: str) -> str:
    """Return a row with a sign in place of its last word where the text goes on, which may have cut that word."""
    if len(after) < CONTEXT:
        return text
    end = whole_end(text, hit_end, len(text))
    return f"{text[:end]} …" if end < len(text) else f"{text}…"


def _side(order: Order) -> Side:
    return "left" if order is Order.LEFT else "right" if order is Order.RIGHT else ""


def saved_rows(searches: Sequence[SavedSearch]) -> list[ListRow]:
    """Return the rows of saved searches: name and query."""
    return [ListRow(search.id, (search.name, search.query)) for search in searches]


SAVED = Table((Column(60, rank=0),))
"""Beside the name of a saved search: its query."""
