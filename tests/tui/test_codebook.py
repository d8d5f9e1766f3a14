"""The codebook on the screen: every operation by key, each taken back by one."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.annotation.codebook import Tag
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.codebook.screen import CodebookScreen
from reader.tui.screen.excerpts import ExcerptsScreen
from tests.tui.app_pilot import messages, paste, press, settled
from tests.tui.codebook_pilot import BEFORE, codebook_screen, counts, open_codebook, tag_paths
from tests.tui.showing import GUARDED, ROUGH, seen


async def test_the_tree_shows_counts_and_the_description_of_the_tag_under_the_cursor(coded: Workspace) -> None:
    tag_edits.describe_tag(coded, "mer", {"color": "blue", "key": "m", "definition": "Tout ce qui flotte."})
    async with ScolieApp(coded).run_test(size=(120, 30)) as pilot:
        await open_codebook(pilot)
        rows = [" ".join(line.partition("│")[0].split()) for line in seen(pilot).splitlines()]
        assert "Tag own all key colour" in rows
        assert "□ État 0 1" in rows
        assert "□ Préfet 1 1" in rows
        assert "┃ ■ mer 2 3 m blue" in rows
        assert "□ quai 1 1" in rows
        assert "Tout ce qui flotte." in seen(pilot)
        await press(pilot, "j")
        assert "No definition yet. e d writes one." in seen(pilot)


async def test_a_few_letters_find_a_tag(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "slash", *"pref", "enter")
        assert codebook_screen(pilot).codebook.lit == "État/Préfet"
        assert len(codebook_screen(pilot).tags.rows) == 1
        await press(pilot, "escape")
        assert len(codebook_screen(pilot).tags.rows) == 4
        assert codebook_screen(pilot).codebook.lit == "État/Préfet"


async def test_a_new_tag_is_shown_whatever_the_filter(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "slash", *"quai", "enter", "n", "ctrl+u", *"port", "enter")
        assert codebook_screen(pilot).codebook.lit == "port"
        assert len(codebook_screen(pilot).tags.rows) == 5


async def test_one_thing_is_done_after_the_other(coded: Workspace) -> None:
    done: list[str] = []
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        for name in "abc":
            codebook_screen(pilot).codebook.loading.change(
                name, partial(done.append, name), partial(done.append, name.upper())
            )
        assert not codebook_screen(pilot).waiting.stands
        for _ in range(3):
            await settled(pilot)
        assert [name for name in done if name.islower()] == ["a", "b", "c"]
        assert [name for name in done if name.isupper()] == ["A", "B", "C"]
        assert codebook_screen(pilot).waiting.stands


OPERATIONS = {
    "new": ("mer", ["n", *"port", "enter"], {**BEFORE, "port": (0, 0)}, "New tag port"),
    "new beside": ("mer/quai", ["n", *"cale", "enter"], {**BEFORE, "mer/cale": (0, 0)}, "New tag mer/cale"),
    "new below": ("mer", ["N", *"cale", "enter"], {**BEFORE, "mer/cale": (0, 0)}, "New tag mer/cale"),
    "rename": (
        "mer", ["r", *(["backspace"] * 3), *"eau", "enter"],
        {"eau": (2, 3), "eau/quai": (1, 1), "État": (0, 1), "État/Préfet": (1, 1)}, "mer is now eau",
    ),
    "move": (
        "mer/quai", ["m", *"etat", "enter"],
        {"mer": (2, 2), "État": (0, 2), "État/Préfet": (1, 1), "État/quai": (1, 1)}, "mer/quai is now État/quai",
    ),
    "move to the top": (
        "mer/quai", ["m", "enter"],
        {"mer": (2, 2), "quai": (1, 1), "État": (0, 1), "État/Préfet": (1, 1)}, "mer/quai is now quai",
    ),
    "merge": (
        "mer", ["M", *"pref", "enter"],
        {"État": (0, 4), "État/Préfet": (3, 4), "État/Préfet/quai": (1, 1)}, "mer merged into État/Préfet",
    ),
    "merge those marked": (
        "mer", ["tab", "tab", "M", *"pref", "enter"], {"État": (0, 4), "État/Préfet": (4, 4)},
        "mer, mer/quai merged into État/Préfet",
    ),
    "delete": ("mer", ["d"], {"État": (0, 1), "État/Préfet": (1, 1)}, "Deleted mer"),
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
async def test_each_operation_is_one_step(coded: Workspace, name: str) -> None:
    tag, keys, after, words = OPERATIONS[name]
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot, tag)
        assert counts(coded) == BEFORE
        await press(pilot, *keys)
        assert counts(coded) == after
        assert words in messages(pilot)
        assert "u to undo" in messages(pilot)
        await press(pilot, "u")
        assert counts(coded) == BEFORE
        assert "Undone" in messages(pilot)
        await press(pilot, "U")
        assert counts(coded) == after
        assert [row.id for row in codebook_screen(pilot).tags.rows] == sorted(
            after, key=lambda path: path.replace("É", "e")
        )


BAD = {
    "a case and accent twin": ("mer", ["n", *"etat", "enter"], "nearly this name"),
    "one there is": ("mer", ["n", *"mer", "enter"], "already a tag with this name"),
    "a leading slash": ("mer", ["n", "slash", *"cale", "enter"], "needs a name at each level"),
    "a cycle": ("mer", ["m", *"quai", "enter"], "cannot go under itself"),
    "into itself": ("mer", ["tab", "M", *"mer", "enter"], "cannot be merged into itself"),
    "no colour": ("mer", ["c", "h", *"bleu", "enter"], "Not a valid colour"),
    "no key": ("mer", ["comma", "exclamation_mark"], "Not a valid key for a tag"),
    "no file": ("mer", ["I", *"rien.toml", "enter"], "no such file"),
}


@pytest.mark.parametrize("name", BAD)
async def test_bad_input_is_a_clear_word_and_changes_nothing(coded: Workspace, name: str) -> None:
    tag, keys, words = BAD[name]
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot, tag)
        before = coded.history().entries, coded.codebook.every
        await press(pilot, *keys)
        assert words in messages(pilot)
        assert (coded.history().entries, coded.codebook.every) == before
        assert codebook_screen(pilot).waiting.stands


async def test_of_a_twin_the_one_there_is_is_offered(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "n", *"etat", "enter")
        assert "Use État" in messages(pilot)
        assert codebook_screen(pilot).codebook.lit == "État"


@pytest.mark.parametrize(("name", "words"), [("ca\x1b[31mle", "control characters"), ("a" * 300, "too long")])
async def test_what_is_pasted_is_checked_too(coded: Workspace, name: str, words: str) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        before = tag_paths(coded)
        await press(pilot, "n")
        await paste(pilot, name)
        assert words in messages(pilot)
        assert tag_paths(coded) == before


async def test_a_clash_says_where_and_what_to_do(coded: Workspace, tmp_path: Path) -> None:
    tag_edits.describe_tag(coded, "mer", {"definition": "Eau salée."})
    file = tmp_path / "livre.toml"
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "E", "ctrl+u")
        await paste(pilot, str(file))
        assert "tags written" in messages(pilot)
        file.write_text(file.read_text().replace("Eau salée.", "Eau douce."))
        before = coded.codebook.every
        await press(pilot, "I")
        await paste(pilot, str(file))
        assert "do not agree" in messages(pilot)
        assert "mer: Its definition is another here." in messages(pilot)
        assert "nothing was changed" in messages(pilot)
        assert coded.codebook.every == before
        file.write_text(file.read_text().replace("Eau douce.", "Eau salée.") + '\n[[tag]]\npath = "cale"\n')
        await press(pilot, "I")
        await paste(pilot, str(file))
        assert "1 new tag" in messages(pilot)
        assert "cale" in tag_paths(coded)
        await press(pilot, "u")
        assert "cale" not in tag_paths(coded)


async def test_the_cursor_and_the_marks_stay_on_tags_that_are_renamed_elsewhere(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot, "mer/quai")
        await press(pilot, "k", "tab")
        assert codebook_screen(pilot).codebook.lit == "mer/quai"
        tag_edits.rename(coded, "mer", "zone")
        codebook_screen(pilot).reload()
        await settled(pilot)
        assert codebook_screen(pilot).codebook.lit == "zone/quai"
        assert codebook_screen(pilot).codebook.marked == ["zone"]
        await press(pilot, "d", "u")
        assert codebook_screen(pilot).codebook.marked == ["zone"]


async def test_the_best_that_is_found_is_lit(coded: Workspace) -> None:
    for path in ("(à part)", "port"):
        tag_edits.new_tag(coded, path)
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t")
        assert codebook_screen(pilot).codebook.lit == "(à part)"
        await press(pilot, "slash", "p", "enter")
        assert codebook_screen(pilot).codebook.lit == codebook_screen(pilot).tags.rows[0].id == "port"


async def test_passages_that_follow_a_merge_are_counted_once(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "tab", "tab", "M", *"pref", "enter")
        assert "3 passages follow" in messages(pilot)
        assert codebook_screen(pilot).codebook.marked == []


async def test_enter_reads_the_excerpts(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExcerptsScreen)
        assert "3 excerpts" in seen(pilot)
        await press(pilot, "q")
        assert codebook_screen(pilot).codebook.lit == "mer"


async def test_the_excerpts_of_a_tag_in_quotation_marks(coded: Workspace) -> None:
    tag_edits.rename(coded, "mer", 'la "mer"')
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot, 'la "mer"')
        await press(pilot, "enter")
        assert "3 excerpts" in seen(pilot)
        await press(pilot, "q", "g", "c", "j", "j", "j", "j", "enter")
        assert " excerpt" in seen(pilot)
        assert "0 excerpts" not in seen(pilot)


@pytest.mark.parametrize("size", [(100, 30), (60, 20)])
async def test_it_fits(coded: Workspace, size: tuple[int, int]) -> None:
    tag_edits.describe_tag(coded, "mer", {"color": "blue", "key": "m", "definition": "Tout ce qui flotte."})
    async with ScolieApp(coded).run_test(size=size) as pilot:
        await open_codebook(pilot)
        assert "mer" in seen(pilot)
        assert "Tout ce qui flotte." in seen(pilot)
        assert "Codebook" in seen(pilot)


async def test_what_takes_long_is_announced_and_keys_wait_for_it(
    coded: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge, go = tag_edits.merge, threading.Event()

    def slow(*arguments: Any) -> object:
        assert go.wait(20)
        return merge(*arguments)

    monkeypatch.setattr(tag_edits, "merge", slow)
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await open_codebook(pilot)
        await press(pilot, "M", *"pref")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert "Merging into État/Préfet…" in seen(pilot)
        await pilot.press("q", "d")
        assert counts(coded) == BEFORE
        assert codebook_screen(pilot)
        go.set()
        await settled(pilot)
        assert counts(coded) == {"État": (0, 4), "État/Préfet": (3, 4), "État/Préfet/quai": (1, 1)}
        assert not isinstance(pilot.app.screen, CodebookScreen)


async def test_names_from_outside_steer_nothing(coded: Workspace) -> None:
    raw = Tag("x-000000", ROUGH.replace("/", "-"), color="red", definition=ROUGH)
    coded.apply("tag", lambda: tag_edits.changes_to(coded, [raw]))
    async with ScolieApp(coded).run_test(size=(120, 30)) as pilot:
        await open_codebook(pilot, raw.path)
        assert GUARDED.replace("/", "-") in seen(pilot)
        assert GUARDED in seen(pilot)
        assert "\x1b" not in seen(pilot)
