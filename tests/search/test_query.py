"""A line of text becomes a query, or a problem that says what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query import STATES, STATUSES, Query
from reader.text.fold import fold_key
from reader.text.problem import Problem


class TestTerms:
    def test_nothing_asks_nothing(self) -> None:
        assert Query.parse("  ") == Query()
        assert not Query.parse("")

    def test_words_and_phrases_keep_their_order(self) -> None:
        query = Query.parse('lagune "port franc" décret')
        assert query.words == ("lagune", "décret")
        assert query.phrases == ("port franc",)
        assert query.terms == ("lagune", "décret", "port franc")

    @pytest.mark.parametrize("word", ["https://exemple.org/a", "12:30", "Lisbonne:", "note:x", "date:hier", ":", "::a"])
    def test_a_colon_without_a_key_is_a_word(self, word: str) -> None:
        assert Query.parse(word).words == (word,)

    def test_a_quoted_phrase_may_hold_keys(self) -> None:
        assert Query.parse('"tags:x"').phrases == ("tags:x",)

    def test_signs_that_fold_away_ask_nothing(self) -> None:
        assert Query.parse('\u200b ""') == Query()


class TestKeys:
    def test_each_key_has_its_field(self) -> None:
        query = Query.parse("tag:a/b article:le-port state:orphan status:done mer")
        assert query == Query(("mer",), (), ("a/b",), ("le-port",), ("orphan",), ("done",))

    def test_a_value_may_be_quoted(self) -> None:
        assert Query.parse('tag:"droit de veto/usage" x') == Query(words=("x",), tags=("droit de veto/usage",))

    def test_case_of_keys_and_states_does_not_count(self) -> None:
        assert Query.parse("Tag:Été STATE:Orphan") == Query(tags=("Été",), states=("orphan",))

    @pytest.mark.parametrize("text", ["tags:x", "articles:x", "stat:done", "statuts:done", 'tags:"a b"'])
    def test_a_slip_in_a_key_is_said(self, text: str) -> None:
        with pytest.raises(Problem) as raised:
            Query.parse(text)
        assert raised.value.status == 2
        assert "Write " in raised.value.hint

    @pytest.mark.parametrize("text", ["state:lost", "status:new", "tag:", "article: x", 'tag:""', "tag:/"])
    def test_a_value_that_cannot_be_is_said(self, text: str) -> None:
        with pytest.raises(Problem) as raised:
            Query.parse(text)
        assert raised.value.status == 2

    @pytest.mark.parametrize("text", ['"', '"port franc', 'port franc"', 'tag:"a b', '"a"b', 'a "b" c"'])
    def test_an_unbalanced_quote_is_said(self, text: str) -> None:
        with pytest.raises(Problem) as raised:
            Query.parse(text)
        assert raised.value.status == 2


class TestAdmission:
    def test_an_empty_query_admits_everything(self) -> None:
        query = Query()
        assert query.admits_tags([]) and query.admits_article("a")
        assert query.admits_state("orphan") and query.admits_status("unread")

    def test_a_tag_admits_its_descendants(self) -> None:
        query = Query.parse("tag:securite")
        assert query.admits_tags(["sécurité"])
        assert query.admits_tags(["autre", "Sécurité/frontières"])
        assert not query.admits_tags(["sécurité-sociale", "x/sécurité"])

    def test_all_tags_must_be_carried(self) -> None:
        query = Query.parse("tag:a tag:b")
        assert query.admits_tags(["b/c", "a"])
        assert not query.admits_tags(["a"])

    def test_any_article_state_or_status_serves(self) -> None:
        query = Query.parse("article:a article:b state:moved status:done status:reading")
        assert [query.admits_article(i) for i in "abc"] == [True, True, False]
        assert [query.admits_state(s) for s in STATES] == [False, True, False, False]
        assert [query.admits_status(s) for s in STATUSES] == [False, True, True]


words = st.text("abcé'-", min_size=1).filter(lambda text: bool(fold_key(text).strip()))
values = st.text("abé /", min_size=1).filter(lambda text: bool(fold_key(text).strip("/ ")))


@given(
    st.builds(
        Query,
        words=st.lists(words).map(tuple),
        phrases=st.lists(values).map(tuple),
        tags=st.lists(values).map(tuple),
        articles=st.lists(words).map(tuple),
        states=st.lists(st.sampled_from(STATES)).map(tuple),
        statuses=st.lists(st.sampled_from(STATUSES)).map(tuple),
    )
)
def test_what_is_written_is_read_back(query: Query) -> None:
    assert Query.parse(str(query)) == query


@given(st.text())
def test_any_text_is_a_query_or_a_problem(text: str) -> None:
    try:
        Query.parse(text)
    except Problem as problem:
        assert problem.title and problem.hint
