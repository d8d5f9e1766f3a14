"""The tables of the statistics, one after the other, and the excerpts that their rows lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import pytest

from reader.layout.chart_tints import bar_tints
from reader.layout.table import DIM, Tint
from reader.session.annotations.annotate import annotate
from reader.session.codebook import tag_edits
from reader.session.output.library_statistics import TABLES
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.screen.statistics_tables import StatisticsTables, shade_tints
from reader.tui.screen.tables_content import TablesContent
from tests.tui.screens.fakes import FakeText, Stand

NAMES = list(TABLES)
Draw = Callable[[str, Sequence[str]], Iterator[Tint]]


class Tables(TablesContent):
    def __init__(self, stand: Stand, query: str = "", table: str = "tags") -> None:
        self.names, self.heading = FakeText(), FakeText()
        self.queries: list[str] = []
        super().__init__(
            stand.services,
            stand.shell,
            StatisticsTables(stand.state, self.queries.append),
            cast(Any, self.names),
            cast(Any, self.heading),
            cast(Any, stand.list),
            cast(Any, stand.prompt),
            query=query,
        )
        self.begin()
        stand.host.finish()
        for _ in range(NAMES.index(table)):
            self.commands()["stats.next"]()


@pytest.fixture
def tables(stand: Stand) -> Tables:
    return Tables(stand)


def test_the_tables_come_one_after_the_other_and_back_again(stand: Stand, tables: Tables) -> None:
    titles = []
    for _ in NAMES:
        titles.append(tables.heading.plain)
        stand.list.to(3)
        tables.commands()["stats.next"]()
    assert len(set(titles)) == len(NAMES)
    assert tables.heading.plain == titles[0]
    tables.commands()["stats.previous"]()
    assert tables.heading.plain == titles[-1]
    assert "[Saturation]" in tables.names.plain


def test_the_line_below_says_how_many_annotations_are_counted(stand: Stand, tables: Tables) -> None:
    assert tables.title().facts[0].startswith("4 ")
    annotate(stand.workspace, "ete", [Span(2, 7)], ["mer"])
    tables.reload()
    stand.host.finish()
    assert tables.title().facts[0].startswith("5 ")


def test_a_query_narrows_every_table_and_is_part_of_what_a_row_leads_to(stand: Stand, tables: Tables) -> None:
    tables.commands()["list.filter"]()
    stand.prompt.enter("article:port")
    stand.host.finish()
    assert tables.title().way[-1] == "article:port"
    tables.commands()["app.open"]()
    (query,) = tables.queries
    assert query.endswith(" article:port")
    tables.commands()["list.clear"]()
    stand.host.finish()
    assert "article:port" not in tables.heading.plain


@pytest.mark.parametrize(
    ("table", "row", "query"),
    [
        ("tags", 0, 'tag:"État"'),
        ("articles", 0, 'article:"port"'),
        ("coverage", 0, 'article:"port"'),
        ("progress", 2, 'article:"port"'),  # two curves come before the articles
    ],
)
def test_a_row_leads_to_the_excerpts_it_counts(stand: Stand, table: str, row: int, query: str) -> None:
    tables = Tables(stand, table=table)
    stand.list.to(row)
    tables.commands()["app.open"]()
    assert tables.queries == [query]


@pytest.mark.parametrize("table", ["together", "progress"])
def test_the_cursor_begins_on_a_row_that_leads_somewhere(stand: Stand, table: str) -> None:
    annotate(stand.workspace, "port", [Span(0, 15)], ["mer", "vent"])
    tables = Tables(stand, table=table)
    tables.commands()["app.open"]()
    assert len(tables.queries) == 1


def test_a_row_asks_for_each_of_several_alternatives(stand: Stand) -> None:
    tables = Tables(stand, query="tag:mer OR by:marie", table="articles")
    stand.list.to(0)
    tables.commands()["app.open"]()
    assert tables.queries == ['article:"port" (tag:mer OR by:marie)']


@pytest.mark.parametrize(("table", "row"), [("progress", 0), ("together", 0), ("months", 0), ("sources", 0)])
def test_a_row_that_counts_no_single_tag_or_article_leads_nowhere(stand: Stand, table: str, row: int) -> None:
    tables = Tables(stand, table=table)
    stand.list.to(row)
    with pytest.raises(Problem, match="leads nowhere"):
        tables.commands()["app.open"]()
    assert tables.queries == []


@pytest.mark.parametrize("table", ["tags", "together"])
def test_a_table_without_rows_leads_nowhere(stand: Stand, table: str) -> None:
    tables = Tables(stand, query="tag:nothing", table=table)
    assert tables.title().facts[0].startswith("0 ")
    assert stand.list.ids == []
    with pytest.raises(Problem, match="leads nowhere"):
        tables.query_of_row()


def test_lines_are_drawn_again_for_another_width(stand: Stand, tables: Tables) -> None:
    stand.list.size.width = 40
    tables.width.fit()
    stand.host.finish()
    assert all(len(row.cells[0]) <= tables.room for row in stand.list.rows)
    assert tables.room < 40


def test_the_bar_of_a_tag_is_in_its_colour(stand: Stand, tables: Tables) -> None:
    tag_edits.describe_tag(stand.workspace, "mer", {"color": "#123456"})
    tables.reload()
    stand.host.finish()
    [row] = [row for row in stand.list.rows if row.tints and row.tints[0].colour != DIM]
    [tint] = row.tints
    assert (row.cells[0].split()[0], tint.colour) == ("mer", "#123456")
    assert set(row.cells[0][tint.start : tint.end]) <= set("█▉▊▋▌▍▎▏")


def test_a_tag_that_is_named_like_a_bar_is_no_bar(stand: Stand, tables: Tables) -> None:
    tag_edits.describe_tag(stand.workspace, "mer", {"color": "#123456"})
    tag_edits.rename(stand.workspace, "mer", "██")
    tables.reload()
    stand.host.finish()
    [row] = [row for row in stand.list.rows if row.tints and row.tints[0].colour != DIM]
    assert row.cells[0].startswith("██")
    assert row.tints[0].start > len("██")


@pytest.mark.parametrize(
    ("draw", "line", "colours", "parts"),
    [
        (bar_tints, "Le port  +2 = 2 ████", ["#111111", "#222222"], ["██", "██"]),
        (bar_tints, "Le port  +2 = 2 ████", ["", "#222222"], ["██", "██"]),
        (bar_tints, "Le port  +2 = 2 ████", [], ["████"]),
        (bar_tints, "Le port  +2 = 2 █", ["#111111", "#222222", "#333333"], ["█"]),
        (bar_tints, "██  +0 = 2", [], []),
        (shade_tints, "2 mer    3▒  ·   4█", ["#111111"], ["▒", "█"]),
        (shade_tints, "2 █░ 12  3▒  ·", ["#111111"], ["▒"]),
        (shade_tints, "2 mer    3▒", [""], []),
    ],
)
def test_what_is_drawn_of_tags_is_in_their_colours(draw: Draw, line: str, colours: list[str], parts: list[str]) -> None:
    tints = [*draw(line, colours)]
    assert [line[tint.start : tint.end] for tint in tints] == parts
    assert {tint.colour for tint in tints} <= {colour or DIM for colour in colours or [""]}


@pytest.mark.parametrize("table", ["together", "progress"])
def test_co_occurrence_and_saturation_have_the_colours_of_their_tags(stand: Stand, table: str) -> None:
    annotate(stand.workspace, "port", [Span(0, 15)], ["mer", "vent"])
    annotate(stand.workspace, "port", [Span(0, 7)], ["mer"])
    for tag, colour in (("mer", "#123456"), ("vent", "#654321")):
        tag_edits.describe_tag(stand.workspace, tag, {"color": colour})
    Tables(stand, table=table)
    assert {tint.colour for row in stand.list.rows for tint in row.tints} - {DIM} == {"#123456", "#654321"}
