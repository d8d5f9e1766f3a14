"""The same passage in other versions: only the same words are tagged, in one step that undo takes back whole."""

from __future__ import annotations

import pytest

from reader.annotation.model import Annotation, Ink
from reader.library.article import Status
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.annotations.version_passages import Found, give_to_versions, passage_in
from reader.session.codebook.tag_edits import mark_done
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span

QUOTE = "« La digue a cédé mardi », dit le maire."
OPENING = "Le port de Sarzelec reste fermé après la tempête de la nuit. "
TEXTS = {
    "avis": f"{OPENING}{QUOTE} Les grues sont à l’arrêt.",
    "copie": f'Notre correspondant. {OPENING}"La digue a cédé mardi", dit le maire. Suite.',
    "autre": f"{OPENING}« La digue a cédé lundi », dit le maire. Les grues sont à l’arrêt.",
    "sans": f"{OPENING}Les grues sont à l’arrêt.",
}


@pytest.fixture
def annotation(workspace: Workspace) -> Annotation:
    for name, text in TEXTS.items():
        (workspace.root / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    workspace.articles()
    start = TEXTS["avis"].index(QUOTE)
    return annotate(workspace, "avis", [Span(start, start + len(QUOTE))], ["eau/digue"], note="à moi", ink=Ink.BLUE)


def tagged(workspace: Workspace, article: str) -> list[tuple[str, tuple[str, ...], str, Ink]]:
    paths = workspace.codebook.paths
    return [(each.quote, tuple(paths(each.tags)), each.note, each.ink) for each in annotations_in(workspace, article)]


def test_only_the_same_words_are_the_same(workspace: Workspace, annotation: Annotation) -> None:
    found = {name: passage_in(workspace, annotation, name) for name in ("copie", "autre", "sans")}
    assert found["copie"].found is Found.SAME and found["copie"].quote == '"La digue a cédé mardi", dit le maire.'
    assert found["autre"].found is Found.OTHER and "lundi" in found["autre"].quote
    assert found["sans"].found is not Found.SAME


def test_one_step_tags_all_and_undo_takes_all_back(workspace: Workspace, annotation: Annotation) -> None:
    (workspace.root / "seeds" / "double.txt").write_text(TEXTS["avis"] + " Fin.", "utf-8")
    workspace.articles()
    passages = [passage_in(workspace, annotation, name) for name in ("copie", "double")]
    assert give_to_versions(workspace, annotation, passages) == 2
    words = (("eau/digue",), "", Ink.BLUE)
    assert tagged(workspace, "copie") == [('"La digue a cédé mardi", dit le maire.', *words)]
    assert tagged(workspace, "double") == [(QUOTE, *words)]
    assert give_to_versions(workspace, annotation, passages) == 0, "it is there"
    undo(workspace)
    assert tagged(workspace, "copie") == tagged(workspace, "double") == []
    assert len(tagged(workspace, "avis")) == 1
    redo(workspace)
    assert len(tagged(workspace, "copie")) == len(tagged(workspace, "double")) == 1


def test_a_passage_that_is_highlighted_already_gets_the_tags_it_lacks(
    workspace: Workspace, annotation: Annotation
) -> None:
    passage = passage_in(workspace, annotation, "copie")
    annotate(workspace, "copie", passage.spans, ["vent"], note="là")
    assert give_to_versions(workspace, annotation, [passage]) == 1
    assert tagged(workspace, "copie") == [(passage.quote, ("vent", "eau/digue"), "là", Ink.YELLOW)]
    undo(workspace)
    assert tagged(workspace, "copie") == [(passage.quote, ("vent",), "là", Ink.YELLOW)]


def test_other_words_are_refused(workspace: Workspace, annotation: Annotation) -> None:
    with pytest.raises(Problem, match="words of a version differ"):
        give_to_versions(workspace, annotation, [passage_in(workspace, annotation, "autre")])
    assert tagged(workspace, "autre") == []


def test_versions_are_marked_as_read_in_one_step(workspace: Workspace, annotation: Annotation) -> None:
    others = [workspace.article(name) for name in ("copie", "autre")]
    assert mark_done(workspace, others) == 2
    assert [workspace.article(each.id).status for each in others] == [Status.DONE] * 2
    assert mark_done(workspace, others) == 0
    undo(workspace)
    assert [workspace.article(each.id).status for each in others] == [Status.UNREAD] * 2
    assert workspace.article("avis").status is Status.UNREAD


def test_a_version_that_has_changed_since_or_is_gone_is_left_out(workspace: Workspace, annotation: Annotation) -> None:
    (workspace.root / "seeds" / "double.txt").write_text(TEXTS["avis"] + " Fin.", "utf-8")
    workspace.articles()
    passages = [passage_in(workspace, annotation, name) for name in ("copie", "double")]
    file = workspace.root / "seeds" / "copie.txt"
    file.write_text("Un paragraphe nouveau, tout en haut. " + TEXTS["copie"], "utf-8")
    (workspace.root / "seeds" / "double.txt").unlink()
    workspace.articles()
    workspace.texts.reread("copie")
    assert give_to_versions(workspace, annotation, passages) == 0
    assert tagged(workspace, "copie") == tagged(workspace, "double") == []
