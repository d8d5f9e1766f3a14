"""Corrections of the structure: the text stays covered, whatever is corrected, and what is asked for happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.block import SKIPPED, Kind
from reader.text.correction import Action, Correction, corrected, join_at, set_kind_at, split_at, words_added
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.segment import count_words
from reader.text.span import Span

TEXT = (
    "Le port rouvre\n"
    "Une escale tardive Le cargo accoste au quai nord. Il a mis M. Roy en joie.\n"
    "Les grutiers, eux, attendent la suite depuis\n"
    "mardi. « Rien ne presse », dit-on.\n"
    "• un premier point\n"
    "PHOTO ANNE ROY, LE PORT\n"
    "La marée monte. Le quai se vide."
)
KINDS = [action for action in Action if action.kind]


def at(text: str, words: str) -> int:
    return text.index(words)


def sentences(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.sentences()]


def kinds(document: Document) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.span.of(document.text), block.ordinal) for block in document.blocks]


def check_covers(document: Document) -> None:
    text, end = document.text, 0
    for index, block in enumerate(document.blocks):
        assert end <= block.span.start < block.span.end
        assert not text[end : block.span.start].strip()
        end, inside = block.span.end, block.span.start
        for sentence in document.sentences_of(index):
            assert inside <= sentence.start < sentence.end
            gap = text[inside : sentence.start].strip()
            assert not gap or inside == block.span.start  # the mark of a list item
            assert document.sentence_at(sentence.start) == sentence
            assert document.sentence_at(sentence.end - 1) == sentence
            inside = sentence.end
        assert inside == end
        assert document.count_sentences(index) == len(document.sentences_of(index))
    assert not text[end:].strip()
    for kind in Kind:
        ordinals = [block.ordinal for block in document.blocks if block.kind is kind]
        assert ordinals == [*range(1, len(ordinals) + 1)]


def test_a_sentence_is_split_at_a_word_and_the_rest_stays() -> None:
    document = Document.read(TEXT)
    done = corrected(document, [split_at(document, at(TEXT, "cargo"))])
    assert "Une escale tardive Le" in sentences(done)
    assert "cargo accoste au quai nord." in sentences(done)
    assert kinds(done) == kinds(document)
    check_covers(done)


def test_a_sentence_split_at_a_quotation_begins_with_its_mark() -> None:
    text = "Il parle « Non, dit-il », et part."
    document = Document.read(text)
    assert sentences(corrected(document, [split_at(document, at(text, "Non"))])) == [
        "Il parle",
        "« Non, dit-il », et part.",
    ]


def test_sentences_are_joined_in_a_block_and_across_blocks() -> None:
    document = Document.read(TEXT)
    done = corrected(document, [join_at(document, at(TEXT, "Le cargo"))])
    assert "Le cargo accoste au quai nord. Il a mis M. Roy en joie." in " ".join(sentences(done))
    assert any("nord. Il" in sentence for sentence in sentences(done))
    done = corrected(document, [join_at(document, at(TEXT, "grutiers"))])
    assert any(sentence.endswith("depuis\nmardi.") for sentence in sentences(done))
    assert len(done.blocks) == len(document.blocks) - 1
    check_covers(done)


@pytest.mark.parametrize("action", KINDS)
def test_the_selected_sentences_become_a_block_of_a_kind_and_the_numbers_follow(action: Action) -> None:
    document = Document.read(TEXT)
    place = at(TEXT, "La marée")
    wanted = Span(place, place + 3)
    if action is Action.PARAGRAPH:
        with pytest.raises(Problem, match="already a paragraph"):
            set_kind_at(document, wanted, action)
        return
    done = corrected(document, set_kind_at(document, wanted, action))
    assert (action.value, "La marée monte.") in [each[:2] for each in kinds(done)]
    assert ("paragraph", "Le quai se vide.") in [each[:2] for each in kinds(done)]
    check_covers(done)


def test_a_heading_made_of_a_paragraphs_first_words_leaves_the_rest_a_paragraph() -> None:
    text = "Un titre à part\nUne escale tardive le cargo accoste au quai nord. Puis il repart.\nFin du jour."
    document = Document.read(text)
    split = split_at(document, at(text, "le cargo"))
    halved = corrected(document, [split])
    place = at(text, "Une escale")
    done = corrected(document, [split, *set_kind_at(halved, Span(place, place + 1), Action.HEADING)])
    assert ("heading", "Une escale tardive", 2) in kinds(done)
    assert ("paragraph", "le cargo accoste au quai nord. Puis il repart.", 1) in kinds(done)
    assert done.paragraph_ordinal(at(text, "Fin")) == document.paragraph_ordinal(at(text, "Fin"))


def test_a_later_correction_prevails() -> None:
    document = Document.read(TEXT)
    split = split_at(document, at(TEXT, "cargo"))
    join = Correction(Action.JOIN, split.spans)
    assert sentences(corrected(document, [split, join])) == sentences(document)
    assert sentences(corrected(document, [join, split])) == sentences(corrected(document, [split]))


@pytest.mark.parametrize(
    ("ask", "position", "says"),
    [
        (split_at, -1, "not in the text"),
        (split_at, len(TEXT), "not in the text"),
        (split_at, TEXT.index("\nUne"), "no sentence"),
        (split_at, TEXT.index(" cargo"), "no word"),
        (split_at, 0, "already begins"),
        (split_at, TEXT.index("Rien"), "already begins"),
        (join_at, 10**9, "not in the text"),
        (join_at, TEXT.index("Le quai"), "last sentence"),
        (join_at, TEXT.index("Rien"), "caption or boilerplate"),
    ],
)
def test_a_position_where_nothing_can_be_corrected_is_refused(ask: object, position: int, says: str) -> None:
    document = Document.read(TEXT)
    with pytest.raises(Problem, match=says) as raised:
        ask(document, position)  # type: ignore[operator]
    assert raised.value.hint


def test_words_that_came_between_make_a_boundary_unfit() -> None:
    document = Document.read(TEXT)
    join = join_at(document, at(TEXT, "Le cargo"))
    assert join.fits(TEXT)
    first, last = join.spans
    assert not Correction(Action.JOIN, (first, last.shifted(4))).fits(TEXT)
    assert not Correction(Action.JOIN, (first, last.shifted(len(TEXT)))).fits(TEXT)
    assert not Correction(Action.HEADING, (first, last)).fits(TEXT)
    assert not Correction(Action.SPLIT, (first,)).fits(TEXT)


PARTS = st.sampled_from([*"abc d. !?\n«»", " Le ", " mot ", ". Il ", "\n", " ", "• ", "1. ", "Un titre\n", "…", "é"])
STEPS = st.lists(st.tuples(st.sampled_from([*Action]), st.integers(0, 400), st.integers(1, 60)), max_size=8)


@given(st.lists(PARTS, max_size=60).map("".join), STEPS)
def test_whatever_is_corrected_sentences_cover_blocks_and_blocks_the_text(
    text: str, steps: list[tuple[Action, int, int]]
) -> None:
    base = document = Document.read(text)
    made: list[Correction] = []
    for action, start, length in steps:
        before = len(made)
        try:
            if action is Action.SPLIT:
                made.append(split_at(document, start))
            elif action is Action.JOIN:
                made.append(join_at(document, start))
            else:
                made += set_kind_at(document, Span(start, start + length), action)
        except Problem:
            continue
        document = corrected(base, made)
        check_covers(document)
        assert all(correction.fits(text) and correction.holds(document) for correction in made[before:])
    assert corrected(base, made[:0]).blocks == base.blocks
    assert [*corrected(base, []).sentences()] == [*base.sentences()]


@given(st.integers(0, 2000), st.booleans())
@example(number=73, joins=False)
def test_boundaries_in_a_very_long_sentence_hold(number: int, joins: bool) -> None:
    text = "mot " * 5000 + "fin. " + f"Mot {'mot ' * 20}fin. " * 100
    document = Document.read(text.strip())
    position = 12_000 + 4 * number
    word = document.word_at(position) or document.word_after(position)
    assert word is not None
    if not joins and document.sentence_at(word.start).start == word.start:  # where a sentence without an end is cut
        with pytest.raises(Problem, match="already begins"):
            split_at(document, word.start)
        return
    correction = join_at(document, word.start) if joins else split_at(document, word.start)
    done = corrected(document, [correction])
    assert correction.holds(done)
    check_covers(done)


@given(st.lists(PARTS, min_size=1, max_size=40).map("".join), STEPS)
def test_words_are_counted_where_corrections_are_as_in_the_whole(
    text: str, steps: list[tuple[Action, int, int]]
) -> None:
    base = document = Document.read(text)
    made: list[Correction] = []
    for action, start, length in steps:
        try:
            if kind := action.kind:
                made += set_kind_at(document, Span(start, start + length), Action(kind.value))
            else:
                made.append(join_at(document, start))
        except Problem:
            continue
        document = corrected(base, made)

    def count(of: Document) -> int:
        return sum(count_words(text, block.span) for block in of.blocks if block.kind not in SKIPPED)

    assert count(document) == count(base) + words_added(base, document, made)


ANYWHERE = st.builds(
    lambda action, spans: Correction(action, tuple(Span(start, start + length) for start, length in spans)),
    st.sampled_from([*Action]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), min_size=1, max_size=2),
)


@given(st.lists(PARTS, max_size=40).map("".join), st.lists(ANYWHERE, max_size=6))
def test_records_that_nobody_asked_for_leave_the_text_covered(text: str, made: list[Correction]) -> None:
    base = Document.read(text)
    fitting = [correction for correction in made if correction.fits(text)]
    document = corrected(base, fitting)
    check_covers(document)
    words_added(base, document, fitting)
