"""Words are found as a reader types them, also where a line's end breaks them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.finding import begins, ends, find_folded, holds, search_key, searchable
from reader.text.fold import fold_key
from reader.text.hyphenation import BREAK
from reader.text.span import Span

LETTERS = st.text(alphabet=st.sampled_from(list("aéÉœ’«  \u00a0\u00ad\u0301-–x…\n")), max_size=40)
BROKEN = st.lists(st.sampled_from(["-\n", "-", "\n", " ", "a", "b", "é", "\u00ad\n", "- \n", "1", "."]), max_size=12).map("".join)  # fmt: skip


def found(text: str, phrase: str) -> list[str]:
    return [span.of(text) for span in find_folded(searchable(text), phrase)]


def letters(text: str) -> str:
    return "".join(letter for letter in fold_key(text) if letter not in f"- {BREAK}")


@given(LETTERS | BROKEN, LETTERS | BROKEN, LETTERS | BROKEN)
def test_what_is_found_has_the_letters_of_the_needle(before: str, needle: str, after: str) -> None:
    text = before + "|" + needle + "|" + after
    wanted = fold_key(needle).strip()
    places = found(text, needle)
    assert bool(places) or not wanted
    assert all(letters(place) == letters(wanted) for place in places)
    assert holds(search_key(text), needle)
    assert ends(search_key(before + needle).rstrip(), needle)
    assert begins(search_key(needle + after).lstrip(), needle)


def test_hits_do_not_overlap() -> None:
    assert list(find_folded(searchable("aaaaa"), "aa")) == [Span(0, 2), Span(2, 4)]


@given(LETTERS | BROKEN, LETTERS | BROKEN)
def test_hits_are_sorted_and_apart(text: str, phrase: str) -> None:
    places = list(find_folded(searchable(text), phrase))
    assert all(place.end <= after.start for place, after in pairwise(places))


@given(LETTERS | BROKEN, st.data())
def test_any_part_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    assert bool(found(text, part)) or not fold_key(part).strip()


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "phrase", "places"),
        [
            ("Un œuf dur", "oeuf", ["œuf"]),
            ("Un oeuf dur", "œuf", ["oeuf"]),
            ("die Straße dort", "STRASSE", ["Straße"]),
            ("le cœur", "coe", ["cœ"]),
            ("le cœur", "co", []),
            ("œee", "ee", ["ee"]),  # the half of a letter does not hide the hit after it
            ("un a\u0302ge d’or", "âge", ["a\u0302ge"]),
            ("la sou\u00adve\u00adrai\u00adneté", "souveraineté", ["sou\u00adve\u00adrai\u00adneté"]),
            ("la souve\u00ad raineté", "souve raineté", ["souve\u00ad raineté"]),
            ("Aujourd’hui et aujourd'hui", "aujourd’hui", ["Aujourd’hui", "aujourd'hui"]),
            ("la mer\u00ad, puis", "mer", ["mer"]),
        ],
    )
    def test_spans_are_exact(self, text: str, phrase: str, places: list[str]) -> None:
        assert found(text, phrase) == places

    def test_accents_case_and_ligatures_do_not_count(self) -> None:
        assert found("L’Été au cœur de l’ÉTÉ", "ete") == ["Été", "ÉTÉ"]
        assert found("Un chœur", "CHOEUR") == ["chœur"]

    def test_decomposed_letters_are_taken_whole(self) -> None:
        assert found("un e\u0301te\u0301 sec", "été") == ["e\u0301te\u0301"]

    def test_quotes_spaces_and_dashes_are_alike(self) -> None:
        text = "l’île\u00a0: vingt\u202f000 – oui"
        assert found(text, "l'ile : vingt 000 - oui") == [text]


@pytest.mark.parametrize("line_end", ["-\n", "- \n", "-\n   ", "\u2010\n", "\u00ad\n", "¬\n", "-\n> ", "-\n> > "])
@pytest.mark.parametrize("at", range(2, 11))
def test_a_word_is_found_wherever_a_line_ends_in_it(line_end: str, at: int) -> None:
    word = "souveraineté"
    broken = word[:at] + line_end + word[at:]
    assert found(f"La {broken} du peuple.", word) == [broken]
    assert found(f"La {broken} du peuple.", f"la {word} du peuple") == [f"La {broken} du peuple"]
    assert found(f"La {word} du peuple.", broken) == [word]


@pytest.mark.parametrize("typed", ["porte-avions", "porte avions", "porteavions", "PORTE–AVIONS", "porte-\navions"])
def test_a_compound_is_found_as_it_may_be_typed(typed: str) -> None:
    assert found("un porte-\navions américain", typed) == ["porte-\navions"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("un porte-avions", "porteavions"),
        ("un porte-avions", "porte avions"),
        ("la porte", "laporte"),
        ("la\nporte", "laporte"),
        ("non —\nmais", "nonmais"),
        ("fin-\n\ndébut", "findébut"),
        ("un porte-\navions", "porte - avions"),
    ],
)
def test_nothing_else_is_joined_or_parted(text: str, typed: str) -> None:
    assert found(text, typed) == []


def test_a_german_ck_that_was_broken_into_two_k_is_found() -> None:
    assert found("der Zuk-\nker ist süß", "Zucker") == ["Zuk-\nker"]
    assert found("der Zuc-\nker", "Zucker") == ["Zuc-\nker"]
    assert found("der Zukker", "Zucker") == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("كـتـاب", "كتاب"),  # tatweel
        ("כֹּתֶרֶת", "כתרת"),  # points
        ("ＮＨＫ　ニュース", "nhk ニュース"),  # full width
        ("Thành phố", "thanh pho"),
        ("sınır", "sinir"),
        ("di¿Qué?", "¿que?"),
    ],
)
def test_other_scripts_are_found_as_they_are_typed(text: str, typed: str) -> None:
    assert len(found(text, typed)) == 1


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize(
    "typed", ['"la mer"', "« la mer »", "«la mer»", "“la mer”", 'dit "la mer" et', "dit « la mer » et"]
)
def test_a_quotation_is_found_however_its_marks_are_typed(blank: str, typed: str) -> None:
    text = f"Il dit «{blank}la mer{blank}» et part."
    (span,) = find_folded(searchable(text), typed)
    assert span.of(text).strip("dit e") == f"«{blank}la mer{blank}»"
    assert holds(search_key(text), typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Er sagt »das Meer« und geht.", '"das Meer" und geht'),
        ("Er sagt »das Meer« und geht.", 'sagt "das Meer"'),
        ("Il dit ‹ la mer ›.", "'la mer'."),
        ("« La mer », dit-il.", '"la mer", dit-il'),
        ("« Oui » « non »", '"oui" "non"'),
    ],
)
def test_blanks_outside_of_quotation_marks_stay(text: str, typed: str) -> None:
    assert list(find_folded(searchable(text), typed))


@pytest.mark.parametrize("rest", ["", " et le reste" * 200])
@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2005", "\u2007", "\u2008", "\u2009", "\u200a", "\u202f"])
@pytest.mark.parametrize(
    ("plain", "text"), [("10000", "10 000"), ("1234567", "1 234 567"), ("100000 euros", "100 000 euros")]
)
def test_a_number_is_found_however_its_thousands_are_parted(blank: str, plain: str, text: str, rest: str) -> None:
    grouped = text.replace(" ", blank)
    for there, typed in ((grouped, plain), (plain, grouped), (grouped, text)):
        whole = f"Il dit {there}, puis part{rest}."
        found = list(find_folded(searchable(whole), typed))
        assert [span.of(whole) for span in found] == [there]
        assert holds(search_key(there), typed)


@pytest.mark.parametrize("rest", ["", " et le reste" * 200])
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("page 10\n000", "10000"),
        ("en 2024 100 navires", "2024100"),
        ("06 12 345 67", "12345"),
        ("12 34 567", "1234567"),
        ("3,5 100", "5100"),
        ("10 0000", "100000"),
        ("1 234\u00a0567", "1234567"),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, typed: str, rest: str) -> None:
    assert not list(find_folded(searchable(f"{text}{rest}"), typed))
