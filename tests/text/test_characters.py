"""Every blank is a blank, and what leaves no trace on the page is nothing to whoever searches or compares."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query.parser import parse
from reader.search.query.tree import EVERYTHING, Word
from reader.text.characters import IGNORABLE, IGNORABLE_RANGES, NO_BREAK, SPACES, in_one_line, is_ignorable
from reader.text.document import Document
from reader.text.finding import find_folded, searchable
from reader.text.fold import fold_key, is_blank, with_marks
from reader.text.same_words import same_words
from reader.text.segment import count_words, words
from reader.text.span import Span

EVERY = [chr(code) for code in range(0x110000)]
WHITE_SPACE = [*map(chr, (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000))]  # fmt: skip
"""The characters with the property White_Space in PropList.txt."""
INSIDE = [blank for blank in WHITE_SPACE if blank not in "\n\f\u2029"]
"""Blanks at which no block ends."""
IGNORABLES = [character for first, last in IGNORABLE_RANGES for character in map(chr, range(first, last + 1))]
FORMATS_THAT_SHOW = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0xFFF9, 0xFFFC), *range(0x13430, 0x13440)}  # fmt: skip
"""Format characters that DerivedCoreProperties.txt leaves out: they are shown, or say how others are."""
named = pytest.mark.parametrize


def search(text: str, phrase: str) -> list[Span]:
    return list(find_folded(searchable(text), phrase))


def name(character: str) -> str:
    return f"U+{ord(character):04X}"


def test_a_blank_is_white_space_or_a_separator_of_information() -> None:
    blanks = [character for character in EVERY if character.isspace()]
    assert blanks == re.findall(r"\s", "".join(EVERY)) == sorted([*WHITE_SPACE, *"\x1c\x1d\x1e\x1f"])
    zs = [character for character in EVERY if unicodedata.category(character) == "Zs"]
    assert re.findall(f"[{SPACES}]", "".join(EVERY)) == zs


def test_the_ignorable_characters_are_those_of_unicode() -> None:
    assert re.findall(f"[{IGNORABLE}]", "".join(EVERY)) == IGNORABLES
    assert all(map(is_ignorable, IGNORABLES))
    ignorable = set(IGNORABLES)
    for character in EVERY:
        if unicodedata.category(character) == "Cf" and ord(character) not in FORMATS_THAT_SHOW:
            assert character in ignorable, name(character)
        if re.search(r"VARIATION SELECTOR|HANGUL .*FILLER", unicodedata.name(character, "")):
            assert character in ignorable, name(character)
    assert {unicodedata.category(character) for character in ignorable} <= {"Cf", "Mn", "Cn", "Lo"}


@named("blank", INSIDE, ids=name)
class TestEveryBlank:
    def test_is_one_in_sentences_and_words(self, blank: str) -> None:
        document = Document.read(f"Le port ferme.{blank}La rade dort.{blank}« Oui !{blank}»{blank}Il part.")
        assert len(document.blocks) == 1
        assert len(list(document.sentences())) == 4
        text = f"un{blank}mot{blank}de{blank}plus"
        assert [word.of(text) for word in words(text, Span(0, len(text)))] == ["un", "mot", "de", "plus"]
        assert count_words(text, Span(0, len(text))) == 4

    def test_is_one_to_search_and_to_compare(self, blank: str) -> None:
        assert search(f"le{blank}{blank}quai", "le quai") == search("le  quai", f"le{blank}quai") == [Span(0, 8)]
        assert same_words(f"le{blank}quai", "le quai")
        assert is_blank(blank) and parse(blank) == EVERYTHING

    def test_is_one_in_an_excerpt(self, blank: str) -> None:
        assert in_one_line(f"{blank}le{blank}quai{blank}") == f"le{blank if blank in NO_BREAK else ' '}quai"


@named("space", [blank for blank in WHITE_SPACE if unicodedata.category(blank) == "Zs"], ids=name)
def test_any_space_groups_the_digits_of_a_number(space: str) -> None:
    text = f"de 1{space}234{space}567 habitants"
    assert [word.of(text) for word in words(text, Span(0, len(text)))] == ["de", f"1{space}234{space}567", "habitants"]
    assert count_words(text, Span(0, len(text))) == 3


@named("end", ["\n", "\f", "\u2029", "\n\f", "\f\n", "\n\n\f\n"])
def test_blocks_end_at_line_ends_page_breaks_and_paragraph_separators(end: str) -> None:
    text = f"Le port ferme à midi.{end}La rade dort encore."
    assert [block.span.of(text) for block in Document.read(text).blocks] == [
        "Le port ferme à midi.",
        "La rade dort encore.",
    ]


@named("end", ["\n\n", "\n \n", "\n\u00a0\u3000\n", "\f", "\n\f", "\u2029"])
def test_blocks_of_a_hard_wrapped_text_end_at_blank_lines_and_page_breaks(end: str) -> None:
    paragraph = "une ligne qui va jusqu’au bout de la colonne et qui continue\n" * 5 + "et finit."
    text = f"{paragraph}{end}{paragraph}"
    assert [block.span.of(text) for block in Document.read(text).blocks] == [paragraph, paragraph]


def test_a_paragraph_goes_on_behind_a_page_break_if_a_small_letter_follows() -> None:
    page = (
        "une ligne qui va jusqu’au bout de la colonne et qui continue\n" * 5
        + "et qui ne se termine pas avant la souve-\n\f"
    )
    text = f"{page}raineté. Fin."
    document = Document.read(text)
    assert [block.span.of(text) for block in document.blocks] == [text]
    assert [sentence.of(text) for sentence in document.sentences()] == [f"{page}raineté.", "Fin."]
    assert search(text, "souveraineté") == [Span(len(page) - 8, len(page) + 7)]


TEXT = "l’école ❤ du 漢字 et 10 000 cœurs"


@named("ignorable", [*IGNORABLES[:80], "\U000e0001", "\U000e0041", "\U000e0100"], ids=name)
class TestEveryIgnorableCharacter:
    def test_is_nothing_to_fold_and_to_search(self, ignorable: str) -> None:
        everywhere = ignorable.join(TEXT)
        assert fold_key(everywhere) == fold_key(TEXT)
        for text, query in (
            (everywhere, "ecole"),
            (TEXT, ignorable.join("ecole")),
            (everywhere, ignorable.join("ecole")),
        ):
            assert [fold_key(span.of(text)) for span in search(text, query)] == ["ecole"]
        assert is_blank(ignorable * 3) and parse(f"{ignorable} le") == Word("le")

    def test_does_not_make_other_words_of_letters(self, ignorable: str) -> None:
        assert same_words(ignorable.join("école"), "école")


@given(st.text(st.sampled_from("aé œ❤漢-\n’"), max_size=12), st.sampled_from(IGNORABLES), st.data())
def test_one_ignorable_character_more_changes_no_hit(text: str, ignorable: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    query = data.draw(st.sampled_from(["a", "e", "oe", "é a", "漢", "❤"]))
    longer = text[:at] + ignorable + text[at:]
    plain = [span.of(text) for span in search(text, query)]
    found = [span.of(longer).replace(ignorable, "") for span in search(longer, query)]
    assert found == plain
    assert search(text, query[:1] + ignorable + query[1:]) == search(text, query)


def test_a_hit_holds_what_changes_the_look_of_its_last_character() -> None:
    assert search("un ❤\ufe0f rouge", "❤") == [Span(3, 5)]
    assert search("葛\U000e0100城", "葛") == [Span(0, 2)]
    assert search("🏴\U000e0067\U000e0062\U000e007f ici", "🏴") == [Span(0, 4)]
    assert with_marks("e\u200d\u0301x", 1) == 3
    assert with_marks("mer\u00ad, puis", 3) == 3


def test_flags_of_other_countries_are_other_words() -> None:
    scotland, england = ("🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in tag) for tag in ("gbsct", "gbeng"))
    assert not same_words(scotland, england)
    assert same_words("❤\ufe0f", "❤")
    assert same_words("葛\U000e0100", "葛")
