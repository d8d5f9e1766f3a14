"""A line of text becomes a query, or a problem that says what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query import KEYS, Query, condition, parse
from reader.text.problem import Problem


class TestTerms:
    def test_nothing_asks_nothing(self) -> None:
        assert parse("") == parse("  ") == Query()

    def test_words_and_phrases_keep_their_order(self) -> None:
        assert parse('lagune "port franc" décret').phrases == ("lagune", "port franc", "décret")

    @pytest.mark.parametrize("word", ["https://exemple.org/a", "12:30", "Lisbonne:", ":", "::a"])
    def test_a_colon_without_a_key_is_a_word(self, word: str) -> None:
        assert parse(word).phrases == (word,)

    def test_a_quoted_phrase_may_hold_keys(self) -> None:
        assert parse('"tags:x"').phrases == ("tags:x",)


class TestKeys:
    def test_each_key_has_its_values(self) -> None:
        query = parse("tag:a/b article:le-port state:orphan status:done mer tag:c")
        assert query.phrases == ("mer",)
        assert [query.values(key) for key in KEYS] == [("a/b", "c"), ("le-port",), ("orphan",), ("done",)]

    def test_a_value_may_be_quoted(self) -> None:
        assert parse('tag:"droit de veto/usage" x') == Query(("x",), (("tag", "droit de veto/usage"),))

    @pytest.mark.parametrize("text", ["tags:x", "articles:x", "states:orphan", 'tags:"a b"'])
    def test_a_slip_in_a_key_is_reported(self, text: str) -> None:
        with pytest.raises(Problem) as raised:
            parse(text)
        assert raised.value.status == 2
        assert raised.value.hint

    @pytest.mark.parametrize("text", ['"', '"port franc', 'port franc"', 'tag:"a b'])
    def test_an_unbalanced_quote_is_reported(self, text: str) -> None:
        with pytest.raises(Problem) as raised:
            parse(text)
        assert raised.value.status == 2


words = st.text("abcé'\"-/", min_size=1)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


@given(st.lists(phrases), st.lists(st.tuples(st.sampled_from(KEYS), phrases)))
def test_what_is_written_is_read_back(asked: list[str], conditions: list[tuple[str, str]]) -> None:
    doubled = [phrase.replace('"', '""') for phrase in asked]
    written = [*(f'"{phrase}"' for phrase in doubled), *(condition(*one) for one in conditions)]
    assert parse(" ".join(written)) == Query(tuple(asked), tuple(conditions))


@given(st.text())
def test_any_text_is_a_query_or_a_problem(text: str) -> None:
    try:
        parse(text)
    except Problem as problem:
        assert problem.title and problem.hint
