"""The journal: its rows, the text under the cursor, and what is written, written anew and deleted."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reader.annotation.memo import Subject
from reader.session.codebook import memo_edits
from reader.text.problem import Problem
from reader.tui.actions.writing import UNCHANGED
from reader.tui.dialog.note import Written
from reader.tui.screen.journal_entries import LIBRARY_MEMO, NEW, JournalEntries
from tests.tui.screens.fakes import FakeText, Stand


@pytest.fixture
def text() -> FakeText:
    return FakeText()


@pytest.fixture
def journal(stand: Stand, text: FakeText) -> JournalEntries:
    memo_edits.write_memo(stand.workspace, "Voir le port.", Subject.TAG, "mer")
    memo_edits.write_entry(stand.workspace, "Hier.", "2026-01-01")
    memo_edits.write_entry(stand.workspace, "Demain.\nEt après.", "2026-01-02")
    journal = JournalEntries(stand.services, stand.shell, cast(Any, stand.list), cast(Any, text), cast(Any, text))
    journal.begin()
    stand.host.finish()
    return journal


def titles(stand: Stand) -> list[str]:
    return [row.cells[0] for row in stand.list.rows]


def test_the_memo_on_the_library_comes_first_then_the_newest_day(stand: Stand, journal: JournalEntries) -> None:
    assert titles(stand) == [
        "Memo on the library · nothing yet",
        "2026-01-02 · Demain. Et après.",
        "2026-01-01 · Hier.",
        "Memo on tag mer · Voir le port.",
    ]
    assert stand.list.ids[0] == LIBRARY_MEMO
    assert journal.title().facts[1:] == ("2 entries", "1 memo")


def test_the_text_under_the_cursor_is_shown_as_it_was_written(
    stand: Stand, journal: JournalEntries, text: FakeText
) -> None:
    assert "n writes an entry of today" in text.plain, "what is not written yet says what it is for"
    journal.commands()["list.down"]()
    assert text.plain == "Demain.\nEt après."


def test_a_memo_on_a_tag_that_is_gone_says_so(stand: Stand, journal: JournalEntries) -> None:
    from reader.session.codebook import tag_edits

    tag_edits.delete_tag(stand.workspace, "mer")
    journal.reload()
    stand.host.finish()
    (title,) = [title for title in titles(stand) if "Voir le port." in title]
    assert title != "Memo on tag mer · Voir le port."
    assert title.startswith("Memo on tag mer (")


def test_an_entry_is_kept_under_today(stand: Stand, journal: JournalEntries) -> None:
    journal.write_entry()
    stand.answer(Written("Aujourd’hui.", kept=True))
    entry = next(each for each in memo_edits.journal(stand.workspace) if each.text == "Aujourd’hui.")
    assert stand.host.messages == [f"Entry of {entry.date} kept"]
    assert f"{entry.date} · Aujourd’hui." in titles(stand)


def test_what_is_not_kept_stays_as_a_draft(stand: Stand, journal: JournalEntries) -> None:
    journal.write_entry()
    stand.answer(Written("À moitié", kept=False))
    assert len(memo_edits.journal(stand.workspace)) == 2
    assert stand.state.places.of("_library").drafts == {NEW: "À moitié"}
    journal.write_entry()
    assert stand.answer(None).text == "À moitié"


@pytest.mark.parametrize(("row", "before"), [(2, "Hier."), (3, "Voir le port.")])
def test_the_text_under_the_cursor_is_written_anew(
    stand: Stand, journal: JournalEntries, row: int, before: str
) -> None:
    stand.list.to(row)
    journal.commands()["app.open"]()
    assert stand.answer(Written(f"{before} Mieux.", kept=True)).text == before
    assert titles(stand)[row].endswith(f"{before} Mieux.")
    assert stand.host.messages[0].startswith("Kept: ")
    journal.rewrite()
    stand.answer(Written(f"{before} Mieux.", kept=True))
    assert stand.host.messages[-1] == UNCHANGED


def test_the_memo_on_the_library_is_begun_from_its_row(stand: Stand, journal: JournalEntries) -> None:
    journal.rewrite()
    stand.answer(Written("De quoi il s’agit.", kept=True))
    assert memo_edits.memo(stand.workspace, Subject.LIBRARY).text == "De quoi il s’agit."
    assert titles(stand)[0] == "Memo on the library · De quoi il s’agit."


def test_what_somebody_else_wrote_meanwhile_is_not_replaced(stand: Stand, journal: JournalEntries) -> None:
    stand.list.to(3)
    journal.rewrite()
    memo_edits.write_memo(stand.workspace, "D’ailleurs.", Subject.TAG, "mer")
    stand.answer(Written("D’ici.", kept=True))
    assert [problem.title for problem in stand.host.problems] == ["It was changed elsewhere while you wrote."]
    assert memo_edits.memo(stand.workspace, Subject.TAG, "mer").text == "D’ailleurs."
    assert "D’ici." in stand.state.places.of("_library").drafts.values()


@pytest.mark.parametrize("row", [1, 3])
def test_deleting_can_be_taken_back(stand: Stand, journal: JournalEntries, row: int) -> None:
    before = titles(stand)
    stand.list.to(row)
    journal.commands()["journal.delete"]()
    stand.host.finish()
    assert titles(stand) == before[:row] + before[row + 1 :]
    assert stand.host.messages[0].startswith("Deleted: ")
    journal.commands()["edit.undo"]()
    stand.host.finish()
    assert titles(stand) == before


def test_where_nothing_is_written_nothing_is_deleted(stand: Stand, journal: JournalEntries) -> None:
    with pytest.raises(Problem, match="nothing to delete"):
        journal.delete()


def test_the_memo_on_an_article_goes_by_its_title(stand: Stand, journal: JournalEntries) -> None:
    memo_edits.write_memo(stand.workspace, "À relire.", Subject.ARTICLE, "ete")
    journal.reload()
    stand.host.finish()
    [row] = [row.cells[0] for row in stand.list.rows if "À relire." in row.cells[0]]
    assert "Un été" in row and "ete" not in row.split()
