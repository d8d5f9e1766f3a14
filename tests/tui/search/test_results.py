"""Which hits are shown in which order, which are marked, and what they were grown to; and their rows."""

from __future__ import annotations

import pytest

from reader.layout.hit_order import ORDERS, Order
from reader.layout.motion import Grain
from reader.search.concordance import Origin
from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.search.hits import look_for, origins, passage_of, place_of
from reader.text.span import Span
from reader.tui.screen.search.results import Results
from reader.tui.screen.search.rows import NO_COLOUR, UNTAGGED, ResultRows


@pytest.fixture
def results(workspace: Workspace) -> Results:
    """The hits of *le*: in two articles."""
    results = Results()
    results.origins = origins(workspace)
    results.take(results.arranged(look_for(workspace, "le")))
    return results


def quotes(results: Results) -> list[str]:
    return [entry if isinstance(entry, str) else entry.quote + entry.after[:8] for entry in results.entries]


def test_a_concordance_goes_through_all_orders_and_back(results: Results) -> None:
    first, seen = quotes(results), []
    for order in ORDERS:
        assert results.order is order
        seen.append(quotes(results))
        results.take(results.next_order())
    assert quotes(results) == first and results.order is Order.PLACE
    assert [each[2:].strip().split()[0] for each in seen[1]] == ["dossier", "port", "préfet", "vent"]
    assert all(sorted(each) == sorted(first) for each in seen)


def test_a_list_has_each_article_above_its_hits(results: Results) -> None:
    hits = list(results.found.hits)
    results.take(results.other_view())
    assert [entry for entry in results.entries if isinstance(entry, str)] == ["port", "ete"]
    assert [entry for entry in results.entries if not isinstance(entry, str)] == hits
    assert results.hits_of("port") == hits[:-1] and results.row_of(hits[1]) == 2
    results.take(results.next_order())  # there is one order of a list, so this leads to the concordance
    assert not results.is_list and results.order is Order.PLACE


def test_keys_act_on_what_is_marked_or_else_on_the_row(results: Results) -> None:
    hits = list(results.found.hits)
    assert results.chosen(2) == [hits[2]] and results.chosen(99) == []
    results.mark(3)
    results.mark(1)
    assert results.chosen(0) == [hits[1], hits[3]]
    results.mark(1)
    assert results.chosen(0) == [hits[3]]
    results.mark_all()
    assert results.chosen(0) == hits
    results.mark_all()
    assert results.chosen(0) == [hits[0]]


def test_the_row_of_an_article_stands_for_its_hits(results: Results) -> None:
    results.take(results.other_view())
    row = results.entries.index("port")
    assert results.chosen(row) == results.hits_of("port")
    results.mark(row + 1)
    assert not results.is_marked("port")
    results.mark(row)
    assert results.is_marked("port") and len(results.marked) == len(results.hits_of("port"))
    results.mark(row)
    assert not results.marked


def test_what_is_marked_stays_so_as_long_as_it_is_found(results: Results, workspace: Workspace) -> None:
    results.mark_all()
    results.take(results.arranged(look_for(workspace, "le article:port")))
    results.forget_unfound()
    assert len(results.marked) == len(results.found.hits) > 1
    results.take(results.arranged(look_for(workspace, "port")))
    assert results.marked  # until it is known that this is what one wants to find
    results.forget_unfound()
    assert not results.marked


def test_a_hit_grows_and_shrinks_between_its_words_and_its_paragraph(results: Results, workspace: Workspace) -> None:
    hit = results.found.hits[0]
    place, grains = place_of(hit), []
    for step in (1, 1, 1, -1, -1, -1):
        ((_, grain),) = results.grains([hit], step).items()
        results.grow({place: (grain, passage_of(workspace, place, grain))})
        grains.append(results.grain_of(place))
    sentence, paragraph, word = Grain.SENTENCE, Grain.PARAGRAPH, Grain.WORD
    assert grains == [sentence, paragraph, paragraph, sentence, word, word]
    assert results.passages == {}


def test_a_row_shows_what_stands_at_its_hit(results: Results, workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer", "lieu/quai"])
    annotate(workspace, "ete", [Span(7, 14)])
    results.take(results.arranged(look_for(workspace, "le")))
    made = ResultRows(results, workspace.codebook)
    rows = list(made.rows())
    assert [(row.sign, row.cells[1]) for row in rows] == [
        (NO_COLOUR, "#mer #lieu/quai"), ("", ""), ("", ""), (UNTAGGED, ""),
    ]  # fmt: skip
    assert made.widths()[0] == len("#mer #lieu/quai")
    assert all(row.hit and row.hit.of(row.cells[0]).casefold() == "le" for row in rows)


def test_a_row_underlines_what_its_hit_was_grown_to(results: Results, workspace: Workspace) -> None:
    hit = results.found.hits[0]
    place = place_of(hit)
    results.grow({place: (Grain.SENTENCE, passage_of(workspace, place, Grain.SENTENCE))})
    row = ResultRows(results, workspace.codebook).rows()[0]
    assert row.lit[0].of(row.cells[0]).strip() == "Le port rouvre."
    results.take(results.other_view())
    row = ResultRows(results, workspace.codebook).rows()[results.row_of(hit)]
    assert row.lit[0].of(row.cells[0]).strip() == "Le port rouvre."


def test_the_column_that_a_concordance_is_sorted_by_comes_first(results: Results, workspace: Workspace) -> None:
    results.origins = {"port": Origin("Le port", "Le Quai", "2024-03-01"), "ete": Origin("Un été", "La Digue", "2023")}
    heads = []
    for _order in ORDERS:
        made = ResultRows(results, workspace.codebook)
        heads.append(made.table().head(made.widths(), 80, has_swatch=True))
        results.take(results.next_order())
    assert ["▾" in head for head in heads] == [False, True, True, True, True]
    assert "Date ▾" in heads[3] and "Source ▾" in heads[4] and "Source" not in heads[3]


def test_the_row_of_a_list_ends_with_a_whole_word(results: Results, workspace: Workspace) -> None:
    text = "Un vent de mer se lève. " * 9
    (workspace.root / "seeds" / "quai.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    results.take(results.arranged(look_for(workspace, "mer article:quai"), is_list=True))
    first, *_rest, last = [row.cells[0] for row in ResultRows(results, workspace.codebook).rows()][1:]
    assert first.endswith(" …") and set(first.split()) <= {*text.split(), "…"}
    assert last.rstrip().endswith("lève.")


@pytest.mark.parametrize("is_list", [False, True])
def test_a_text_without_blanks_is_seen_around_its_hit(results: Results, workspace: Workspace, is_list: bool) -> None:
    text = "漢字仮名" * 40
    (workspace.root / "seeds" / "quai.txt").write_text(f"{text} mer {text}", encoding="utf-8")
    workspace.articles()
    results.take(results.arranged(look_for(workspace, "mer article:quai"), is_list=is_list))
    line = ResultRows(results, workspace.codebook).rows()[-1].cells[0]
    before, after = line.rstrip("…").split("mer")
    assert len(before.strip()) > 20 and len(after.strip()) > 20


def test_of_a_very_long_hit_only_the_beginning_is_laid_out(results: Results, workspace: Workspace) -> None:
    (workspace.root / "seeds" / "quai.txt").write_text("Un vent de mer se lève. " * 9_000, encoding="utf-8")
    workspace.articles()
    results.take(results.arranged(look_for(workspace, "/(?s).+/ article:quai")))
    made = ResultRows(results, workspace.codebook)
    (row,) = made.rows()
    assert row.cells[0].startswith("Un vent") and len(row.cells[0]) < 2_000
    (hit,) = results.chosen(0)
    assert len(hit.span) > 200_000
