"""A letter that a drop cap tore off is part of its word: found, counted, walked over, quoted and compared."""

from __future__ import annotations

import pytest

from reader.text.document import Document
from reader.text.drop_cap import torn_letters
from reader.text.finding import find_folded, searchable
from reader.text.hyphenation import mended
from reader.text.same_words import same_words
from reader.text.segment import count_words, words
from reader.text.span import Span

TEXT = "Le port rouvre. U ne démarche inédite des grutiers."


def found(text: str, phrase: str) -> list[str]:
    return [span.of(text) for span in find_folded(searchable(text), phrase)]


@pytest.mark.parametrize("typed", ["une démarche", "Une démarche", "U ne démarche", "u ne démarche"])
def test_a_torn_word_is_found_as_it_may_be_typed_and_offsets_hold(typed: str) -> None:
    assert found(TEXT, typed) == ["U ne démarche"]


@pytest.mark.parametrize(
    "text",
    ["Une démarche", "Le port. Une démarche", "La ville.\nUne démarche", "« Une démarche »", "«\xa0Dans la rade"],
)
def test_what_is_quoted_has_the_whole_word(text: str) -> None:
    torn = text.replace("Une", "U ne").replace("Dans", "D ans")
    assert torn != text
    assert mended(torn) == text
    assert same_words(torn, text)
    assert same_words(torn, text.upper())
    assert count_words(torn, Span(0, len(torn))) == count_words(text, Span(0, len(text)))


def test_a_torn_word_is_one_word_also_in_a_stretch_of_its_own() -> None:
    start = TEXT.index("U ne")
    for low in (0, start):
        assert "U ne" in [word.of(TEXT) for word in words(TEXT, Span(low, len(TEXT)))]
    document = Document.read(TEXT)
    word = document.word_at(start)
    assert word is not None
    assert document.word_at(start + 2) == word == Span(start, start + 4)
    after = document.word_after(start)
    assert after is not None
    assert after.of(TEXT) == "démarche"


@pytest.mark.parametrize(
    "text",
    [
        "Les clients de Super U ne reviennent pas.",
        "A la barre, un inconnu.",
        "T cells are everywhere.",
        "B comme bateau.",
        "Y a plus de quai.",
        "Selon M. L a dit le maire.",
        "Le plan B est prêt. X marque le quai.",
        "À la une, I think so.",
        "Vitamine D ans le port.",
        "l’axe U ne tourne plus",
    ],
)
def test_a_letter_that_stands_alone_stays_alone(text: str) -> None:
    assert torn_letters(text) == []
    assert mended(text) == text
    for word in words(text, Span(0, len(text))):
        assert " " not in word.of(text)


def test_a_letter_alone_before_a_stretch_does_not_begin_a_sentence_there() -> None:
    text = "Les clients de Super U ne reviennent pas."
    start = text.index("U ne")
    assert [word.of(text) for word in words(text, Span(start, start + 4))] == ["U", "ne"]


def test_other_words_are_never_the_same_because_of_a_torn_letter() -> None:
    assert not same_words("U ne démarche", "Un e démarche")
    assert not same_words("Super U ne vend", "Super Une vend")
