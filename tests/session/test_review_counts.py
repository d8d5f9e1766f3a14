"""What waits is counted right, and worked out once."""

from __future__ import annotations

import pytest

from reader.annotation import revision
from reader.annotation.revision import Revision
from reader.session.annotations import review
from reader.session.annotations.annotate import annotate, delete, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.review_counts import count
from reader.session.annotations.undo import undo
from reader.session.library.catalogue import Catalogue
from reader.session.library.texts import ArticleTexts
from reader.session.library.workspace import Workspace

GONE, KEPT = "Rien ne presse.", "Les grutiers reviennent."


def reopened(workspace: Workspace) -> Workspace:
    catalogue = Catalogue(workspace.root, workspace.root / "seeds", workspace.root / "catalogue.json")
    return Workspace(workspace.root, catalogue, workspace.store, "Ada", workspace.clock, workspace.new_id)


@pytest.fixture
def edited(workspace: Workspace) -> Workspace:
    for quote in (GONE, KEPT):
        annotate(workspace, "port", [place_of(workspace, "port", quote)])
    annotate(workspace, "ete", [place_of(workspace, "ete", "La mer dort.")])
    text = workspace.text("port")
    (workspace.root / "seeds" / "port.txt").write_text(f"Neuf. {text.replace(GONE, 'Fin.')}", encoding="utf-8")
    workspace.texts.reread("port")
    return workspace


def test_a_changed_text_is_compared_once_and_others_are_not_even_read(
    edited: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count(reopened(edited)) == {"port": 1}

    def refuse(*_given: object) -> Revision:
        raise AssertionError("nothing is to be compared or read")

    monkeypatch.setattr(revision, "prepare", refuse)
    monkeypatch.setattr(ArticleTexts, "reading", refuse)
    assert count(reopened(edited)) == {"port": 1}


def test_the_count_follows_every_decision_and_edit(edited: Workspace) -> None:
    assert count(edited) == {"port": 1}
    lost = review.waiting(edited)[0].annotation
    review.orphan(edited, lost.id)
    assert count(edited) == {}
    undo(edited)
    assert count(edited) == {"port": 1}
    delete(edited, lost)
    assert count(edited) == {}
    undo(edited)
    (edited.root / "seeds" / "port.txt").write_text("Tout autre chose.", encoding="utf-8")
    edited.texts.reread("port")
    assert count(edited) == {"port": 2}
    assert len(annotations_in(edited)) == 3


def test_one_line_tells_what_moved_and_what_waits(edited: Workspace) -> None:
    line = "The text has changed. Moved along: 1. Waiting for your word (scolie review): 1."
    assert review.text_change_line(edited, "port", "scolie review") == line
    assert review.text_change_line(edited, "ete", "scolie review") == ""
    review.orphan(edited, review.waiting(edited)[0].annotation.id)
    assert review.text_change_line(edited, "port", "scolie review") == "The text has changed. Moved along: 1."
