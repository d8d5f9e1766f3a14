"""The tags used last, which keys repeat, follow what becomes of them in the codebook."""

from __future__ import annotations

import pytest

from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, press
from tests.tui.codebook_pilot import open_codebook, tag_fields, tag_paths


async def test_tags_used_last_follow(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "t", *"mer/quai", "enter", "g", "t")
        await open_codebook(pilot, "mer/quai")
        await press(pilot, "M", *"pref", "enter", "q", "j", "full_stop")
        assert {
            path for annotation in annotations_in(coded, "port") for path in coded.codebook.paths(annotation.tags)
        } == {
            "mer",
            "État/Préfet",
        }


def given(workspace: Workspace) -> set[str]:
    return {
        path for annotation in annotations_in(workspace, "port") for path in workspace.codebook.paths(annotation.tags)
    }


@pytest.mark.parametrize("keys", [("j", "full_stop"), ("j", "t", "enter")])
async def test_tags_used_last_follow_a_rename_by_anybody(coded: Workspace, keys: tuple[str, ...]) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "t", *"mer/quai", "enter")
        tag_edits.rename(coded, "mer/quai", "mer/cale")
        await press(pilot, *keys)
        assert given(coded) == {"mer", "mer/cale", "État/Préfet"}
        await press(pilot, "u", "g", "t", "g", "e", "k", "r", *"re", "enter", "u", "q", *keys)
        assert given(coded) == {"mer", "mer/cale", "État/Préfet"}


async def test_a_slip_takes_no_key_from_the_tag_used_last(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "t", *"mer/quai", "enter", "comma", "q")
        assert "q now stands for mer/quai · u to undo" in messages(pilot)
        await press(pilot, "j", "comma", "z")
        assert "No tag has the key z. mer/quai, the tag used last, has q already." in messages(pilot)
        assert tag_fields(coded, "mer/quai") == {"key": "q"}


async def test_a_tag_used_last_that_is_deleted_is_not_made_again(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "t", *"mer/quai", "enter")
        tag_edits.delete_tag(coded, "mer/quai")
        await press(pilot, "j", "full_stop")
        assert "nothing to repeat" in messages(pilot)
        assert "mer/quai" not in tag_paths(coded)


async def test_a_deleted_tag_is_no_longer_repeated(coded: Workspace) -> None:
    async with ScolieApp(coded, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "j", "t", *"mer/quai", "enter", "g", "t")
        await open_codebook(pilot, "mer/quai")
        await press(pilot, "d", "q", "j", "full_stop")
        assert "nothing to repeat" in messages(pilot)
        assert "mer/quai" not in tag_paths(coded)
