"""The picker of annotations: what stands in a row, and how a row is found."""

from __future__ import annotations

import pytest

from reader.annotation.model import Annotation
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.actions.annotation_choices import AnnotationChoices

TITLES = {"port": "Le port rouvre.", "ete": "L’été"}


@pytest.fixture
def coded(workspace: Workspace) -> list[Annotation]:
    annotate(workspace, "port", [Span(0, 15)], ["mer", "quai"], "À revoir.")
    annotate(workspace, "port", [Span(16, 40)], ["mer"])
    annotate(workspace, "ete", [Span(0, 8)])
    return annotations_in(workspace)


def test_quote_tags_and_article_stand_in_columns_of_their_own(workspace: Workspace, coded: list[Annotation]) -> None:
    first = next(each for each in coded if each.note)
    choices = AnnotationChoices(coded, workspace.codebook, TITLES)
    (choice,) = (each for each in choices("") if each.id == first.id)
    assert choice.label == first.quote
    assert choice.beside[0] == "#mer #quai"
    assert choice.preview == f"{first.quote}\n✎ À revoir.\n#mer #quai\nLe port rouvre."


def test_an_article_is_named_once_for_the_rows_that_follow_each_other(
    workspace: Workspace, coded: list[Annotation]
) -> None:
    shown = [each.beside[1] for each in AnnotationChoices(coded, workspace.codebook, TITLES)("")]
    assert sorted(filter(None, shown)) == sorted(TITLES.values())
    of_one = [each for each in coded if each.article == "port"]
    assert not any(each.beside[1] for each in AnnotationChoices(of_one, workspace.codebook, TITLES)(""))


@pytest.mark.parametrize(("words", "count"), [("#quai", 1), ("mer", 2), ("rouvre", 2), ("nulle part", 0)])
def test_words_tags_and_article_find_a_row(
    workspace: Workspace, coded: list[Annotation], words: str, count: int
) -> None:
    assert len(AnnotationChoices(coded, workspace.codebook, TITLES)(words)) == count
