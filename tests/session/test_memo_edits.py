"""Memos and the journal."""

from __future__ import annotations

import pytest

from reader.annotation.memo import JournalEntry, Memo, Subject
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import memo_edits, tag_edits
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.problem import Problem

TITLE = "Le port rouvre. Les grutiers reviennent."


def all_memos(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(memo.subject.value, memo_edits.named(workspace, memo), memo.text) for memo in memo_edits.memos(workspace)]


def test_a_memo_follows_what_it_is_about(workspace: Workspace) -> None:
    tag_edits.new_tag(workspace, "mer/eau")
    for subject, about in ((Subject.ARTICLE, "por"), (Subject.TAG, "MER/eau"), (Subject.LIBRARY, "")):
        assert memo_edits.memo(workspace, subject, about).text == ""
        assert memo_edits.write_memo(workspace, "Une idée.\n", subject, about).text == "Une idée."
        assert memo_edits.memo(workspace, subject, about).text == "Une idée."
    tag_edits.rename(workspace, "mer", "océan")
    every = [("library", "", "Une idée."), ("tag", "océan/eau", "Une idée."), ("article", TITLE, "Une idée.")]
    assert all_memos(workspace) == every
    tag_edits.new_tag(workspace, "x")
    tag_edits.merge(workspace, ["océan/eau"], "x")
    assert memo_edits.memo(workspace, Subject.TAG, "x").text == ""
    assert all_memos(workspace) == every, "nothing that was written is lost from sight"


def test_every_writing_is_one_step_back(workspace: Workspace) -> None:
    tag_edits.new_tag(workspace, "mer/eau")
    before = workspace.store.records(LIBRARY, "tags"), all_memos(workspace)
    memo_edits.write_memo(workspace, "Sur le parent.", Subject.TAG, "mer")
    assert workspace.codebook.at("mer"), "a memo makes the parent a tag"
    undo(workspace)
    assert (workspace.store.records(LIBRARY, "tags"), all_memos(workspace)) == before
    redo(workspace)
    memo_edits.write_memo(workspace, "", Subject.TAG, "mer")
    assert all_memos(workspace) == []
    undo(workspace)
    assert all_memos(workspace) == [("tag", "mer", "Sur le parent.")]


def test_the_memo_on_a_tag_that_is_gone_is_not_that_of_another_of_its_name(workspace: Workspace) -> None:
    tag_edits.new_tag(workspace, "mer")
    memo_edits.write_memo(workspace, "Ancien.", Subject.TAG, "mer")
    tag_edits.delete_tag(workspace, "mer")
    (old,) = memo_edits.memos(workspace)
    assert memo_edits.gone(workspace, old) == "deleted"
    tag_edits.new_tag(workspace, "mer")
    new = memo_edits.write_memo(workspace, "Nouveau.", Subject.TAG, "mer")
    assert memo_edits.gone(workspace, new) == ""
    memo_edits.rewrite_memo(workspace, old, "Revu.")
    assert memo_edits.memo(workspace, Subject.TAG, "mer").text == "Nouveau."
    assert sorted(text for _, _, text in all_memos(workspace)) == ["Nouveau.", "Revu."]
    memo_edits.rewrite_memo(workspace, old, "")
    assert all_memos(workspace) == [("tag", "mer", "Nouveau.")]
    undo(workspace)
    undo(workspace)
    assert sorted(text for _, _, text in all_memos(workspace)) == ["Ancien.", "Nouveau."]
    tag_edits.new_tag(workspace, "x")
    tag_edits.merge(workspace, ["mer"], "x")
    assert [memo_edits.gone(workspace, memo) for memo in (new, old)] == ["merged into x", "deleted"]


def test_the_same_words_again_are_not_a_change(workspace: Workspace) -> None:
    memo_edits.write_memo(workspace, "a", Subject.LIBRARY)
    made = memo_edits.write_entry(workspace, "b", "2024-05-31")
    assert made
    entries = len(workspace.history().entries)
    memo_edits.write_memo(workspace, "a", Subject.LIBRARY)
    memo_edits.write_entry(workspace, "b", id_=made.id)
    assert len(workspace.history().entries) == entries


def test_the_journal_is_by_day(workspace: Workspace) -> None:
    today = memo_edits.write_entry(workspace, "Aujourd’hui.")
    first = memo_edits.write_entry(workspace, "Avant.", "1999-12-31")
    assert today
    assert first
    assert today.date == "2023-11-14" or today.date == "2023-11-15"
    assert [entry.text for entry in memo_edits.journal(workspace)] == ["Avant.", "Aujourd’hui."]
    changed = memo_edits.write_entry(workspace, "Après.", "2099-01-01", first.id)
    assert changed
    assert changed.created == first.created
    assert [entry.text for entry in memo_edits.journal(workspace)] == ["Aujourd’hui.", "Après."]
    assert memo_edits.write_entry(workspace, "", id_=first.id) is None
    assert [entry.text for entry in memo_edits.journal(workspace)] == ["Aujourd’hui."]
    undo(workspace)
    undo(workspace)
    assert memo_edits.journal(workspace) == [first, today]


@pytest.mark.parametrize(
    ("text", "date", "id_"),
    [
        ("", "", ""),
        (" \n", "", ""),
        ("x", "2024-02-31", ""),
        ("x", "2024-05", ""),
        ("x", "", "none"),
        ("x", "31/5/2024", ""),
    ],
)
def test_what_is_not_an_entry_is_refused(text: str, date: str, id_: str, workspace: Workspace) -> None:
    with pytest.raises(Problem):
        memo_edits.write_entry(workspace, text, date, id_)
    assert memo_edits.journal(workspace) == []
    assert workspace.history().entries == []


def test_a_memo_about_nothing_there_is_is_refused(workspace: Workspace) -> None:
    for subject in (Subject.TAG, Subject.ARTICLE):
        with pytest.raises(Problem):
            memo_edits.write_memo(workspace, "x", subject, "rien")
    assert workspace.history().entries == []


def test_records_come_back_whole() -> None:
    memo = {
        "id": "tag:a",
        "subject": "tag",
        "about": "a",
        "text": "t",
        "coder": "c",
        "created": 1,
        "modified": 2,
        "new": 3,
    }
    assert Memo.from_record(memo).to_record() == memo
    entry = {"id": "e", "date": "2024-05-31", "text": "t", "coder": "c", "created": 1, "modified": 2, "new": 3}
    assert JournalEntry.from_record(entry).to_record() == entry


@pytest.mark.parametrize("text", ["un\r\ndeux\r\n", "un\rdeux\r", "un\ndeux\n"])
def test_line_ends_of_other_systems_stay_line_ends(workspace: Workspace, text: str) -> None:
    tag_edits.new_tag(workspace, "mer")
    memo = memo_edits.write_memo(workspace, text, Subject.TAG, "mer")
    entry = memo_edits.write_entry(workspace, text)
    assert entry
    assert (memo.text, entry.text) == ("un\ndeux", "un\ndeux")
    assert tag_edits.describe_tag(workspace, "mer", {"definition": text.strip()}).definition == "un\ndeux"
