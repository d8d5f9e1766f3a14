"""What holds for every citation and excerpt."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.citation.disambiguation import disambiguate
from reader.citation.excerpt import excerpt
from reader.citation.excerpt_formats import FORMATS
from reader.citation.item import Disambiguation, Item
from reader.citation.line import escaped, italic, link, text
from reader.citation.styles import LANGUAGES, STYLES, citation, reference
from reader.citation.terms import locator
from reader.citation.typography import title_case, tucked
from reader.text.quotation import quoted
from tests.citation.items import item as item_of
from tests.citation.items import varied

ONE = item_of("a", "Le port rouvre", "Roy, Anne-Marie", "Le Quai", "2024-01-09", "https://exemple.org/a_b", "fr")
BARE = item_of("d", "Le port rouvre", "", "Le Quai")
KINDS = [(style, language) for style in STYLES for language in LANGUAGES]
DATED = [(style, language) for style, language in KINDS if style in ("apa", "iso690", "chicago", "harvard")]
"""The styles that tell two citations apart by a letter after the year."""
BY_TITLE = [(style, language) for style, language in KINDS if style in ("apa", "iso690")]
"""The styles in whose entries a title replaces a missing author, even if the newspaper is known."""

ANYTHING = st.text(max_size=30)
WORD = st.text("abcdeéà", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
TITLES = st.builds("".join, st.tuples(WORDS, st.sampled_from(["", ".", "?", "\u00a0!", "…", "\u00a0»", "”", "’"])))
ITEMS = st.builds(
    item_of, WORD, TITLES, st.lists(WORDS.map(str.title), max_size=4).map("; ".join), st.just("") | TITLES,
    st.sampled_from(["", "2024", "2024-05", "2024-05-01"]), st.sampled_from(["", "https://exemple.org/a"]),
    st.sampled_from(["", "fr", "en"]), st.sampled_from(["", "web page"]), st.sampled_from(["", "4", "4-5"]),
    st.sampled_from(["", "Sport"]), st.sampled_from(["", "Sud"]), st.just(""), st.sampled_from(["", "2024-06-01"]),
)  # fmt: skip


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_nothing_steers_a_terminal(
    quote: str, title: str, author: str, source: str, date: str, url: str
) -> None:  # fmt: skip
    item = item_of("a", title, author, source, date, url)
    for style, language in KINDS:
        lines = [reference(item, style, language).plain, reference(item, style, language).markdown]
        for form in FORMATS:
            lines.extend(excerpt([quote], item, (2,), style, language, form).text.split("\n"))
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", "".join(lines))


@given(ITEMS, st.lists(st.integers(1, 99), max_size=3, unique=True).map(sorted))
def test_no_mark_is_doubled_and_no_blank(item: Item, paragraphs: list[int]) -> None:
    for style, language in KINDS:
        told = locator(paragraphs, language, "plain")
        for line in (reference(item, style, language).plain, citation(item, style, language, told).plain):
            assert not re.search(r"\.\.|,,|  |\(\)|[?!…]\.|^ | $", line)


@given(ITEMS)
def test_a_reference_has_the_whole_title(item: Item) -> None:
    bare = re.sub("[.”’»\u00a0]*$", "", item.title)
    for style, language in KINDS:
        printed = reference(item, style, language).plain
        assert bare.casefold() in printed.casefold()
        if not item.names and style == "iso690":
            assert bare in citation(item, style, language).plain


@given(ITEMS)
def test_a_missing_author_is_named_by_the_title(item: Item) -> None:
    anonymous = varied(item, author="")
    for style, language in BY_TITLE:
        start = re.split(r"\W", anonymous.title)[0]
        assert citation(anonymous, style, language).plain.lower().strip("(«“ \u00a0").startswith(start)
        assert reference(anonymous, style, language).plain.startswith(start)


@pytest.mark.parametrize("date", ["", "hier", "20240109", "0", "0000-01-01", "٢٠٢٤"])
def test_what_is_not_a_date_gives_none(date: str) -> None:
    assert varied(ONE, date=date).date_parts == ()


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2024-13-01", (2024,)), ("2024-02-30", (2024, 2)), ("2024-02-29", (2024, 2, 29)), ("2024-5-1", (2024, 5, 1)),
        ("2024-05-01T10:00Z", (2024, 5, 1)),
    ],
)  # fmt: skip
def test_only_the_part_of_a_date_that_exists_counts(date: str, parts: tuple[int, ...]) -> None:
    assert varied(ONE, date=date).date_parts == parts


def test_an_anonymous_article_keeps_its_day_in_iso690() -> None:
    assert reference(varied(BARE, date="2024-05-01"), "iso690", "fr").plain == (
        "Le port rouvre, 2024. Le Quai. 1er mai 2024."
    )


def test_a_date_that_is_not_understood_is_cited_as_it_is_written() -> None:
    item = varied(ONE, date="printemps 2024")
    assert citation(item, "apa", "fr").plain == "(Roy, printemps 2024)"
    assert citation(item, "iso690", "en").plain == "(Roy printemps 2024)"
    assert "(printemps 2024)." in reference(item, "apa", "en").plain
    assert ", printemps 2024. " in reference(item, "iso690", "fr").plain
    assert "issued" not in item.to_csl()
    twice = [item, replace(item, id="b")]
    for style in {style for style, _ in DATED}:
        letters = disambiguate(twice, style, "fr")
        assert citation(item, style, "fr", "", letters["a"]) != citation(item, style, "fr", "", letters["b"])


def test_neither_author_nor_date() -> None:
    assert citation(BARE, "apa", "fr").plain == "(«\u00a0Le port rouvre\u00a0», s.\u00a0d.)"
    assert citation(BARE, "apa", "en").plain == "(“Le port rouvre,” n.d.)"
    assert citation(BARE, "iso690", "fr").plain == "(Le port rouvre [sans date])"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Le port rouvre", "Le port rouvre"),
        ("Le port rouvre.", "Le port rouvre"),
        ("Le port\u00a0: enfin une date, après dix ans de travaux", "Le port"),
        ("Le conseil municipal adopte le plan de la rade après dix ans", "Le conseil municipal adopte le plan"),
        ("Le conseil vote un plan pour la rade après dix ans", "Le conseil vote un plan"),
        ("Le maire dit «\u00a0nous allons rouvrir le port\u00a0» en juin", ""),
    ],
)
def test_a_long_title_is_shortened_in_the_text(title: str, short: str) -> None:
    assert varied(ONE, title=title).short_title == (short or title)


# -- several together


@given(
    st.permutations(
        [replace(varied(ONE, date=f"2024-01-{day}"), id=id_) for id_, day in zip("abcd", (9, 3, 3, 12), strict=True)]
    )
)
def test_the_order_of_items_does_not_matter(items: list[Item]) -> None:
    for style, language in DATED:
        letters = {id_: one.letter for id_, one in disambiguate(items, style, language).items()}
        assert letters == {"a": "c", "b": "a", "c": "b", "d": "d"}


@given(st.lists(ITEMS, max_size=6, unique_by=lambda item: item.id))
def test_no_two_are_taken_for_one(items: list[Item]) -> None:
    for style, language in DATED:
        apart = disambiguate(items, style, language)
        told = [citation(item, style, language, "", apart[item.id]).plain for item in items]
        assert len(set(told)) == len(told)
        for item in items:
            assert apart[item.id].letter in reference(item, style, language, apart[item.id]).plain


def test_after_z_comes_aa() -> None:
    letters = [
        one.letter
        for one in disambiguate([replace(ONE, id=f"{n:02}") for n in range(54)], "apa", "fr").values()
    ]  # fmt: skip
    assert letters[25:29] == ["z", "aa", "ab", "ac"]
    assert letters[51:] == ["az", "ba", "bb"]


def test_one_alone_needs_nothing() -> None:
    assert disambiguate([ONE, ONE], "apa", "fr") == {"a": Disambiguation()}


# -- typography


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("il dit «\u00a0non\u00a0»", "fr", "«\u00a0il dit “non”\u00a0»"),
        ("il dit « non »", "fr", "«\u00a0il dit “non”\u00a0»"),
        ("il dit «\u202fnon\u202f»", "fr", "«\u00a0il dit “non”\u00a0»"),
        ("« Elle a dit “non” hier »", "fr", "«\u00a0“Elle a dit ‘non’ hier”\u00a0»"),
        ("il dit “non”", "fr", "«\u00a0il dit “non”\u00a0»"),
        ("jamais », dit-il", "fr", "«\u00a0jamais”, dit-il\u00a0»"),
        ("« Oui », puis « non »", "fr", "«\u00a0“Oui”, puis “non”\u00a0»"),
        ("he said “no”", "en", "“he said ‘no’”"),
        ("“she said “no””", "en", "“‘she said “no”’”"),
        ("il dit «\u00a0non\u00a0»", "en", "“il dit «\u00a0non\u00a0»”"),
        ("don’t", "en", "“don’t”"),
        ("a “b ‘c’ d”", "en", "“a ‘b “c” d’”"),
        ("a “b ‘the boys’ toys’ d”", "en", "“a ‘b “the boys’ toys” d’”"),
        ("a ‘b’ c, don’t", "en", "“a ‘b’ c, don’t”"),
        ("a “b ‘c’ d ‘e’”, ‘f’", "en", "“a ‘b “c” d “e”’, ‘f’”"),
    ],
)
def test_quotation_marks_nest(words: str, language: str, expected: str) -> None:
    assert quoted(words, language) == expected


def test_english_sets_a_comma_before_the_closing_mark() -> None:
    assert tucked("say “no”", ",", "en") == "say “no,”"
    assert tucked("say ‘no’", ".", "en") == "say ‘no.’"
    assert tucked("the pilots’", ",", "en") == "the pilots’,"
    assert tucked("dire “non”", ",", "fr") == "dire “non”,"


@given(WORDS)
def test_title_case_changes_capitals_alone(title: str) -> None:
    assert title_case(title).lower() == title
    assert title_case(title_case(title)) == title_case(title)


def test_title_case() -> None:
    assert title_case("what’s left to do for NATO: a plan") == "What’s Left to Do for NATO: A Plan"
    assert title_case("a well-known port, through it all, we came to") == (
        "A Well-Known Port, Through It All, We Came To"
    )


# -- paragraphs


@pytest.mark.parametrize(
    ("paragraphs", "french", "english", "markdown"),
    [
        ((), "", "", ""),
        ((4,), "paragr.\u00a04", "para. 4", "§\u00a04"),
        ((4, 5), "paragr.\u00a04\u20115", "paras. 4–5", "§\u00a04–5"),
        ((1, 2, 3, 7), "paragr.\u00a01\u20113, 7", "paras. 1–3, 7", "§\u00a01–3, 7"),
    ],
)
def test_where(paragraphs: tuple[int, ...], french: str, english: str, markdown: str) -> None:
    assert locator(paragraphs, "fr", "plain") == french
    assert locator(paragraphs, "en", "citation") == english
    assert locator(paragraphs, "en", "markdown") == markdown


@pytest.mark.parametrize(
    ("pages", "french", "english"),
    [
        ([("3", "3")], "p.\u00a03", "p. 3"),
        ([("ix", "1")], "p.\u00a0ix\u20111", "pp. ix–1"),
        ([("3", "3"), ("5", "6")], "p.\u00a03, 5\u20116", "pp. 3, 5–6"),
    ],
)
def test_a_place_on_pages_is_cited_by_them_and_not_by_paragraphs(
    pages: list[tuple[str, str]], french: str, english: str
) -> None:
    assert locator([4], "fr", "plain", pages) == locator([4], "fr", "markdown", pages) == french
    assert locator([], "en", "citation", pages) == english


# -- excerpts


def test_several_passages_are_joined() -> None:
    made = excerpt(["Le port\n rouvre", "enfin\u00a0!"], ONE, (1, 3), "apa", "fr", "plain")
    assert made.text == "«\u00a0Le port rouvre […] enfin\u00a0!\u00a0» (Roy, 2024, paragr.\u00a01, 3)"
    assert made.quote == "Le port rouvre […] enfin\u00a0!"


@pytest.mark.parametrize(
    "blank", ["\v", "\f", "\x85", "\u2003", "\u2009", "\u2028", "\u2029", "\u3000", "\t\n"], ids=ascii
)
def test_an_excerpt_has_a_space_for_any_blank(blank: str) -> None:
    assert excerpt([f"{blank}Le port{blank}rouvre{blank}"], ONE, (1,), "apa", "fr", "plain").quote == "Le port rouvre"
    assert quoted(f"dit «{blank[0]}non{blank[0]}» ici", "fr") == "«\u00a0dit “non” ici\u00a0»"


def test_the_words_of_a_speaker_stay_quoted() -> None:
    made = excerpt(["«\u00a0Nous rouvrirons.\u00a0»"], ONE, (1,), "apa", "fr", "plain")
    assert made.text.startswith("«\u00a0“Nous rouvrirons.”\u00a0» (")


def test_the_bare_citation() -> None:
    made = excerpt(["Le port"], ONE, (4,), "apa", "en", "citation")
    assert made.text == made.citation == "(Roy, 2024, para. 4)"


def test_markdown_counts_with_a_section_sign() -> None:
    assert excerpt(["a*b"], ONE, (4,), "apa", "fr", "markdown").text == "> a\\*b\n>\n> — (Roy, 2024, §\u00a04)"


def test_an_excerpt_in_markdown_keeps_the_paragraphs_and_one_between_marks_is_one_line() -> None:
    quotes = ["Le port\nrouvre.\n\n# Enfin\n \n", "Les\n\n- quais"]
    made = excerpt(quotes, ONE, (4,), "apa", "fr", "markdown")
    expected = "> Le port rouvre.\n>\n> \\# Enfin […] Les\n>\n> \\- quais\n>\n> — (Roy, 2024, §\u00a04)"
    assert made.text == expected
    assert (
        made.quote
        == excerpt(quotes, ONE, (4,), "apa", "fr", "plain").quote
        == "Le port rouvre. # Enfin […] Les - quais"
    )


@pytest.mark.parametrize(
    ("style", "language", "cited", "listed"),
    [
        ("apa", "fr", "(Roy et al., 2024)", "Roy, A., et al. (2024, 9 janvier)."),
        ("apa", "en", "(Roy et al., 2024)", "Roy, A., et al. (2024, January 9)."),
        ("iso690", "fr", "(Roy et al. 2024)", "ROY, Anne et al., 2024."),
        ("iso690", "en", "(Roy et al. 2024)", "ROY, Anne et al., 2024."),
    ],
)
def test_authors_that_are_not_named_are_et_al(style: str, language: str, cited: str, listed: str) -> None:
    shared = varied(ONE, author="Anne Roy et al.")
    assert citation(shared, style, language).plain == cited
    assert reference(shared, style, language).plain.startswith(listed)
    two = varied(ONE, author="Anne Roy, Paul Blanc et al.")
    assert citation(two, "apa", "fr").plain == "(Roy et al., 2024)"
    assert reference(two, "iso690", "fr").plain.startswith("ROY, Anne, BLANC, Paul, et al., 2024.")
    assert shared.to_csl()["author"][-1] == {"literal": "others"}


# -- Markdown

_PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
_PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs")) | st.just(" "), max_size=30)
_HOSTILE = st.lists(st.sampled_from([*"*_`[]()<>#|~&;:+-=1.)!\\ \"'x$^{%", "&amp;", "1. ", "- "]), max_size=12)


def shown(markdown: str) -> tuple[list[str], str]:
    """Return the kinds of what CommonMark makes of a text, and the words it shows."""
    kinds, words = [], []
    for block in _PARSER.parse(markdown):
        kinds.append(block.type)
        for one in block.children or ():
            if one.type not in ("text", "text_special"):
                kinds.append(one.type)
            words.append(one.content)
    return kinds, "".join(words)


@example("~~~")
@example("~~x~~")
@given(_PRINTABLE | _HOSTILE.map("".join))
def test_markdown_shows_words_as_they_are(words: str) -> None:
    words = " ".join(words.split(" ")).strip()
    assume(words)
    kinds, back = shown(escaped(words))
    assert back == words
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


@example(["|", ":-"])
@example(["a|", ":--: "])
@given(st.lists(_HOSTILE.map("".join).map(str.strip).filter(bool), min_size=2, max_size=4))
def test_no_line_of_a_note_becomes_a_list_a_heading_or_a_table(lines: list[str]) -> None:
    kinds, _ = shown(escaped("\n".join(lines)))
    assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close", "softbreak"}


@given(_PRINTABLE.map(str.strip).filter(bool))
def test_italics_hold_whatever_the_words(words: str) -> None:
    kinds, back = shown((text("(") + italic(words) + ", 2024)").markdown)
    assert back == f"({words}, 2024)"
    assert kinds.count("em_open") == kinds.count("em_close") == 1
    assert len(kinds) == 5


def test_markdown_links_an_address() -> None:
    assert reference(ONE, "apa", "fr").markdown.endswith(" *Le Quai*. <https://exemple.org/a_b>")
    for strange in ("javascript:alert(1)", "https://exemple.org/a b", "https://a>b"):
        assert "link_open" not in shown(link(strange).markdown)[0]


# -- CSL-JSON


def test_csl_json_says_what_is_known() -> None:
    assert ONE.to_csl() == {
        "id": "a", "type": "article-newspaper", "title": "Le port rouvre", "container-title": "Le Quai",
        "author": [{"family": "Roy", "given": "Anne-Marie"}], "issued": {"date-parts": [[2024, 1, 9]]},
        "URL": "https://exemple.org/a_b", "language": "fr",
    }  # fmt: skip
    assert set(BARE.to_csl()) == {"id", "type", "title", "container-title"}


def test_fields_are_one_line() -> None:
    assert item_of("a", " Le  port\n rouvre\u00a0! ").title == "Le port rouvre\u00a0!"


@pytest.mark.parametrize(("style", "language"), KINDS)
def test_nothing_is_known(style: str, language: str) -> None:
    assert reference(item_of("a", "Port"), style, language).plain.lstrip("1. «\u00a0‘“").startswith("Port")
    assert excerpt(["x"], item_of("a", ""), (), style, language, "plain").text
