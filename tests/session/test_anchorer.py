"""What becomes of highlights while the text of their article is edited: looking at them decides nothing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.session.annotations import review
from reader.session.annotations.annotate import annotate, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.review_counts import count
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, excerpts
from tests.annotation.edits import DICE, EDITS, Draft, Edit, article, passage

SELDOM = settings(deadline=None, max_examples=15)


def opened(root: Path, text: str | None = None) -> Workspace:
    if text is not None:
        (root / "seeds").mkdir(exist_ok=True)
        (root / "seeds" / "port.txt").write_text(text, encoding="utf-8")
    workspace = open_library(root)
    workspace.articles()
    return workspace


@SELDOM
@given(DICE, st.lists(st.sampled_from(EDITS), min_size=1, max_size=3))
def test_undoing_an_edit_of_the_text_brings_every_anchor_back(dice: random.Random, edits: list[Edit]) -> None:
    draft = Draft(article(dice))
    before = draft.text
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        workspace = opened(root, before)
        for _ in range(4):
            annotate(workspace, "port", [passage(draft, dice)], ["mer"])
        marked, kept = annotations_in(workspace), workspace.store.records("port", "annotations")
        workspace.store.close()
        for edit in edits:
            edit(draft, dice)
        edited = opened(root, draft.text)
        annotations = annotations_in(edited)
        assert {annotation.id for annotation in annotations} == {annotation.id for annotation in marked}
        assert annotations_in(edited) == annotations == annotations_in(opened(root))
        assert edited.store.records("port", "annotations") == kept
        edited.store.close()
        again = annotations_in(opened(root, before))
        assert again == marked
        assert all(
            annotation.state is State.ANCHORED and annotation.quote == annotation.spans[0].of(before)
            for annotation in again
        )


@pytest.mark.parametrize(("quote", "now"), [("un pécheur", "un pêcheur"), ("x ≠ y", "x = y"), ("le maïs", "le mais")])
def test_a_passage_with_other_letters_waits_and_is_cited_as_it_was_marked(quote: str, now: str, tmp_path: Path) -> None:
    text = f"Il a écrit ceci : {quote}, puis il est parti sans un mot.\n"
    workspace = opened(tmp_path, text)
    made = annotate(workspace, "port", [place_of(workspace, "port", quote)])
    workspace.store.close()
    edited = opened(tmp_path, text.replace(quote, now))
    (changed,) = annotations_in(edited)
    assert changed.state is State.CHANGED
    assert count(edited) == {"port": 1}
    ((_, excerpt),) = excerpts(edited, [changed], Citing())
    assert quote in excerpt.quote
    accepted = review.accept(edited, made.id)
    assert (accepted.state, accepted.quote) == (State.ANCHORED, now)
