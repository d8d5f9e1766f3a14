"""An article whose file is edited, renamed or deleted, before or while it is open."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from tests.tui.app_pilot import press, work_done
from tests.tui.showing import seen


def write(workspace: Workspace, text: str, name: str = "port") -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    workspace.articles()


def lit(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, ArticleScreen)
    assert screen.pane.selection
    return screen.pane.selection.focus.of(screen.view.text)


async def watched(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, ScolieApp)
    pilot.app.watcher.look()
    await work_done(pilot)
    await pilot.pause()


async def test_one_returns_to_the_same_sentence_and_marks_of_an_edited_text(workspace: Workspace) -> None:
    text = workspace.text("port")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.press("j", "m", "a", "g", "e")
        assert lit(pilot) == "Rien ne presse."
        await pilot.press("q")
    write(workspace, "Chapeau ajouté.\n\n" + text)
    workspace.texts.reread("port")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        assert lit(pilot) == "Rien ne presse."
        await pilot.press("'", "a")
        assert lit(pilot) == "Les grutiers reviennent."


async def test_an_edit_under_the_reader_leaves_the_focus_on_its_words(workspace: Workspace) -> None:
    text = workspace.text("port")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.press("g", "e")
        write(workspace, "Chapeau ajouté.\n\n" + text)
        await watched(pilot)
        assert "Chapeau" in seen(pilot)
        assert lit(pilot) == "Rien ne presse."


async def test_an_edit_under_the_reader_leaves_the_focus_where_one_looks_elsewhere(workspace: Workspace) -> None:
    text = workspace.text("port")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await press(pilot, "j")
        read = lit(pilot)
        await press(pilot, "/", *"presse", "enter")
        assert lit(pilot) == "presse"
        write(workspace, "Chapeau ajouté.\n\n" + text)
        await watched(pilot)
        assert lit(pilot) == "Rien ne presse."
        await press(pilot, "q")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        assert lit(pilot) == read, "what one only looks at is not where one goes on reading"


async def test_an_edit_that_drops_what_one_looks_at_leaves_the_focus_beside_it(workspace: Workspace) -> None:
    text = workspace.text("port")
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await press(pilot, "j", "/", *"presse", "enter")
        write(workspace, text.replace("Rien ne presse.", "").rstrip() + "\n")
        await watched(pilot)
        assert lit(pilot) == "Le préfet « suit » le dossier."


async def test_an_article_may_be_renamed_while_it_is_open(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.press("j", "h")
        seeds = workspace.root / "seeds"
        (seeds / "port.txt").rename(seeds / "quai.txt")
        await watched(pilot)
        await pilot.press("g", "e", "h")
        await watched(pilot)
        assert [article.id for article in workspace.articles()] == ["port", "ete"]
        assert workspace.article("port").annotations == 2


async def test_an_article_may_be_deleted_while_it_is_open(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(90, 24)) as pilot:
        await pilot.press("j")
        (workspace.root / "seeds" / "port.txt").unlink()
        await watched(pilot)
        await watched(pilot)
        assert lit(pilot) == "Les grutiers reviennent."


async def test_the_first_change_in_a_library_is_not_taken_for_other_articles(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text("Le port\n\nRien ne presse. Les grutiers reviennent.\n", encoding="utf-8")
    opened = open_library(tmp_path, "Ada")
    opened.articles()
    async with ScolieApp(opened, "port").run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        await pilot.press("h")
        assert "Highlighted" in seen(pilot)
        await watched(pilot)
        assert "Highlighted" in seen(pilot)
        (tmp_path / "gare.txt").write_text("La gare\n\nUn quai.\n", encoding="utf-8")
        await watched(pilot)
        assert "The list of articles has changed." in seen(pilot)
