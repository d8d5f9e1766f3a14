"""Statistics of a library: the same numbers in tables, rows of text and pictures."""

from __future__ import annotations

import pytest

from reader.layout.cells import cells
from reader.session.annotations.annotate import annotate, place_of
from reader.session.codebook.tag_edits import describe_article, new_tag
from reader.session.library.workspace import Workspace
from reader.session.output.library_statistics import TABLES, statistics_of
from reader.session.output.statistics_charts import lines, picture
from reader.text.span import Span
from tests.libraries import reopened


@pytest.fixture
def coded(workspace: Workspace) -> Workspace:
    for id_, source, date in (("port", "Le Quai", "2024-01-31"), ("ete", "", "2024-03")):
        describe_article(workspace, workspace.article(id_), {"source": source, "date": date})
    for article, quote, tags in (
        ("port", "Le port rouvre.", ["mer/quai", "travail"]),
        ("port", "Les grutiers reviennent.", ["travail"]),
        ("port", "Rien ne presse.", []),
        ("ete", "La mer dort.", ["mer", "mer/quai"]),
    ):
        annotate(workspace, article, [place_of(workspace, article, quote)], tags)
    annotate(workspace, "port", [Span(0, 7)], ["vent"])
    new_tag(workspace, "vide")
    return workspace


def rows(workspace: Workspace, name: str, query: str = "") -> list[tuple[object, ...]]:
    return list(TABLES[name](statistics_of(workspace, query)).rows)


def test_every_table(coded: Workspace) -> None:
    assert rows(coded, "tags") == [
        ("mer", 1, 2), ("mer/quai", 2, 2), ("travail", 2, 2), ("vent", 1, 1), ("vide", 0, 0),
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in rows(coded, "articles")] == [("port", 4), ("ete", 1)]
    assert rows(coded, "sources") == [("Le Quai", 4, 1), ("", 1, 1)]
    assert rows(coded, "months") == [("2024-01", 4, 1), ("2024-02", 0, 0), ("2024-03", 1, 1)]
    assert rows(coded, "together") == [
        ("mer", "mer/quai", 1), ("mer/quai", "travail", 1), ("mer/quai", "vent", 1), ("travail", "vent", 1),
    ]  # fmt: skip
    tagged = len("Le port rouvre.") + len("Les grutiers reviennent.")
    length = len(coded.text("port"))
    assert ("port", "Le port rouvre. Les grutiers reviennent.", tagged, length, round(tagged / length, 4)) in rows(
        coded, "coverage"
    )
    assert [(row[1], *row[4:]) for row in rows(coded, "progress")] == [("port", 4, 3, 3), ("ete", 1, 1, 4)]


def test_a_query_counts_what_it_finds(coded: Workspace) -> None:
    assert rows(coded, "tags", "tag:mer") == [
        ("mer", 1, 2), ("mer/quai", 2, 2), ("travail", 1, 1),
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in rows(coded, "articles", "tag:vent")] == [("port", 1), ("ete", 0)]


def test_the_article_of_a_file_that_is_gone_still_counts(coded: Workspace) -> None:
    coded.catalogue.file_of("ete").unlink()
    workspace = reopened(coded)
    assert ("mer", 1, 2) in rows(workspace, "tags")
    assert ("ete", 1) in [(row[0], row[2]) for row in rows(workspace, "articles")]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [20, 40, 120])
def test_every_table_has_rows_that_fit_and_a_picture(name: str, width: int, coded: Workspace) -> None:
    statistics = statistics_of(coded)
    drawn = lines(statistics, name, width)
    assert drawn
    assert all(cells(line) <= width for line in drawn)
    assert picture(statistics, name).startswith("<?xml")


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_library_has_nothing_to_draw_and_says_so(name: str, workspace: Workspace) -> None:
    statistics = statistics_of(workspace)
    assert statistics.coded == []
    assert "█" not in "".join(lines(statistics, name, 60))
    assert picture(statistics, name).endswith("</svg>\n")
