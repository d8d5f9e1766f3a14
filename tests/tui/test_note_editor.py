"""The note editor: its keys, its answers, and outside text in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual import events
from textual.widgets import TextArea

from reader.tui.dialog.note import NoteEditor, Written
from tests.tui.showing import GUARDED, ROUGH, Stage, ask, seen


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        (["ctrl+s"], Written("Un fait.", kept=True)),
        ([*" Vu", "ctrl+s"], Written("Un fait. Vu", kept=True)),
        (["enter", "q", "escape"], Written("Un fait.\nq", kept=False)),
        (["x", "ctrl+o"], Written("Un fait.x", kept=False, external=True)),
    ],
)
async def test_keys(keys: Sequence[str], written: Written) -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, NoteEditor("Note", "Un fait."))
        await pilot.press(*[{" ": "space"}.get(key, key) for key in keys])
        await pilot.pause()
        assert answer.given == [written]


async def test_what_was_not_touched_stays_to_the_byte() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, NoteEditor(ROUGH, ROUGH))
        assert GUARDED in seen(pilot)
        assert "\x1b" not in seen(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert answer.given == [Written(ROUGH, kept=True)]


async def test_what_was_answered_is_no_longer_a_draft() -> None:
    drafts: list[str] = []
    async with Stage().run_test(size=(80, 20)) as pilot:
        editor = NoteEditor("Note", "Un fait.", drafts.append)
        answer = await ask(pilot, editor)
        page = editor.query_one(TextArea)
        await pilot.press("x", "ctrl+s")
        await pilot.pause()
        assert answer.given == [Written("Un fait.x", kept=True)]
        assert drafts == ["Un fait.x"]
        page.text = "late"  # the widgets are gone by now
        editor.painter.paint()
        assert editor.text == "late"
        assert drafts == ["Un fait.x"]


async def test_what_was_written_is_a_draft_when_a_key_quits() -> None:
    drafts: list[str] = []
    stage = Stage()
    async with stage.run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, NoteEditor("Note", "Un fait.", drafts.append))
        await pilot.press("Q", "ctrl+q")
        await pilot.pause()
        assert not stage.is_running
    assert (drafts, answer.given) == (["Un fait.Q"], [])


async def test_it_fits_a_low_terminal() -> None:
    async with Stage().run_test(size=(40, 12)) as pilot:
        await ask(pilot, NoteEditor("Note", "\n".join(map(str, range(30)))))
        assert "29" in seen(pilot)
        assert "Ctrl+s Keep" in seen(pilot)


async def test_a_paste_brings_no_control_character() -> None:
    async with Stage().run_test(size=(80, 20)) as pilot:
        answer = await ask(pilot, NoteEditor("Note", ""))
        pilot.app.post_message(events.Paste("un\x1b[2J\r\ndeux"))
        await pilot.pause()
        assert "\x1b" not in seen(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert answer.given == [Written("un␛[2J\ndeux", kept=True)]
