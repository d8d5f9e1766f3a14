"""Excerpts as a document, and the splitting of a tag, keys only."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from reader.session.annotations import tag_split
from reader.session.annotations.annotate import annotate
from reader.session.codebook import tag_edits
from reader.session.library.workspace import Workspace
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.excerpts import ExcerptsScreen
from reader.tui.screen.split import SplitScreen
from reader.tui.widget.bar import Prompt
from tests.tui.app_pilot import messages, press, settled
from tests.tui.showing import seen


@pytest.fixture
def coded(coded: Workspace) -> Workspace:
    at = coded.document("ete").text.index("La mer")
    annotate(coded, "ete", (Span(at, at + 6),), ("mer", "été"), "Vague")
    return coded


def lit(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, ExcerptsScreen | SplitScreen)
    shown = screen.document if isinstance(screen, ExcerptsScreen) else screen.passages
    return shown.cursor.current.quote


def rows(pilot: Pilot[None]) -> list[str]:
    return [line.strip() for line in seen(pilot).splitlines() if line.strip()]


async def test_by_article_then_by_tag(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 40)) as pilot:
        await press(pilot, "g", "x")
        shown = rows(pilot)
        titles = ("Un été (1)", "Le port rouvre. Les grutiers reviennent. (4)")
        assert [line for line in shown if line in titles] == list(titles)
        assert "┃  La mer" in shown
        assert any("paragr.\u00a01" in line for line in shown)
        assert "┃  #mer #été" in shown
        assert "┃  ✎ Vague" in shown
        await press(pilot, "j", "j", "s")
        assert lit(pilot) == "préfet"
        headings = [line for line in rows(pilot) if line.startswith("#") and line.endswith(")")]
        assert headings == ["#État/Préfet (1)", "#été (1)", "#mer (3)", "#mer/quai (1)"]
        await press(pilot, "s")
        assert lit(pilot) == "préfet"


async def test_excerpts_stand_at_reading_width_in_the_middle_and_marks_are_seen(coded: Workspace) -> None:
    app = ScolieApp(coded)
    app.state.choose(column_width=40)
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "g", "x", "tab")
        assert "MARKED 1 excerpt" in seen(pilot)
        lines = [line for line in seen(pilot).splitlines() if "✓" in line]
        assert [line.strip() for line in lines] == ["✓ La mer"]
        assert lines[0].index("✓") > 25
        await press(pilot, "escape")
        assert "✓" not in seen(pilot)


async def test_a_query_and_the_way_back_from_it(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 40)) as pilot:
        await press(pilot, "g", "x", "slash", *"article:ete", "enter")
        assert "Excerpts › article:ete" in seen(pilot)
        assert lit(pilot) == "La mer"
        await press(pilot, "slash", *" state:wet", "enter")
        assert "no state with that name" in messages(pilot)
        await press(pilot, "slash")
        assert pilot.app.screen.query_one(Prompt).value == " state:wet"  # to be mended
        await press(pilot, "escape", "escape", "slash")
        assert pilot.app.screen.query_one(Prompt).value == ""
        await press(pilot, "escape")
        assert "5 excerpts" in seen(pilot)


async def test_of_a_tag_only_what_is_below_it_makes_groups(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 40)) as pilot:
        await press(pilot, "g", "t", "slash", *"mer", "enter", "enter", "s")
        headings = [line for line in rows(pilot) if line.startswith("#") and line.endswith(")")]
        assert headings == ["#mer (3)", "#mer/quai (1)"]


@pytest.mark.parametrize("back", [["q"], ["g", "b"]])
async def test_there_and_back(coded: Workspace, back: list[str]) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "x", "j", "j", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ArticleScreen)
        assert screen.pane.selection
        assert "préfet" in screen.pane.selection.span.of(screen.view.text)
        await press(pilot, *back)
        assert isinstance(pilot.app.screen, ExcerptsScreen)
        assert lit(pilot) == "préfet"


async def test_back_first_goes_back_inside_the_article(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "x", "enter", "g", "a", *"port", "enter")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert pilot.app.screen.article == "port"
        await press(pilot, "g", "b")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert pilot.app.screen.article == "ete"
        await press(pilot, "g", "b")
        assert isinstance(pilot.app.screen, ExcerptsScreen)


async def test_every_way_leads_to_the_list(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "enter", "enter", "g", "c", "g", "l")
        assert len(pilot.app.screen_stack) == 1


async def test_an_undone_change_is_shown(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "x", "u")
        assert "4 excerpts" in seen(pilot)


async def test_split_one_key_each_and_again_tomorrow(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "slash", *"mer", "enter", "s")
        assert "3 left" in seen(pilot)
        assert "n names a tag to give passages to." in seen(pilot)
        await press(pilot, "n", *"eau", "enter", "n", *"rive", "enter")
        assert "e eau" in seen(pilot)
        assert "r rive" in seen(pilot)
        first = lit(pilot)
        await press(pilot, "r")
        assert "mer → rive · u to undo" in messages(pilot)
        assert "2 left" in seen(pilot)
        assert lit(pilot) != first
        assert tag_edits.counts(coded)["rive"].own == 1
        await press(pilot, "u")
        assert "3 left" in seen(pilot)
        await press(pilot, "r", "j", "e", "q")
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "slash", *"mer", "enter", "s")
        assert "1 left" in seen(pilot)
        assert tag_split.targets(coded, "mer") == ["rive", "eau"]
        await press(pilot, "e")
        assert "No passage has this tag itself any more." in seen(pilot)
        assert tag_edits.counts(coded)["eau"].own == 2
        await press(pilot, "e")
        assert "Nothing is left to give away." in messages(pilot)


async def test_a_split_goes_on_with_tags_that_are_renamed_elsewhere(coded: Workspace) -> None:
    tag_edits.new_tag(coded, "rive")
    app = ScolieApp(coded)
    async with app.run_test(size=(100, 30)) as pilot:
        pilot.app.push_screen(SplitScreen(app.services, "mer"))
        await settled(pilot)
        await press(pilot, "n", *"rive", "enter")
        tag_edits.rename(coded, "rive", "berge")
        tag_edits.rename(coded, "mer", "eaux")
        split = pilot.app.screen
        assert isinstance(split, SplitScreen)
        split.reload()
        await settled(pilot)
        assert "SPLIT #eaux" in seen(pilot)
        await press(pilot, "b")
        assert coded.codebook.at("rive") is None
        assert [tag.path for tag in coded.codebook.tags.values()].count("berge") == 1
        assert len(tag_split.left(coded, "berge")) == 1


async def test_a_tag_is_not_split_into_itself(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "slash", *"mer", "enter", "s", "n", *"MER", "enter")
        assert "cannot be split into itself" in messages(pilot)
        await press(pilot, "m", "M")
        assert "3 left" in seen(pilot)


async def test_a_letter_of_a_command_stays_the_commands(coded: Workspace) -> None:
    async with ScolieApp(coded).run_test(size=(100, 30)) as pilot:
        await press(pilot, "g", "t", "slash", *"mer", "enter", "s", "n", *"jugu", "enter", "n", *"jugb", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, SplitScreen)
        assert list(screen.passages.letters.values()) == ["jugu", "jugb"]
        assert not set(screen.passages.letters) & set("jkgunqU")


@pytest.mark.parametrize("size", [(100, 30), (60, 20)])
async def test_it_is_laid_out_for_the_width(coded: Workspace, size: tuple[int, int]) -> None:
    long = coded.document("port").text
    annotate(coded, "port", (Span(0, len(long)),), ("mer",))
    async with ScolieApp(coded).run_test(size=size) as pilot:
        await press(pilot, "g", "x")
        assert "Rien ne presse." in " ".join(seen(pilot).split()).replace("┃ ", "")
        await pilot.resize_terminal(50, 30)
        await settled(pilot)
        assert "Rien ne presse." in " ".join(seen(pilot).split()).replace("┃ ", "")
