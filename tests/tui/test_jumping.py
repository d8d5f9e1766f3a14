"""Jumps by a few letters: to articles, tags and annotations, and to anything at all."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.reading.openings import Openings
from reader.text.span import Span
from reader.tui.actions import annotation_choices, jumping
from reader.tui.app import ScolieApp
from reader.tui.dialog.picker import Picker
from reader.tui.screen.library import LibraryScreen
from reader.tui.widget.list_pane import ListPane
from tests.tui.app_pilot import article, lit, press, until
from tests.tui.showing import seen

PORT = "Le port rouvre. Les grutiers reviennent."
"""The title of the article `port`."""


@pytest.fixture
def coded(workspace: Workspace) -> Workspace:
    annotate(workspace, "port", [Span(0, 15)], ["lieu/quai"], "À comparer.")
    annotate(workspace, "port", [Span(16, 40)], ["grève"])
    annotate(workspace, "ete", [Span(0, 8)], ["saison"])
    return workspace


def rows(pilot: Pilot[None]) -> list[tuple[str, ...]]:
    assert isinstance(pilot.app.screen, Picker)
    return [row.cells for row in pilot.app.screen.query_one(ListPane).rows]


async def shown(pilot: Pilot[None], keys: list[str], count: int) -> list[tuple[str, ...]]:
    """Press keys, and return the rows of the picker once there are so many."""
    await press(pilot, *keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and len(rows(pilot)) == count)
    return rows(pilot)


async def test_an_annotation_is_found_by_its_note_and_q_comes_back(coded: Workspace) -> None:
    async with ScolieApp(coded, "ete").run_test(size=(100, 30)) as pilot:
        before = lit(pilot)
        await shown(pilot, ["g", "n"], 3)
        await press(pilot, *"comparer")
        await until(pilot, lambda: rows(pilot)[0][0] == "✎ À comparer.")
        await press(pilot, "enter")
        assert (article(pilot).article, lit(pilot)) == ("port", "Le port rouvre.")
        await press(pilot, "q")
        assert (article(pilot).article, lit(pilot)) == ("ete", before)


async def test_a_tag_leads_to_its_passages_and_those_of_the_tags_below_it(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await shown(pilot, ["g", "T"], 4)
        await press(pilot, *"lie", "enter")
        await until(pilot, lambda: "#lieu" in seen(pilot) and len(rows(pilot)) == 1)
        await press(pilot, "enter")
        assert (article(pilot).article, lit(pilot)) == ("port", "Le port rouvre.")
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_without_tags_or_annotations_one_is_told_so(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "T")
        assert "There are no tags yet." in seen(pilot)
        await press(pilot, "escape", "g", "n")
        await until(pilot, lambda: "Nothing is annotated yet." in seen(pilot))


@pytest.mark.parametrize("at_once", [True, False])
async def test_anything_is_told_apart_by_a_word_beside_it(
    coded: Workspace, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(annotation_choices, "AT_ONCE", 0)
        monkeypatch.setattr(jumping, "AT_ONCE", 0)
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await shown(pilot, ["ctrl+p", *"quai"], 3)
        assert rows(pilot)[:2] == [("#lieu/quai", "tag", ""), ("Le port rouvre.", "annotation", PORT)]
        assert rows(pilot)[2][1] == "command"
        await press(pilot, *["backspace"] * 4, *"journal")
        await until(pilot, lambda: rows(pilot)[0][:2] == ("> Journal, memos", "command"))
        await press(pilot, *["backspace"] * 7, *"port")
        await until(pilot, lambda: rows(pilot)[0][:2] == (PORT, "article"))
        await press(pilot, *["backspace"] * 4, *"comparer")
        await until(pilot, lambda: rows(pilot)[:1] == [("✎ À comparer.", "annotation", PORT)])
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
        assert (article(pilot).article, lit(pilot)) == ("port", "Le port rouvre.")


async def test_what_was_opened_last_comes_first_also_at_the_next_start(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        first = [row[0] for row in await shown(pilot, ["g", "a"], 2)]
        await press(pilot, "down", "enter", "q")
        assert [row[0] for row in await shown(pilot, ["g", "a"], 2)] == first[::-1]
        await press(pilot, "escape", "ctrl+p", *"journal", "enter", "q", "ctrl+p")
        assert [row[0] for row in rows(pilot)][:2] == ["> Journal, memos", first[1]]
        await press(pilot, "escape")
        pilot.app.state.save_places()  # type: ignore[attr-defined]
    weights = Openings(coded.root).weights()
    assert {name.partition(":")[0] for name in weights} == {"article", "command"}
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        assert [row[0] for row in await shown(pilot, ["g", "a"], 2)] == first[::-1]


async def test_the_article_in_front_does_not_come_first(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "a", *"ete", "enter", "g", "a", *"port", "enter", "g", "a")
        assert [row[0] for row in rows(pilot)] == ["Un été", PORT]


async def test_a_tag_that_was_renamed_counts_as_before(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "T", *"saison", "enter", "escape", "g", "t", "slash", *"saison", "enter", "r")
        await press(pilot, "ctrl+u", *"temps", "enter")
        await until(pilot, lambda: "temps" in coded.codebook.all_paths())
        await press(pilot, "escape", "g", "T")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker) and rows(pilot)[0][0] == "temps")
