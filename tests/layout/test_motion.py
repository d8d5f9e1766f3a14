"""The focus moves over what one reads, and the selection keeps its shape."""

from __future__ import annotations

from reader.layout.motion import Grain, Selection, grown, moved, opening, snapped
from reader.text.document import Document

TEXT = "Sommaire\nUn chat dort. Il rêve.\nPHOTO ANNE BO, AGENCE\nLe chat.\nPuis il part."
DOCUMENT = Document.read(TEXT)


def at(selection: Selection) -> str:
    return selection.span.of(TEXT)


def start() -> Selection:
    selection = opening(DOCUMENT)
    assert selection
    return selection


def test_opens_on_the_first_real_sentence() -> None:
    assert at(start()) == "Un chat dort."


def test_sentence_motion_passes_over_captions() -> None:
    second = moved(DOCUMENT, start(), Grain.SENTENCE, 1)
    assert at(second) == "Il rêve."
    assert at(moved(DOCUMENT, second, Grain.SENTENCE, 1)) == "Puis il part."


def test_the_last_sentence_is_the_end() -> None:
    last = moved(DOCUMENT, start(), Grain.PARAGRAPH, 1)
    assert at(last) == "Puis il part."
    assert moved(DOCUMENT, last, Grain.SENTENCE, 1) == last


def test_extending_and_coming_back() -> None:
    two = moved(DOCUMENT, start(), Grain.SENTENCE, 1, extend=True)
    assert at(two) == "Un chat dort. Il rêve."
    assert at(two.collapsed()) == "Il rêve."
    assert at(two.swapped().collapsed()) == "Un chat dort."


def test_sticky_extends_while_moving() -> None:
    sticky = Selection(start().anchor, start().focus, sticky=True)
    assert at(moved(DOCUMENT, sticky, Grain.SENTENCE, 1)) == "Un chat dort. Il rêve."


def test_words_are_entered_from_a_sentence() -> None:
    word = moved(DOCUMENT, start(), Grain.WORD, 1)
    assert at(word) == "Un"
    two = moved(DOCUMENT, word, Grain.WORD, 1, extend=True)
    assert at(two) == "Un chat"
    assert at(snapped(DOCUMENT, two)) == "Un chat dort."


def test_growing_and_shrinking() -> None:
    assert at(grown(DOCUMENT, start(), 1)) == "Un chat dort. Il rêve."
    assert at(grown(DOCUMENT, start(), -1)) == "Un"
