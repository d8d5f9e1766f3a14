"""Backups brought back, as one edit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.annotation.memo import Subject
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook.memo_edits import journal, memo, write_entry, write_memo
from reader.session.library.merge_rules import MEANWHILE
from reader.session.upkeep.restore import restore
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles


def test_a_backup_is_restored_and_the_restoring_taken_back(root: Path) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)], ["mer/quai"], "une note")
    workspace.store.close()
    (day,) = workspace.store.backups()
    workspace = open_with_articles(root)
    (annotation,) = annotations_in(workspace)
    delete(workspace, annotation)
    annotate(workspace, "port", [Span(16, 30)], ["autre"])
    assert restore(workspace, day) == 3
    assert [(found.note, workspace.codebook.paths(found.tags)) for found in annotations_in(workspace)] == [
        ("une note", ("mer/quai",))
    ]
    assert restore(workspace, day) == 0
    undo(workspace)
    assert [workspace.codebook.paths(found.tags) for found in annotations_in(workspace)] == [("autre",)]


def test_a_day_without_a_backup_is_reported(root: Path) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)])
    with pytest.raises(Problem):
        restore(workspace, date(1999, 1, 1))


def test_two_windows_that_write_one_note_keep_both_texts(root: Path) -> None:
    here, there = open_with_articles(root), open_with_articles(root)
    annotate(here, "port", [Span(0, 15)], (), "avant")
    there.store.refresh()
    (mine,), (theirs,) = annotations_in(here), annotations_in(there)
    change(there, theirs, note="d’elle")
    here.store.refresh()
    change(here, mine, note="de lui")
    (both,) = annotations_in(here)
    assert both.note == f"de lui\n\n{MEANWHILE}\nd’elle"
    undo(here)
    assert annotations_in(here)[0].note == "d’elle"


def test_a_note_that_was_seen_is_simply_replaced(root: Path) -> None:
    workspace = open_with_articles(root)
    annotate(workspace, "port", [Span(0, 15)], (), "avant")
    (annotation,) = annotations_in(workspace)
    assert change(workspace, annotation, note="après").note == "après"
    (annotation,) = annotations_in(workspace)
    assert change(workspace, annotation, note="").note == ""


def test_memos_and_whatever_else_the_library_holds_come_back_as_they_were(root: Path) -> None:
    workspace = open_with_articles(root)
    write_memo(workspace, "avant", Subject.LIBRARY)
    annotate(workspace, "port", [Span(0, 15)])
    workspace.store.close()
    (day,) = workspace.store.backups()
    workspace = open_with_articles(root)
    write_memo(workspace, "après", Subject.LIBRARY)
    write_entry(workspace, "un jour")
    assert restore(workspace, day) == 2
    assert memo(workspace, Subject.LIBRARY).text == "avant"
    assert journal(workspace) == []
    assert restore(workspace, day) == 0
