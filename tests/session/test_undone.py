"""What an undo or a redo was about: the edit as it was called, its annotation and its place."""

from __future__ import annotations

from reader.session.annotations.annotate import annotate
from reader.session.annotations.undo import redo, undo
from reader.session.annotations.undone import change_of
from reader.session.codebook import tag_edits
from reader.session.library.titles import title_of
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.service.names import changed_line


def test_an_undo_and_its_redo_name_the_same_edit_annotation_and_place(workspace: Workspace) -> None:
    made = annotate(workspace, "port", [Span(3, 7)])
    for again in (undo, redo, undo, redo):
        change = change_of(workspace, again(workspace))
        assert (change.what, change.article, change.span) == ("highlight", "port", Span(3, 7))
        assert change.annotation is not None
        assert change.annotation.id == made.id


def test_an_edit_of_a_tag_alone_has_no_place(workspace: Workspace) -> None:
    tag_edits.new_tag(workspace, "mer")
    change = change_of(workspace, undo(workspace))
    assert (change.annotation, change.span) == (None, None)


def test_an_article_that_is_gone_is_named_by_its_id(workspace: Workspace) -> None:
    assert title_of(workspace, "nowhere") == "nowhere"
    assert title_of(workspace, "port") == workspace.article("port").title


def test_a_tag_that_is_taken_back_with_its_highlight_is_named_by_its_path(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(3, 7)], ["quai/écluse"])
    change = change_of(workspace, undo(workspace))
    assert workspace.codebook.at("quai/écluse") is None
    assert "#quai/écluse" in changed_line(workspace.codebook, change)
