"""Annotations are taken in part by part, and follow what changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.annotation.model import Annotation
from reader.search.jump_parts import whole
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import rename
from reader.session.library.workspace import Workspace
from reader.session.search import annotation_index
from reader.session.search.annotation_index import AnnotationIndex, name_of_annotation
from reader.text.span import Span

TITLES = {"port": "Le port rouvre.", "ete": "L’été"}


@pytest.fixture
def made(workspace: Workspace) -> list[Annotation]:
    return [
        annotate(workspace, "port", [Span(0, 15)], ["mer/quai"], "À revoir."),
        annotate(workspace, "port", [Span(16, 40)], ["mer"]),
        annotate(workspace, "ete", [Span(0, 8)], ["été"]),
    ]


def loaded(workspace: Workspace, tag: str = "") -> AnnotationIndex:
    index = AnnotationIndex(workspace, tag)
    load(index)
    return index


def load(index: AnnotationIndex) -> list[int]:
    return list(index.load(TITLES))


def found(index: AnnotationIndex, words: str) -> list[str]:
    return [match.id for match in whole(index.best(words))]


def test_quote_note_tags_and_title_find(workspace: Workspace, made: list[Annotation]) -> None:
    index = loaded(workspace)
    first, second, third = map(name_of_annotation, made)
    assert found(index, "revoir") == [first] == found(index, "quai")
    assert found(index, "grutier") == [second]
    assert sorted(found(index, "mer")) == sorted([first, second])
    assert found(index, "ete")[0] == third
    assert index.annotation(first) == made[0]


def test_what_was_changed_made_or_deleted_is_taken_in_alone(
    workspace: Workspace, made: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = loaded(workspace)
    read: list[str] = []

    def noted(workspace: Workspace, article: str) -> list[Annotation]:
        read.append(article)
        return annotations_in(workspace, article)

    monkeypatch.setattr(annotation_index, "FIRST", 0)  # a part of a few is not read again with others
    monkeypatch.setattr(annotation_index, "annotations_in", noted)
    change(workspace, made[2], note="Un phare.")
    assert found(index, "phare") == []
    assert load(index) == [0]
    assert (found(index, "phare"), read) == ([name_of_annotation(made[2])], ["ete"])
    delete(workspace, made[2])
    assert index.annotation(name_of_annotation(made[2])) is None
    load(index)
    assert (found(index, "phare"), read) == ([], ["ete", "ete"])
    assert load(index) == []


def test_a_tag_is_found_by_its_new_name(workspace: Workspace, made: list[Annotation]) -> None:
    index = loaded(workspace)
    rename(workspace, "mer", "océan")
    load(index)
    assert sorted(found(index, "ocean")) == sorted(map(name_of_annotation, made[:2]))
    assert found(index, "#mer") == []


def test_only_the_passages_of_a_tag_and_those_below_it(workspace: Workspace, made: list[Annotation]) -> None:
    assert sorted(found(loaded(workspace, "mer"), "")) == sorted(map(name_of_annotation, made[:2]))
    assert found(loaded(workspace, "mer/quai"), "") == [name_of_annotation(made[0])]
    assert found(loaded(workspace, "me"), "") == []


def test_what_was_read_stays_when_reading_is_given_up(
    workspace: Workspace, made: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotation_index, "FIRST", 1)
    monkeypatch.setattr(annotation_index, "PART", 1)
    index = AnnotationIndex(workspace)
    steps: Iterator[int] = index.load(TITLES, ["port"])
    assert next(steps) == 1
    del steps  # it was left
    assert (index.size, index.left) == (2, 1)
    assert sorted(found(index, "")) == sorted(map(name_of_annotation, made[:2]))
    assert load(index) == [0]
    assert index.size == 3
