"""The difference of two texts loses no word of either."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.text.block import Block, Kind
from reader.text.difference import Part, Side, difference, readable
from reader.text.document import Document
from reader.text.span import Span

WORDS = st.sampled_from("la mer le port , . « » ’ - digue monte\n\n Le".split(" "))
WRAPPED = "Un titre\n\nLa souve-\nraineté de\nla mer."
TEXTS = st.lists(WORDS, max_size=30).map(" ".join).map(str.strip)


def of(parts: list[Part], *sides: Side) -> str:
    return "".join(part.text for part in parts if part.side in sides)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(old: str, new: str) -> None:
    parts = difference(old, new)
    assert of(parts, Side.BOTH, Side.NEW) == new
    assert all(one.side is not other.side for one, other in pairwise(parts))


@given(st.lists(st.sampled_from("mer port digue monte".split()), max_size=20), st.lists(st.sampled_from("mer port digue monte".split()), max_size=20))  # fmt: skip
def test_no_word_of_the_old_text_is_lost(old: list[str], new: list[str]) -> None:
    parts = difference(" ".join(old), " ".join(new))
    assert re.findall(r"\w+", " ".join(part.text for part in parts if part.side is not Side.NEW)) == old


def test_typography_is_no_difference_but_other_words_are() -> None:
    assert difference("« L’eau » — dit-il…", '"L\'eau" - dit-il…') == [Part(Side.BOTH, '"L\'eau" - dit-il…')]
    assert difference("un pêcheur", "un pécheur") == [
        Part(Side.BOTH, "un "),
        Part(Side.OLD, "pêcheur"),
        Part(Side.NEW, "pécheur"),
    ]


def test_a_sentence_that_was_added_ends_with_its_own_full_stop() -> None:
    assert difference("La mer monte. Le port ferme.", "La mer monte. Il pleut. Le port ferme.") == [
        Part(Side.BOTH, "La mer monte. "),
        Part(Side.NEW, "Il pleut. "),
        Part(Side.BOTH, "Le port ferme."),
    ]


def test_a_text_is_read_without_the_ends_of_its_lines() -> None:
    blocks = (Block(Kind.HEADING, Span(0, 8), 1), Block(Kind.PARAGRAPH, Span(10, len(WRAPPED)), 1))
    assert readable(Document(WRAPPED, blocks)) == "Un titre\n\nLa souveraineté de la mer."
