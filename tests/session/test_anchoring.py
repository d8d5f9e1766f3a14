"""What becomes of highlights while the text of their article is edited: looking at them decides nothing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.session.annotating import annotate, annotations_in
from reader.session.opening import open_library
from reader.session.workspace import Workspace
from tests.annotation.edits import EDITS, Draft, Edit, article
from tests.annotation.test_publishing import DICE, passage

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
        found = annotations_in(edited)
        assert {one.id for one in found} == {one.id for one in marked}
        assert annotations_in(edited) == found == annotations_in(opened(root))
        assert edited.store.records("port", "annotations") == kept
        edited.store.close()
        again = annotations_in(opened(root, before))
        assert again == marked
        assert all(one.state is State.ANCHORED and one.quote == one.spans[0].of(before) for one in again)
