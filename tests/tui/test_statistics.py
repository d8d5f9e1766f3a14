"""Statistics, the journal and memos on the screen, keys only."""

from __future__ import annotations

import pytest

from reader.annotation.memo import Subject
from reader.layout.cells import cells
from reader.session.annotations.annotate import annotate
from reader.session.codebook import memo_edits, tag_edits
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.excerpts import ExcerptsScreen
from tests.tui.app_pilot import messages, press
from tests.tui.showing import seen


@pytest.fixture
def coded(coded: Workspace) -> Workspace:
    at = coded.document("port").text.index("Le préfet")
    annotate(coded, "port", (Span(at, at + 9),), ("mer",))
    return coded


@pytest.mark.parametrize("size", [(100, 30), (60, 20)])
async def test_every_table_fits(coded: Workspace, size: tuple[int, int]) -> None:
    titles = ("by tag", "by article", "by source", "by month", "Tags on the same", "Share of each", "New tags by")
    async with ScolieApp(coded).run_test(size=size) as pilot:
        await press(pilot, "g", "c")
        for title in titles:
            assert title in seen(pilot)
            assert all(cells(line) <= size[0] for line in seen(pilot).splitlines())
            await press(pilot, "tab")
        assert "by tag" in seen(pilot)
        await press(pilot, "shift+tab")
        assert "New tags by" in seen(pilot)


async def test_bars_have_their_numbers(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(60, 20)) as pilot:
        await press(pilot, "g", "c")
        bar = next(line for line in seen(pilot).splitlines() if " mer " in line and "█" in line)
        assert " 4 " in bar


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ([], 'tag:"État"'),
        (["tab"], 'article:"port"'),
        (["tab"] * 4 + ["j"], 'tag:"mer"'),
        (["tab"] * 5, 'article:"port"'),
        (["tab"] * 6, 'article:"port"'),
    ],
)
async def test_enter_reads_what_a_row_counts(coded: Workspace, keys: list[str], asked: str) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "c", *keys, "enter")
        assert isinstance(pilot.app.screen, ExcerptsScreen)
        assert asked in seen(pilot)
        assert "0 excerpts" not in seen(pilot)


@pytest.mark.parametrize("keys", [["tab"], ["shift+tab", "shift+tab"], ["shift+tab"]])
async def test_articles_are_shown_by_their_titles(coded: Workspace, keys: list[str]) -> None:
    tag_edits.describe_article(coded, coded.article("port"), {"title": "Grues"})
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "c", *keys)
        assert "Grues  " in seen(pilot)


async def test_a_row_that_leads_nowhere_says_so(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "c", "tab", "tab", "enter")
        assert "leads nowhere" in messages(pilot)


async def test_only_what_a_query_finds_is_counted(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "c", "slash", *"tag:mer", "enter")
        assert "Statistics › tag:mer" in seen(pilot)
        assert "4 annotations" in seen(pilot)
        assert "Préfet" not in seen(pilot)
        await press(pilot, "escape")
        assert "5 annotations" in seen(pilot)


async def test_nothing_to_count(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "c")
        assert "There is nothing to count yet." in seen(pilot)


async def test_an_entry_is_written_changed_and_deleted(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "d", "n", *"Vu", "ctrl+s")
        (entry,) = memo_edits.journal(workspace)
        assert entry.text == "Vu"
        assert "1 entry" in seen(pilot)
        await press(pilot, "j", "enter", *" tout", "ctrl+s")
        assert [entry.text for entry in memo_edits.journal(workspace)] == ["Vu tout"]
        await press(pilot, "d")
        assert memo_edits.journal(workspace) == []
        assert "u to undo" in messages(pilot)
        await press(pilot, "u")
        assert [entry.text for entry in memo_edits.journal(workspace)] == ["Vu tout"]
        await press(pilot, "g", "g", "d")
        assert "nothing to delete here" in messages(pilot)


async def test_memos_on_the_library_and_an_article(workspace: Workspace) -> None:
    async with ScolieApp(workspace).run_test(size=(100, 30)) as pilot:
        await press(pilot, "a", *"Ici", "ctrl+s", "g", "d", "enter", *"Tout", "ctrl+s")
        article = next(memo for memo in memo_edits.memos(workspace) if memo.subject is Subject.ARTICLE)
        assert article.text == "Ici"
        assert memo_edits.memo(workspace, Subject.LIBRARY).text == "Tout"
        assert "2 memos" in seen(pilot)
        assert "Memo on article" in seen(pilot)
        await press(pilot, "j", "enter", *" même", "ctrl+s")
        assert memo_edits.memo(workspace, Subject.ARTICLE, article.about).text == "Ici même"


async def test_a_memo_from_the_article(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await press(pilot, "A", *"Ici", "ctrl+s")
        assert memo_edits.memo(workspace, Subject.ARTICLE, "port").text == "Ici"
        await press(pilot, "u")
        assert memo_edits.memos(workspace) == []


async def test_the_memo_on_a_tag_that_is_gone_stays_apart(coded: Workspace) -> None:
    memo_edits.write_memo(coded, "Ancien.", Subject.TAG, "mer/quai")
    tag_edits.delete_tag(coded, "mer/quai")
    tag_edits.new_tag(coded, "mer/quai")
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "g", "e")
        assert "mer/quai" in seen(pilot)
        assert "Ancien." not in seen(pilot)
        await press(pilot, "g", "d", "j")
        assert "Memo on tag mer/quai (deleted)" in seen(pilot)
        await press(pilot, "enter", *" Vu", "ctrl+s")
        assert memo_edits.memo(coded, Subject.TAG, "mer/quai").text == ""
        assert [memo.text for memo in memo_edits.memos(coded)] == ["Ancien. Vu"]
        await press(pilot, "d")
        assert memo_edits.memos(coded) == []
        await press(pilot, "u")
        assert [memo.text for memo in memo_edits.memos(coded)] == ["Ancien. Vu"]
