"""What is written of a tag: colour, key, definition, memo."""

from __future__ import annotations

import pytest

from reader.annotation.memo import Subject
from reader.session.codebook import memo_edits, tag_edits
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, press
from tests.tui.codebook_pilot import codebook_screen, open_codebook, tag_fields
from tests.tui.showing import seen


async def test_the_square_has_the_colour(coded: Workspace) -> None:
    tag_edits.describe_tag(coded, "mer", {"color": "blue"})
    async with ScolieApp(coded).run_test(size=(120, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "j")  # under the cursor, a colour is made readable on its fill
        y = next(number for number, row in enumerate(codebook_screen(pilot).tags.rows) if row.id == "mer")
        square = next(tag for tag in codebook_screen(pilot).tags.render_line(y) if tag.text == "■")
        assert square.style
        assert square.style.color
        assert square.style.color.name == "#2176ff"


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        (["c", "b"], {"color": "blue"}),
        (["c", "h", *"#12ab9f", "enter"], {"color": "#12ab9f"}),
        (["comma", "m"], {"key": "m"}),
        (["e", "d", *"Vague", "ctrl+s"], {"definition": "Vague"}),
        (["e", "i", *"Vague", "ctrl+s"], {"inclusion": "Vague"}),
        (["e", "x", *"Vague", "ctrl+s"], {"exclusion": "Vague"}),
        (["e", "e", *"Vague", "ctrl+s"], {"example": "Vague"}),
    ],
)
async def test_each_field_of_a_tag_is_written_by_its_key_and_taken_back(
    coded: Workspace, keys: list[str], after: dict[str, str]
) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, *keys)
        assert tag_fields(coded, "mer") == after
        assert "u to undo" in messages(pilot)
        assert next(iter(after.values())) in seen(pilot)
        await press(pilot, "u")
        assert tag_fields(coded, "mer") == {}


async def test_a_key_is_freed_by_the_same_keys_and_never_taken_from_another(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "comma")
        assert "a letter for this tag" in seen(pilot)
        await press(pilot, "m", "j", "comma", "m")
        assert "stands for another tag" in messages(pilot)
        assert tag_fields(coded, "mer/quai") == {}
        await press(pilot, "k", "comma", "m")
        assert tag_fields(coded, "mer") == {}


async def test_a_colour_is_taken_away(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "c", "g", "c", "n")
        assert tag_fields(coded, "mer") == {}


async def test_a_memo_and_its_draft(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(120, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "a", *"Voir", "escape")
        assert memo_edits.memos(coded) == []
        await press(pilot, "a", "ctrl+s")
        assert memo_edits.memo(coded, Subject.TAG, "mer").text == "Voir"
        assert "Memo: Voir" in seen(pilot)
        await press(pilot, "u")
        assert memo_edits.memos(coded) == []


@pytest.mark.parametrize("keys", [["e", "d"], ["a"]])
async def test_what_is_written_elsewhere_meanwhile_is_not_replaced_unseen(coded: Workspace, keys: list[str]) -> None:
    def elsewhere() -> None:
        tag_edits.describe_tag(coded, "mer", {"definition": "D’ailleurs."})
        memo_edits.write_memo(coded, "D’ailleurs.", Subject.TAG, "mer")

    def kept() -> str:
        return (
            tag_fields(coded, "mer")["definition"] if "d" in keys else memo_edits.memo(coded, Subject.TAG, "mer").text
        )

    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, *keys, *"Ici")
        elsewhere()
        await press(pilot, "ctrl+s")
        assert "changed elsewhere while you wrote. D’ailleurs." in messages(pilot)
        assert kept() == "D’ailleurs."
        await press(pilot, *keys)
        assert "Ici" in seen(pilot)
        await press(pilot, "ctrl+s")
        assert kept() == "Ici"


async def test_a_tag_renamed_while_one_writes_of_it_is_still_that_tag(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "e", "d", *"Eau")
        tag_edits.rename(coded, "mer", "eaux")
        await press(pilot, "ctrl+s")
        assert tag_fields(coded, "eaux") == {"definition": "Eau"}


SAME = {
    "move": ["m", "enter"],
    "colour": ["c", "b"],
    "definition": ["e", "d", "ctrl+s"],
    "memo": ["a", "ctrl+s"],
}


@pytest.mark.parametrize("name", SAME)
async def test_what_changes_nothing_is_not_reported_as_taken_back(coded: Workspace, name: str) -> None:
    tag_edits.describe_tag(coded, "mer", {"color": "blue", "definition": "Eau."})
    memo_edits.write_memo(coded, "Voir.", Subject.TAG, "mer")
    before = len(coded.history().entries)
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, *SAME[name])
        assert "Nothing was changed." in messages(pilot)
        assert "to undo" not in messages(pilot)
        assert len(coded.history().entries) == before
