"""A line of text becomes the tree of a query, or a problem that names the character and says what to write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query.fields import FIELDS
from reader.search.query.parser import MOST_LEVELS, both, condition, is_plain, parse
from reader.search.query.problem import QueryProblem
from reader.search.query.scanner import LONGEST
from reader.search.query.terms import MOST_NEAR
from reader.search.query.tree import (
    EVERYTHING,
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Word,
    all_of,
    fields_asked,
    fields_of,
    terms,
)
from reader.text.fold import is_blank

MER, PORT, QUAI = Word("mer"), Word("port"), Word("quai")


class TestTerms:
    @pytest.mark.parametrize("text", ["", "  ", "\u200b", " \u00a0\t", '""', '" "', '"\u200b" \u00ad'])
    def test_nothing_asks_for_everything(self, text: str) -> None:
        assert parse(text) == EVERYTHING

    @pytest.mark.parametrize(
        ("text", "node"),
        [
            ("mer", MER),
            ("l’État", Word("l’État")),
            ("=Mer", Word("Mer", exact=True)),
            ("mer*", Word("mer", prefix=True)),
            ("=Mer*", Word("Mer", exact=True, prefix=True)),
            ('"port franc"', Phrase("port franc")),
            ("“port franc”", Phrase("port franc")),
            ("« port franc »", Phrase(" port franc ")),
            ('"le ""gros"" mot"', Phrase('le "gros" mot')),
            ('="Port franc"', Phrase("Port franc", exact=True)),
            ('"port mer*"~5', Near((PORT, Word("mer", prefix=True)), 5)),
            ('="Port mer"~0', Near((Word("Port", exact=True), Word("mer", exact=True)), 0)),
            ("/po(r|n)t s/", Pattern("po(r|n)t s")),
            (r"/a\/b\.c/", Pattern(r"a/b\.c")),
            ("=/Port/", Pattern("Port", exact=True)),
        ],
    )
    def test_each_form(self, text: str, node: Node) -> None:
        assert parse(text) == node

    @pytest.mark.parametrize(
        "word",
        ["https://exemple.org/a", "12:30", "Lisbonne:", ":", "::a", "-", "=", "seeds/port.txt", "*", "a~5", "OUI"],
    )
    def test_signs_that_mean_nothing_here_belong_to_the_word(self, word: str) -> None:
        assert parse(word) == Word(word)

    def test_a_phrase_may_look_like_a_field_or_an_operator(self) -> None:
        assert parse('"tags:x" "OR" "(" "-a"') == And((Phrase("tags:x"), Phrase("OR"), Phrase("("), Phrase("-a")))


class TestOperators:
    @pytest.mark.parametrize(
        ("text", "node"),
        [
            ("mer port", And((MER, PORT))),
            ("mer AND port", And((MER, PORT))),
            ("mer\u00a0port\u202fquai", And((MER, PORT, QUAI))),
            ("mer OR port", Or((MER, PORT))),
            ("mer port OR quai", Or((And((MER, PORT)), QUAI))),
            ("mer (port OR quai)", And((MER, Or((PORT, QUAI))))),
            ("((mer)) (port quai)", And((MER, PORT, QUAI))),
            ("mer OR (port OR quai)", Or((MER, PORT, QUAI))),
            ("-mer", Not(MER)),
            ("NOT mer", Not(MER)),
            ("NOT -mer", MER),
            ("-(mer OR port) quai", And((Not(Or((MER, PORT))), QUAI))),
            ('-"a b" -tag:x', And((Not(Phrase("a b")), Not(Field("tag", "x"))))),
            ("porte-avions - mer", And((Word("porte-avions"), Word("-"), MER))),
            ('mer OR "\u200b"', MER),
        ],
    )
    def test_they_bind_as_the_grammar_says(self, text: str, node: Node) -> None:
        assert parse(text) == node

    def test_what_is_excluded_is_not_found(self) -> None:
        tree = parse('mer (port OR "a b") -quai tag:x -tag:y NOT (tag:z OR "c")')
        assert list(terms(tree)) == [MER, PORT, Phrase("a b")]
        assert [field.value for field in fields_asked(tree, "tag")] == ["x"]
        assert [field.value for field in fields_of(tree)] == ["x", "y", "z"]


class TestFields:
    @pytest.mark.parametrize(
        ("text", "field"),
        [
            ("tag:a/b", Field("tag", "a/b")),
            ('tag:"le ""gros"" mot"', Field("tag", 'le "gros" mot')),
            ("TAG:a", Field("tag", "a")),
            ("tag:a*", Field("tag", "a", prefix=True)),
            ("tag:=a", Field("tag", "a", exact=True)),
            ('source:="Le Monde"', Field("source", "Le Monde", exact=True)),
            ('tag:"=a*"', Field("tag", "=a*")),
            ("in:port", Field("article", "port")),
            ("coder:ann", Field("by", "ann")),
            ("date:>=2024-03", Field("date", ">=2024-03")),
            ("date:2024-03..", Field("date", "2024-03..")),
            ("has:note", Field("has", "note")),
        ],
    )
    def test_each_has_its_value(self, text: str, field: Field) -> None:
        assert parse(text) == field

    def test_each_part_knows_its_place(self) -> None:
        text = 'mer -tag:x ="a b" /c d/'
        tree = parse(text)
        assert [field.at.of(text) for field in fields_of(tree)] == ["tag:x"]
        assert [term.at.of(text) for term in terms(tree)] == ["mer", '="a b"', "/c d/"]


FAULTS = [
    ('mer "port', 5, '"'),
    ('port franc"', 11, '"'),
    ('tag:"a b', 5, '"'),
    ("« mer", 1, "»"),
    ("tags:x", 1, "tag:"),
    ("mer auhtor:dupont", 5, "author:"),
    ("foo:bar", 1, "tag"),
    ("status:dnoe", 1, "status:done"),
    ("state:x", 1, "anchored"),
    ("ink:yelow", 1, "ink:yellow"),
    ("has:notes", 1, "has:note"),
    ("date:2024-13", 1, "2024-03"),
    ("date:hier", 1, "2024-03"),
    ("date:2024-06..2024-03", 1, "2024-03"),
    ("date:<>2024", 1, "2024-03"),
    ("date:..", 1, "2024-03"),
    ("mer tag:", 5, "colon"),
    ("tag: mer", 1, "colon"),
    ("/mer", 1, "/"),
    ("/", 1, "/"),
    ("mer /a(b/", 9, "\\"),
    ("/a{2147483648}/", 3, "\\"),
    ("/((a{1000}){1000}){1000}/", 12, "\\"),
    (r"/(?>\(?[)]{9}x{999}){999}/", 21, "\\"),
    ("/a|(?R)/", 4, "\\"),
    ("/(?<n>a)(?&n)/", 9, "\\"),
    ("/(a)(?1)/", 5, "\\"),
    ("so*té", 1, "/"),
    ("*té", 1, "/"),
    ('"mer"~5', 1, "~5"),
    ('"mer port"~', 1, "~5"),
    ('"mer port"~99999999999999999999', 1, "1000"),
    (f'"{"mer " * (MOST_NEAR + 1)}"~5', 1, str(MOST_NEAR)),
    ("(mer", 1, ")"),
    ("mer)", 4, '"…"'),
    ("()", 2, "word"),
    ("OR mer", 1, '"…"'),
    ("mer AND OR port", 9, '"…"'),
    ("mer OR", 7, "word"),
    ("mer NOT", 8, "word"),
    ("(" * 4000, MOST_LEVELS + 1, "fewer"),
    ("mer " * 2500, LONGEST + 1, "5000"),
]


@pytest.mark.parametrize(("text", "character", "hint"), FAULTS)
def test_a_fault_is_told_with_its_place_and_what_to_do(text: str, character: int, hint: str) -> None:
    with pytest.raises(QueryProblem) as raised:
        parse(text)
    problem = raised.value
    assert problem.at.start + 1 == character
    assert f"character {character}" in problem.message and len(problem.message) < 100
    assert hint in problem.hint
    assert problem.title and problem.status == 2


@pytest.mark.parametrize(
    "regex",
    [r"\d{4}-\d{2}-\d{2}", r"(\w{3,20} ){1,300}x", "a{0,99999}", "[(]{9999}", r"\({9999}", "(ab){9}" * 9, r"[(?R]\(?1"],
)
def test_what_a_regular_expression_repeats_may_be_long(regex: str) -> None:
    assert parse(f"/{regex}/") == Pattern(regex)


def test_a_regular_expression_is_in_the_normal_form_of_texts() -> None:
    assert parse("/re\u0301forme/") == Pattern("r\u00e9forme")


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u200e", "\u00ad", "\u2060\u200b"])
@pytest.mark.parametrize(
    "query",
    [
        *("{0}mer", "{0}-mer", "-{0}mer", "mer {0}OR{0} port", "{0}tag:{0}sea", "date:{0}2024", 'tag:{0}"the sea"'),
        *('mer {0}"le port"', '"le port"{0}', "{0}/m.r/", "({0}=mer){0}"),
    ],
)
def test_what_one_does_not_see_changes_no_sign_of_the_language(query: str, unseen: str) -> None:
    assert parse(query.format(unseen)) == parse(query.format(""))


def test_many_signs_of_negation_do_not_overflow_the_stack() -> None:
    assert parse("-" * 4000 + "mer") == MER
    assert parse("NOT " * 1000 + "mer") == MER
    deep = "(" * MOST_LEVELS + "mer" + ")" * MOST_LEVELS
    assert parse(deep) == MER


@pytest.mark.parametrize("text", ["", "port franc", "l’État d'urgence", "12:30 - 13"])
def test_words_alone_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text",
    ['"a b"', "a OR b", "a -b", "tag:x a", "a*", "=a", "/a/", "(a)", "(a b", 'a"', "a NOT b", "tags:x", '"" a', "a “”"],
)
def test_what_has_signs_of_the_language_is_not_plain(text: str) -> None:
    assert not is_plain(text)


values_of_tags = st.text("abcé'\"-/*=() ", min_size=1).filter(lambda value: not is_blank(value))


@given(st.lists(st.tuples(st.sampled_from(["tag", "article", "source", "author"]), values_of_tags), max_size=4))
def test_what_a_screen_writes_is_read_back(conditions: list[tuple[str, str]]) -> None:
    tree = parse(" ".join(condition(*each) for each in conditions))
    assert [(field.name, field.value) for field in fields_of(tree)] == conditions


@pytest.mark.parametrize(
    "query", ["", "port", "mer OR port", "(mer OR port) quai", "-mer OR port", "mer -port", "(mer OR quai)"]
)
@pytest.mark.parametrize("other", ["", "quai", "quai OR port", 'article:"port"'])
def test_both_asks_for_all_that_each_asks_for(query: str, other: str) -> None:
    assert parse(both(query, other)) == all_of((parse(query), parse(other)))


signs = st.sampled_from(
    ['"', "(", ")", "-", "/", "*", "=", ":", "~", "OR", "AND", "NOT", " ", "a", "é", *FIELDS, ">", ".."]
)


@given(st.lists(signs, max_size=30).map("".join) | st.text())
def test_any_text_is_a_query_or_a_problem(text: str) -> None:
    try:
        parse(text)
    except QueryProblem as problem:
        assert problem.title and problem.hint
        assert 0 <= problem.at.start <= problem.at.end <= len(text)
