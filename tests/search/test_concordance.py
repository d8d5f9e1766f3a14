"""A concordance in order, by article, and with hits grown to sentences and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from reader.layout.hit_order import ORDERS, Order
from reader.layout.motion import Grain
from reader.search.concordance import Origin, by_article, ordered, passages, stepped
from reader.text.document import Document
from reader.text.plain import plain_blocks
from reader.text.span import Span


@dataclass(frozen=True)
class Place:
    article: str
    before: str = ""
    after: str = ""
    span: Span = field(default_factory=lambda: Span(0, 1))


ORIGINS = {"a": Origin("A", "Le Quai", "2024-03"), "b": Origin("B", "", "2023"), "c": Origin("C", "Écluses", "")}


def test_by_the_word_to_the_right_blind_to_case_accents_and_marks() -> None:
    hits = [Place("a", after=after) for after in (" zone", " : École fermée", "", " ecole ouverte", ", abri")]
    afters = [hit.after for hit in ordered(hits, Order.RIGHT, {})]
    assert afters == [", abri", " : École fermée", " ecole ouverte", " zone", ""]


def test_by_the_word_to_the_left_from_the_hit_outwards() -> None:
    hits = [Place("a", before=before) for before in ("vers la ", "", "sur l’", "dans la ", "sous un ")]
    assert [hit.before for hit in ordered(hits, Order.LEFT, {})] == ["sur l’", "dans la ", "vers la ", "sous un ", ""]


def test_by_date_and_by_source_what_has_none_comes_last() -> None:
    hits = [Place("c"), Place("a"), Place("b"), Place("x")]
    assert [hit.article for hit in ordered(hits, Order.DATE, ORIGINS)] == ["b", "a", "c", "x"]
    assert [hit.article for hit in ordered(hits, Order.SOURCE, ORIGINS)] == ["c", "a", "b", "x"]


@given(st.lists(st.tuples(st.sampled_from("abcx"), st.text("ab é,", max_size=4), st.text("ab é,", max_size=4))))
def test_every_order_keeps_all_hits_and_is_stable(values: list[tuple[str, str, str]]) -> None:
    hits = [Place(article, before, after, Span(at, at + 1)) for at, (article, before, after) in enumerate(values)]
    for order in ORDERS:
        now = ordered(hits, order, ORIGINS)
        assert sorted(now, key=lambda hit: hit.span) == hits
        assert ordered(now, order, ORIGINS) == now
    assert ordered(hits, Order.PLACE, ORIGINS) == hits


def test_hits_are_grouped_in_the_order_of_articles() -> None:
    hits = [Place("b"), Place("a", span=Span(1, 2)), Place("b", span=Span(3, 4))]
    assert list(by_article(hits)) == ["b", "a"]
    assert [hit.span.start for hit in by_article(hits)["b"]] == [0, 3]


def test_grains_end_at_both_ends() -> None:
    assert stepped(Grain.WORD, -1) is Grain.WORD
    assert stepped(Grain.WORD, 1) is Grain.SENTENCE
    assert stepped(stepped(Grain.WORD, 1), 1) is Grain.PARAGRAPH is stepped(Grain.PARAGRAPH, 1)


def test_hits_in_one_sentence_stand_for_one_passage() -> None:
    text = "Le port rouvre au port. Il dort.\n\nUn autre port."
    document = Document(text, plain_blocks(text))
    first, second = (Span(at, at + 4) for at in (3, 18))
    assert [span.of(text) for span in passages(document, [(first, Grain.WORD), (second, Grain.WORD)])] == ["port"] * 2
    sentences = passages(document, [(second, Grain.SENTENCE), (first, Grain.SENTENCE)])
    assert [span.of(text).strip() for span in sentences] == ["Le port rouvre au port."]
    (paragraph,) = passages(document, [(first, Grain.PARAGRAPH)])
    assert paragraph.of(text).strip() == "Le port rouvre au port. Il dort."
    assert [span.of(text) for span in passages(document, [(Span(4, 5), Grain.WORD)])] == ["port"]
