"""Laws of wrapping, rows and runs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcwidth

from reader.layout.cells import cells, clusters, is_plain, position_at, shown
from reader.layout.rows import Page
from reader.layout.runs import Decoration, lanes, runs
from reader.layout.wrap import stretches, wrap
from reader.text.document import Document
from reader.text.guard import guard
from reader.text.span import Span

TEXTS = st.text(alphabet=st.sampled_from(list("ab é漢\u0301\u200d👩\u00a0\t-«»")), max_size=60)
WIDTHS = st.integers(1, 30)


def test_what_counts_as_plain_is_a_cluster_and_a_cell_each() -> None:
    plain = [character for character in map(chr, range(0x3000)) if is_plain(character)]
    assert len(plain) > 1000
    for character in plain:
        assert wcwidth(character) == 1
        assert list(iter_graphemes(f"a{character}b")) == ["a", character, "b"]


@given(TEXTS, WIDTHS)
def test_rows_join_to_the_text(text: str, width: int) -> None:
    rows = wrap(text, Span(0, len(text)), width)
    assert "".join(row.of(text) for row in rows) == text


@pytest.mark.parametrize("blank", list("\t\n\v\f\x85\u1680\u2002\u2009\u200a\u2028\u2029\u205f\u3000"), ids=ascii)
def test_a_row_may_end_at_any_blank(blank: str) -> None:
    text = blank.join(["quai"] * 4)
    assert [row.of(text) for row in wrap(text, Span(0, len(text)), 6)] == [f"quai{blank}"] * 3 + ["quai"]


@pytest.mark.parametrize("blank", list("\u00a0\u2007\u202f"), ids=ascii)
def test_no_row_ends_at_a_no_break_space(blank: str) -> None:
    text = f"un deux{blank}漢 trois"
    assert [row.of(text) for row in wrap(text, Span(0, len(text)), 9)] == ["un ", f"deux{blank}漢 ", "trois"]


@pytest.mark.parametrize("control", list("\x0c\x1b\x85\u2028\u202e\u2066"), ids=ascii)
def test_what_the_guard_shows_takes_a_cell(control: str) -> None:
    assert cells(f"a{control}漢") == cells(guard(f"a{control}漢", lines=True)) == 4


@given(TEXTS, WIDTHS)
def test_rows_fit_and_never_cut_a_cluster(text: str, width: int) -> None:
    edges, at = {0}, 0
    for cluster, _ in clusters(text):
        at += len(cluster)
        edges.add(at)
    for row in wrap(text, Span(0, len(text)), width):
        assert row.start in edges or not len(row)
        words = row.of(text).rstrip()
        assert cells(words) <= max(width, 2) or "\t" in words or "\u00a0" in words


@given(st.text(alphabet="abc é«»!", max_size=80), WIDTHS)
def test_the_fast_path_agrees_with_the_slow_one(text: str, width: int) -> None:
    whole = Span(0, len(text))
    fast = wrap(text, whole, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.layout.wrap.is_plain", lambda _: False)
        slow = wrap(text, whole, width)
    assert [row.of(text).rstrip(" ") for row in fast if row.of(text).strip(" ")] == [
        row.of(text).rstrip(" ") for row in slow if row.of(text).strip(" ")
    ]


@pytest.mark.parametrize("path", ["fast", "slow"])
def test_a_space_of_french_punctuation_ends_no_row(path: str) -> None:
    text = ("" if path == "fast" else "\u0301") + "Il dit : « Non ! » Et alors ?"
    for width in range(9, 30):
        rows = [row.of(text).strip() for row in wrap(text, Span(0, len(text)), width)]
        assert not [row for row in rows if row.startswith((":", "!", "»", "?")) or row.endswith("«")]


def test_wide_and_combining_characters() -> None:
    assert cells("漢字") == 4
    assert cells("e\u0301") == 1
    assert list(clusters("👩\u200d🚀a")) == [("👩\u200d🚀", 2), ("a", 1)]
    assert shown("a\tb") == "a   b"
    assert position_at("漢a", 2) == 1


def test_a_giant_line_is_cut_in_stretches() -> None:
    text = "mot " * 50_000
    parts = list(stretches(text, Span(0, len(text))))
    assert len(parts) > 5
    assert "".join(part.of(text) for part in parts) == text


@given(st.lists(st.sampled_from(["Un. Deux.", "- point", "\n\n", "\n", "Mot " * 30]), max_size=12).map("".join), WIDTHS)
def test_every_position_has_a_row_that_shows_it(text: str, width: int) -> None:
    page = Page(Document.read(text), width)
    for sentence in page.document.sentences():
        for position in range(sentence.start, sentence.end):
            row = page.row(page.y_of(position))
            assert row is not None
            assert row.span is not None
            assert row.span.holds(position)


@given(
    st.lists(st.sampled_from(["Un. Deux.", "- point", "\n\n", "\n", "Mot " * 30]), max_size=12).map("".join),
    WIDTHS,
    st.integers(-5, 40),
    st.integers(0, 40),
)
def test_rows_together_are_the_rows_one_by_one(text: str, width: int, first: int, count: int) -> None:
    page = Page(Document.read(text), width)
    rows = page.rows(first, count)
    assert rows == [page.row(y) for y in range(first, first + count)]


@given(st.integers(1, 30))
def test_rows_cover_each_block_in_order(width: int) -> None:
    text = "Le vent souffle fort sur la côte ce soir. Rien ne bouge.\n\n- un point\n- un autre\n\nFin."
    page = Page(Document.read(text), width)
    page.settle(0, 1000)
    rows = [page.row(y) for y in range(page.height)]
    spans = [row.span for row in rows if row and row.span]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert sum(len(span) for span in spans) == sum(len(block.span) for block in page.document.blocks)


SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.lists(SPANS, max_size=6))
def test_runs_cover_a_row_exactly_once(spans: list[Span]) -> None:
    row = Span(5, 15)
    flat = runs(row, [Decoration(span, str(number)) for number, span in enumerate(spans)])
    assert flat[0].span.start == 5
    assert flat[-1].span.end == 15
    assert all(left.span.end == right.span.start for left, right in pairwise(flat))
    for run in flat:
        for position in range(run.span.start, run.span.end):
            assert run.names == tuple(str(n) for n, span in enumerate(spans) if span.holds(position))


@given(st.lists(SPANS.filter(len), max_size=6))
def test_overlapping_decorations_have_lanes_of_their_own(spans: list[Span]) -> None:
    placed = lanes([Decoration(span, "yellow") for span in spans], 99)
    for number, (decoration, lane) in enumerate(placed):
        for other, other_lane in placed[number + 1 :]:
            assert lane != other_lane or not decoration.span.overlaps(other.span)


@given(st.lists(SPANS.filter(len), max_size=8), st.integers(1, 3))
def test_what_finds_no_lane_free_is_in_the_last(spans: list[Span], count: int) -> None:
    decorations = [Decoration(span, "yellow") for span in spans]
    assert lanes(decorations, count) == [
        (decoration, min(lane, count - 1)) for decoration, lane in lanes(decorations, 99)
    ]
