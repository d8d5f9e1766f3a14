"""Highlights in articles that are edited as publishers edit them: where they go is known, letter by letter."""

from __future__ import annotations

import random
from unicodedata import category, normalize

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reader.annotation.anchor import anchor
from reader.annotation.revision import prepare
from reader.annotation.verdict import Changed, Exact, Moved, Orphan
from reader.text.fold import fold_key
from reader.text.span import Span
from tests.annotation.edits import BESIDE, DICE, EDITS, NOUNS, Draft, Edit, article, passage, sentence

LEISURELY = settings(deadline=None)
ALWAYS_THE_SAME = settings(deadline=None, derandomize=True)
"""For what holds in nearly every case but is no law: one text in some ten thousand is so repetitive that it asks."""


def edited(edits: list[Edit], dice: random.Random) -> tuple[str, Draft, Span]:
    draft = Draft(article(dice))
    old, span = draft.text, passage(draft, dice)
    for edit in edits:
        edit(draft, dice)
    return old, draft, span


def letters(text: str, spans: list[Span]) -> set[int]:
    """Return where the letters and digits of ``spans`` are."""
    return {at for span in spans for at in range(span.start, span.end) if text[at].isalnum()}


def letters_and_marks(text: str) -> str:
    """Return what makes the words of ``text``: all but spaces and punctuation, in one case."""
    return "".join(sign for sign in normalize("NFC", text).casefold() if category(sign)[0] in "LMNS")


@pytest.mark.parametrize("edit", BESIDE)
@LEISURELY
@given(dice=DICE)
def test_an_edit_beside_a_passage_leaves_it_on_its_very_words(edit: Edit, dice: random.Random) -> None:
    old, draft, span = edited([edit], dice)
    true = letters(draft.text, draft.truth(span))
    verdict = anchor([span], prepare(old, draft.text))
    if true and len(true) == len(letters(old, [span])) and not isinstance(verdict, Orphan):
        found = letters(draft.text, list(verdict.spans))
        torn = letters(draft.text, [Span(min(true), max(true) + 1)]) != true
        assert true & found if torn else true <= found
    if isinstance(verdict, Moved):
        assert true <= letters(draft.text, list(verdict.spans))


@LEISURELY
@given(DICE, st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_what_moves_silently_has_its_words_and_most_of_its_letters(dice: random.Random, edits: list[Edit]) -> None:
    old, draft, span = edited(edits, dice)
    verdict = anchor([span], prepare(old, draft.text))
    if isinstance(verdict, Exact | Moved):
        now = "".join(part.of(draft.text) for part in verdict.spans)
        assert letters_and_marks(now) == letters_and_marks(span.of(old))


@LEISURELY
@given(DICE, st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_what_is_found_is_near_what_was_marked(dice: random.Random, edits: list[Edit]) -> None:
    old, draft, span = edited(edits, dice)
    verdict = anchor([span], prepare(old, draft.text))
    if isinstance(verdict, Changed):
        words = fold_key(span.of(old)).split()
        now = fold_key(" ".join(part.of(draft.text) for part in verdict.spans)).split()
        assert 0.45 <= verdict.score <= 1
        assert set(words) & set(now) or verdict.score > 0.6
        assert len(" ".join(now)) <= 3 * len(" ".join(words)) + 60
    if not isinstance(verdict, Orphan):
        ends = [(part.start, part.end) for part in verdict.spans]
        assert ends == sorted(ends)
        assert all(start < end <= len(draft.text) for start, end in ends)


@LEISURELY
@given(DICE)
def test_a_passage_of_a_removed_paragraph_is_lost_or_asks_whatever_else_is_written(dice: random.Random) -> None:
    draft = Draft(article(dice))
    old = draft.text
    gone = dice.choice(draft.paragraphs()[1:])
    inside = [word for word in draft.words() if gone.covers(word)]
    first = dice.randrange(len(inside))
    span = inside[first].hull(inside[min(len(inside) - 1, first + dice.randint(3, 30))])
    other = sentence(dice)
    assume(span.of(old) not in other)  # then it was not removed
    draft.put(gone, f"{other}\n\n")
    verdict = anchor([span], prepare(old, draft.text))
    assert isinstance(verdict, Orphan | Changed)


@ALWAYS_THE_SAME
@given(DICE, st.sampled_from([edit for edit in EDITS if edit.__name__.startswith(("move", "put_the_newest"))]))
def test_a_whole_paragraph_is_found_where_it_was_put(dice: random.Random, edit: Edit) -> None:
    draft = Draft(article(dice))
    old = draft.text
    block = dice.choice([paragraph for paragraph in draft.paragraphs() if len(paragraph) > 120])
    span = Span(block.start, block.start + len(block.of(old).rstrip()))
    edit(draft, dice)
    verdict = anchor([span], prepare(old, draft.text))
    assert not isinstance(verdict, Orphan)
    true, found = letters(draft.text, draft.truth(span)), letters(draft.text, list(verdict.spans))
    assert len(true & found) >= 0.8 * len(true)


@LEISURELY
@given(DICE, st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_an_edit_taken_back_brings_the_anchor_back(dice: random.Random, edits: list[Edit]) -> None:
    old, draft, span = edited(edits, dice)
    verdict = anchor([span], prepare(old, draft.text))
    assert anchor([span], prepare(old, old)) == Exact((span,))
    if isinstance(verdict, Moved):
        back = anchor(verdict.spans, prepare(draft.text, old))
        assert not isinstance(back, Moved) or letters(old, list(back.spans)) == letters(old, [span])


@LEISURELY
@given(DICE)
def test_more_damage_has_a_lower_score(dice: random.Random) -> None:
    draft = Draft(article(dice))
    old = draft.text
    block = dice.choice([paragraph for paragraph in draft.paragraphs() if len(paragraph) > 120])
    span = Span(block.start, block.start + len(block.of(old).rstrip()))
    words = [word for word in draft.words() if span.covers(word)]
    dice.shuffle(words)
    scores = [1.0]
    for damaged in range(2, 9, 2):
        draft = Draft(old)
        for word in sorted(words[:damaged], reverse=True):
            draft.put(word, "zigzag")
        verdict = anchor([span], prepare(old, draft.text))
        scores.append(verdict.score if isinstance(verdict, Changed) else 0.0)
    assert scores == sorted(scores, reverse=True)
    assert scores[1] < 1


@LEISURELY
@given(DICE)
def test_a_passage_that_stood_twice_is_never_taken_for_its_copy(dice: random.Random) -> None:
    """One copy is removed with what stood around it, the other one is put elsewhere."""
    draft = Draft(article(dice))
    twice = f"{sentence(dice)} Le {dice.choice(NOUNS)} vu de la jetée, un matin de {dice.randint(1, 12)} h."
    first, second, target = sorted(dice.sample([paragraph.start for paragraph in draft.paragraphs()[1:-1]], 3))
    for at in (second, first):
        draft.put(Span(at, at), f"{twice}\n\n")
    old = draft.text
    copies = [Span(at, at + len(twice)) for at in (old.index(twice), old.rindex(twice))]
    gone, kept = dice.sample(copies, 2)
    draft = Draft(old)
    draft.move(Span(kept.start, kept.end + 2), target + 2 * len(twice) + 4)
    removed = draft.truth(gone)[0]
    beside = [
        paragraph for paragraph in draft.paragraphs() if paragraph.end == removed.start or paragraph.covers(removed)
    ]
    for span in reversed(beside):
        draft.put(span, "")
    assert isinstance(anchor([gone], prepare(old, draft.text)), Orphan)


@LEISURELY
@given(DICE, st.integers(12, 60))
@example(random.Random(102), 12)
def test_of_two_copies_at_most_one_is_found_in_the_one_that_is_left(dice: random.Random, length: int) -> None:
    """One copy goes with what stood between both. Nobody can tell which: the result is the same for either."""
    before, between, after, caption = (sentence(dice) for _ in range(4))
    caption = caption[:length].strip()
    assume(not any(caption in other for other in (before, between, after)))
    lines = [before, caption, between, caption, after]
    old, new = "\n\n".join(lines), "\n\n".join([before, caption, after])
    copies = (Span(at, at + len(caption)) for at in (old.index(caption), old.rindex(caption)))
    revision = prepare(old, new)
    verdicts = [anchor([copy], revision) for copy in copies]
    only = Moved((Span(new.index(caption), new.index(caption) + len(caption)),))
    assert sum(isinstance(verdict, Orphan) for verdict in verdicts) >= 1
    assert all(verdict == only for verdict in verdicts if not isinstance(verdict, Orphan))


@LEISURELY
@given(DICE, st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_anchoring_again_where_it_was_found_changes_nothing(dice: random.Random, edits: list[Edit]) -> None:
    old, draft, span = edited(edits, dice)
    verdict = anchor([span], prepare(old, draft.text))
    assert anchor([span], prepare(old, draft.text)) == verdict
    if isinstance(verdict, Moved | Changed):
        assert anchor(verdict.spans, prepare(draft.text, draft.text)) == Exact(verdict.spans)
        # One more edit, far away: what was found is carried along as it is.
        later = f"{draft.text}\n\nPublié hier, mis à jour ce matin."
        assert anchor(verdict.spans, prepare(draft.text, later)) == Moved(verdict.spans)
