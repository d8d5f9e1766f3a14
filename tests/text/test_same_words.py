"""The same words: typography may differ, letters and marks may not."""

from __future__ import annotations

from unicodedata import category, combining, normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.text.fold import fold_key, is_blank
from reader.text.same_words import same_words

SCRIPTS = st.sampled_from(
    list("aeiouéèüœæßøłđıİIſςσΣµﬁ0²½ .,;?!«»“”‘’\"'-–—−…=≠<≮\n\u00a0\u202f\u00adạữ\u064e\u0643かが漢ΐᾳŉև")
)
TEXTS = st.one_of(st.text(SCRIPTS, max_size=30), st.text(max_size=30))
WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=8)

SAME = {
    "spaces": ("520\u202f000 habitants", "520 000\u2003habitants"),
    "lines": ("un\nmot", "un   mot"),
    "spaces beside quotes": ("« Oui »", "“Oui”"),
    "spaces before signs": ("Qui\u00a0? Moi\u202f!", "Qui? Moi!"),
    "quotes": ("l’un dit ‹ non ›", "l'un dit ‘ non ’"),
    "dashes": ("1914–1918 — fin", "1914-1918 – fin"),
    "minus": ("−5 °C", "-5 °C"),
    "case": ("Le Port", "LE PORT"),
    "two capitals": ("die Straße", "DIE STRASSE"),
    "capital sharp s": ("die Straße", "DIE STRAẞE"),
    "dotless i": ("kapı", "KAPI"),
    "Greek capitals": ("ΟΔΟΣ", "οδος"),
    "final sigma": ("οδος", "οδοσ"),
    "long s": ("ſage", "sage"),
    "drawn as one sign": ("ﬁnale ﬂotte eﬀet aﬃche", "finale flotte effet affiche"),
    "micro": ("5 µm", "5 μm"),
    "ellipsis": ("et puis…", "et puis..."),
    "soft hyphen": ("porte\u00adparole", "porteparole"),
    "zero width": ("https:\u200b//port", "https://port"),
    "line ends in a word": ("la procé-\n  dure", "la procédure"),
    "line ends at a hyphen": ("un porte-\nparole", "un porte-parole"),
    "soft hyphen at a line end": ("la pro\u00ad\ncédure", "la procédure"),
    "line ends elsewhere": ("la procé-\ndure pénale", "la procédure pé-\nnale"),
    "joiner in a German word": ("Auf\u200clage", "Auflage"),
    "decomposed": ("pe\u0301cheur", "pécheur"),
    "order of marks": ("a\u0323\u0302", "a\u0302\u0323"),
}


@pytest.mark.parametrize("name", SAME)
def test_typography_may_differ(name: str) -> None:
    one, other = SAME[name]
    assert same_words(one, other)
    assert same_words(other, one)


OTHER = {
    "accent": ("salé", "sale"),
    "kind of accent": ("pécheur", "pêcheur"),
    "trema": ("maïs", "mais"),
    "cedilla": ("reçu", "recu"),
    "accent of a capital": ("État", "Etat"),
    "sign": ("x ≠ y", "x = y"),
    "no element": ("a ∉ B", "a ∈ B"),
    "ligature oe": ("cœur", "coeur"),
    "ligature ae": ("Læser", "Laeser"),
    "sharp s": ("die Maße", "die Masse"),
    "sharp s among capitals": ("IN Maßen", "IN Massen"),
    "stroke": ("łaska", "laska"),
    "other strokes": ("før đo", "for do"),
    "dotless i": ("sınır", "sinir"),
    "dotted capital": ("İ", "i"),
    "tones": ("ma má mạ", "ma ma ma"),
    "vowel signs": ("كَتَبَ", "كُتِبَ"),
    "Hebrew points": ("סֵפֶר", "סַפָּר"),
    "dakuten": ("がき", "かき"),
    "iota below": ("τῷ", "τω"),
    "superscript": ("10²", "102"),
    "fraction": ("½", "1/2"),
    "full width": ("ＡＢ", "AB"),
    "other digits": ("٣", "3"),
    "letters for numbers": ("ϕ", "φ"),
    "mathematical font": ("ℝ", "R"),
    "currency": ("5 €", "5 $"),
    "emoji": ("👩\u200d👧", "👩👧"),
    "Persian joiner": ("می\u200cخواهم", "میخواهم"),
    "hyphen in a line": ("re-créer", "recréer"),
    "em dash at a line end": ("oui—\nnon", "ouinon"),
    "hyphen before a blank line": ("fin-\n\ndébut", "findébut"),
    "minus at a line end": ("10 -\n5", "105"),
    "space in a word": ("plus tôt", "plustôt"),
    "space in a number": ("10 000", "10000"),
    "minus": ("-5", "5"),
    "minutes and seconds": ("5′", "5″"),
    "full stop": ("Il part.", "Il part ?"),
    "comma": ("1,5", "15"),
    "mark on nothing": ("a \u0301b", "a b"),
    "a part": ("le grand port", "le grand"),
}


@pytest.mark.parametrize("name", OTHER)
def test_letters_marks_and_signs_may_not(name: str) -> None:
    one, other = OTHER[name]
    assert not same_words(one, other)
    assert not same_words(other, one)


@given(TEXTS)
def test_every_text_has_its_own_words_in_any_case_and_form(text: str) -> None:
    text = normalize("NFC", text)
    # The capital of an iota below a letter is a letter of its own and stands before the accents of that letter.
    assume("\u0345" not in normalize("NFD", text))
    for change in (str, str.upper, str.lower, lambda text: normalize("NFD", text)):
        assert same_words(text, change(text))
        assert same_words(change(text), text)


@given(TEXTS, TEXTS)
def test_it_does_not_matter_which_comes_first(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)


@given(WORD, st.data())
def test_any_mark_more_is_another_word(word: str, data: st.DataObject) -> None:
    mark = data.draw(st.characters(categories=["Mn"]).filter(combining))
    at = data.draw(st.integers(1, len(word)))
    assume(mark != "\u0345" or "ι" not in word.lower())
    assert not same_words(word, word[:at] + mark + word[at:])


def base(letter: str) -> str:
    return "".join(part for part in normalize("NFKD", letter).casefold() if not combining(part))


def test_no_letter_is_taken_for_another_that_folds_to_the_same() -> None:
    """Of the letters that folding equates, only those pass that are one letter in another shape or case."""
    by_key: dict[str, list[str]] = {}
    for code in range(0x20, 0x2FFFF):
        letter = chr(code)
        if (
            category(letter) not in ("Lm", "Sk")
            and category(letter)[0] in "LNS"
            and letter.isprintable()
            and not is_blank(letter)
            and normalize("NFC", letter) == letter
        ):
            by_key.setdefault(fold_key(letter), []).append(letter)
    for letters in by_key.values():
        for one in letters:
            for other in letters:
                if same_words(one, other):
                    assert base(one) == base(other) or {one, other} == {"ß", "ẞ"} or one.upper() == other.upper()
                    decomposed = [[part for part in normalize("NFD", each) if combining(part)] for each in (one, other)]
                    assert decomposed[0] == decomposed[1]
