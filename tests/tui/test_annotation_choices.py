"""The picker of annotations: what stands in a row, and how a row is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.annotation.model import Annotation
from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.search.annotation_index import AnnotationIndex, name_of_annotation
from reader.text.span import Span
from reader.tui.actions import annotation_choices
from reader.tui.actions.annotation_choices import AnnotationChoices
from reader.tui.dialog.choices import Choice, Growing

TITLES = {"port": "Le port rouvre.", "ete": "L’été"}
Find = Callable[[str], list[Choice]]


@pytest.fixture
def noted(workspace: Workspace) -> Annotation:
    return annotate(workspace, "port", [Span(0, 15)], ["mer", "quai"], "À revoir.")


@pytest.fixture
def choices(workspace: Workspace, noted: Annotation) -> AnnotationChoices:
    annotate(workspace, "port", [Span(16, 40)], ["mer"])
    annotate(workspace, "ete", [Span(0, 8)])
    choices = AnnotationChoices(AnnotationIndex(workspace), workspace.codebook, TITLES)
    assert not list(choices.load())
    return choices


def found(choices: AnnotationChoices, words: str) -> list[Choice]:
    answer = choices(words)
    assert not isinstance(answer, Growing)
    return list(answer)


def shown_lit(choice: Choice) -> list[str]:
    lit = choice.lit() if callable(choice.lit) else choice.lit
    return [span.of(choice.label) for span in lit]


def test_quote_tags_and_article_stand_in_columns_of_their_own(choices: AnnotationChoices, noted: Annotation) -> None:
    (choice,) = (each for each in found(choices, "") if each.id == name_of_annotation(noted))
    assert choice.label == noted.quote
    assert choice.beside[0] == "#mer #quai"
    assert callable(choice.preview)
    assert choice.preview() == f"{noted.quote}\n✎ À revoir.\n#mer #quai\nLe port rouvre."


def test_an_article_is_named_once_for_the_rows_that_follow_each_other(
    workspace: Workspace, choices: AnnotationChoices
) -> None:
    assert sorted(filter(None, (each.beside[1] for each in found(choices, "")))) == sorted(TITLES.values())
    of_one = AnnotationChoices(AnnotationIndex(workspace, "mer"), workspace.codebook, TITLES)
    list(of_one.load())
    assert [each.beside[1] for each in found(of_one, "")] == ["", ""]


@pytest.mark.parametrize(("words", "count"), [("#quai", 1), ("mer", 2), ("rouvre", 2), ("nulle part", 0)])
def test_words_tags_and_article_find_a_row(choices: AnnotationChoices, words: str, count: int) -> None:
    assert len(found(choices, words)) == count


def test_a_note_finds_its_passage_and_stands_in_its_row(choices: AnnotationChoices, noted: Annotation) -> None:
    (choice,) = found(choices, "revoir")
    assert (choice.id, choice.label) == (name_of_annotation(noted), "✎ À revoir.")
    assert shown_lit(choice) == ["revoir"]
    assert found(choices, "rouvre")[0].label == noted.quote


def test_many_annotations_are_looked_through_in_a_thread(
    choices: AnnotationChoices, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(choices, "mer")
    monkeypatch.setattr(annotation_choices, "AT_ONCE", 2)
    answer = choices("mer")
    assert isinstance(answer, Growing)
    assert not answer.now
    assert [[choice.id for choice in make()] for make in answer.later][-1] == [choice.id for choice in whole]


def test_a_long_passage_is_shown_from_a_little_before_what_was_typed(workspace: Workspace) -> None:
    text = "Le vent tombe sur la rade au petit matin et les grutiers attendent une réponse."
    (workspace.root / "seeds" / "rade.txt").write_text(f"{text}\n", encoding="utf-8")
    workspace.articles()
    annotate(workspace, "rade", [Span(0, len(text))])
    choices = AnnotationChoices(AnnotationIndex(workspace), workspace.codebook, TITLES)
    list(choices.load())
    (choice,) = found(choices, "grutier repon")
    assert choice.label == "…petit matin et les grutiers attendent une réponse."
    assert shown_lit(choice) == ["grutier", "répon"]
    assert found(choices, "vent")[0].label == text
