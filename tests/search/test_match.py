"""Terms are found whatever the accents, at exact places, all or none."""

from hypothesis import given
from hypothesis import strategies as st

from reader.search.match import CONTEXT, hits, hits_in
from reader.text.fold import fold, fold_key
from reader.text.span import Span


def quotes(text: str, *terms: str) -> list[str]:
    return [span.of(text) for span in hits(text, terms)]


class TestTerms:
    def test_accents_case_and_ligatures_do_not_count(self) -> None:
        assert quotes("L’Été au cœur de l’ÉTÉ", "ete") == ["Été", "ÉTÉ"]
        assert quotes("Un chœur", "CHOEUR") == ["chœur"]

    def test_decomposed_letters_are_taken_whole(self) -> None:
        assert quotes("un e\u0301te\u0301 sec", "été") == ["e\u0301te\u0301"]

    def test_quotes_spaces_and_dashes_are_alike(self) -> None:
        assert quotes("l’île\u00a0: vingt\u202f000 – oui", "l'ile : vingt 000 - oui") == [
            "l’île\u00a0: vingt\u202f000 – oui"
        ]

    def test_all_terms_or_nothing(self) -> None:
        text = "Le pont, puis le quai."
        assert quotes(text, "quai", "pont") == ["pont", "quai"]
        assert quotes(text, "quai", "gare") == []
        assert quotes(text) == []

    def test_overlaps_keep_the_first_and_the_longest(self) -> None:
        assert quotes("le port franc", "port", "port franc", "franc") == ["port franc"]
        assert quotes("aaaa", "aa") == ["aa", "aa"]

    def test_a_folded_text_serves_as_well(self) -> None:
        text = "Là où l’eau monte, où elle dort"
        assert hits(fold(text), ["ou"]) == hits(text, ["ou"]) == [Span(3, 5), Span(19, 21)]


class TestContext:
    def test_context_is_cut(self) -> None:
        (hit,) = hits_in("a", "x" * 100 + "mot" + "y" * 10, ["mot"])
        assert (hit.article, hit.quote, hit.before, hit.after) == ("a", "mot", "x" * CONTEXT, "y" * 10)


texts = st.text("aàbÀ’'œoe\u0301 \u00a0-–")


@given(texts, st.lists(texts, max_size=3))
def test_hits_are_sorted_disjoint_and_read_as_a_term(text: str, terms: list[str]) -> None:
    found = hits(text, terms)
    wanted = {fold_key(term).strip() for term in terms}
    assert all(one.end <= two.start for one, two in zip(found, found[1:], strict=False))
    for span in found:
        key = fold_key(span.of(text))
        assert any(term in key for term in wanted)


@given(texts, st.data())
def test_any_part_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    if fold_key(part).strip():
        assert hits(text, [part])


@given(texts)
def test_context_and_quote_stand_side_by_side(text: str) -> None:
    for hit in hits_in("a", text, ["a"]):
        assert (
            text[hit.span.start - len(hit.before) : hit.span.end + len(hit.after)] == hit.before + hit.quote + hit.after
        )
