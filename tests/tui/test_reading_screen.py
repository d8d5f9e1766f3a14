"""Reading, selecting and marking, with keys only."""

from __future__ import annotations

import pytest

from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.widget.bar import WhichKey
from tests.tui.app_pilot import article, lit, marks, settled, type_at_once, work_done
from tests.tui.showing import seen


async def test_read_mark_tag_note_undo_redo(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("j", "h")
        assert marks(workspace) == [("Les grutiers reviennent.", (), "")]
        await pilot.press("t", *"mer", "enter")
        await pilot.press("a", *"note", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == [("Les grutiers reviennent.", ("mer",), "note")]
        await pilot.press("u", "u", "u")
        assert marks(workspace) == []
        await pilot.press("U", "U", "U")
        assert marks(workspace) == [("Les grutiers reviennent.", ("mer",), "note")]
        await pilot.press("j", ".")
        assert marks(workspace)[-1][1] == ("mer",)


async def test_a_verb_acts_on_what_is_lit_not_on_a_smaller_annotation_in_it(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("w", "h", "escape")
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("t", *"mer", "enter")
        await pilot.pause()
        assert sorted(marks(workspace)) == [("Le", (), ""), ("Le port rouvre.", ("mer",), "")]
        await pilot.press("greater_than_sign", "a", *"note", "ctrl+s")
        await pilot.pause()
        assert sorted(marks(workspace)) == [("Le", (), "note"), ("Le port rouvre.", ("mer",), "")]


async def test_the_structure_is_corrected_with_r_and_undone_and_follows_what_others_correct(
    workspace: Workspace,
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("w", "w", "w", "r")
        assert "Boilerplate" in str(pilot.app.screen.query_one(WhichKey).render())
        await pilot.press("s")
        assert lit(pilot) == "rouvre."
        await pilot.press("k", "r", "h")
        assert lit(pilot) == "Le port"
        assert [block.kind for block in workspace.document("port").blocks[:2]] == ["heading", "paragraph"]
        await pilot.press("j")
        assert lit(pilot) == "rouvre."
        await pilot.press("u", "u")
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("r", "j")
        assert lit(pilot) == "Le port rouvre. Les grutiers reviennent."


async def test_a_page_turns_and_turns_back_over_what_motion_skips(workspace: Workspace) -> None:
    lines = ["Table of Contents", "Le premier mot", "Le premier mot", *(f"Une phrase {n}." for n in range(60))]
    (workspace.root / "seeds" / "port.txt").write_text("\n\n".join(lines), encoding="utf-8")
    async with ScolieApp(workspace, "port").run_test(size=(60, 20)) as pilot:
        pane = article(pilot).pane
        await pilot.press("g", "g")
        rows = pane.size.height
        await pilot.press("space", "space")
        assert pane.scroll_offset.y == 2 * (rows - 2)
        await pilot.press("pageup")
        assert pane.scroll_offset.y == rows - 2
        await pilot.press("pageup", "pageup")
        assert (pane.scroll_offset.y, lit(pilot)) == (0, "Le premier mot")
        await pilot.press(*["space"] * 20)
        assert lit(pilot) == "Une phrase 59."


async def test_motion_and_selection(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("J")
        assert lit(pilot) == "Le port rouvre. Les grutiers reviennent."
        await pilot.press("escape", "k", "w", "w", "W")
        assert lit(pilot) == "port rouvre"
        await pilot.press("s")
        assert lit(pilot) == "Le port rouvre."
        await pilot.press("p")
        assert lit(pilot) == "Un intertitre nu"
        await pilot.press("g", "e")
        assert lit(pilot) == "Rien ne presse."
        await pilot.press("m", "a", "g", "g", "'", "a")
        assert lit(pilot) == "Rien ne presse."


async def test_search_makes_the_hit_the_selection(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("slash", *"prefet", "enter")
        await pilot.pause()
        assert lit(pilot) == "préfet"


async def test_labels_jump(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("f", "k")
        assert lit(pilot) == "Le préfet « suit » le dossier."


async def test_several_passages_make_one_annotation(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("x", "j", "x", "h")
        assert [quote for quote, _, _ in marks(workspace)] == ["Le port rouvre. […] Un intertitre nu"]


async def test_a_boundary_is_moved_by_a_word(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("h", "e", "b", "enter")
        assert marks(workspace)[0][0] == "Le port"


async def test_the_focus_survives_a_resize(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert lit(pilot) == "Les grutiers reviennent."
        await pilot.resize_terminal(1, 1)
        await pilot.pause()
        assert lit(pilot) == "Les grutiers reviennent."


async def test_the_place_is_found_again(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j", "q")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert lit(pilot) == "Un intertitre nu"


async def test_rows_are_painted_once(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "k", "j", "k")
        before = article(pilot).pane.row_painter.painted
        await pilot.press("j", "k")
        assert article(pilot).pane.row_painter.painted == before


async def test_outside_text_is_shown_as_text(workspace: Workspace) -> None:
    path = workspace.catalogue.file_of("port")
    path.write_text("Un [/] et [bold]gras[/bold] et \x1b[31mrouge. Fin ici.", encoding="utf-8")
    workspace.texts.reread("port")
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        row = "".join(segment.text for segment in article(pilot).pane.render_line(0))
        assert "[/] et [bold]gras[/bold] et ␛[31mrouge." in row


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "i", "H", "t", "a"])
async def test_dialogs_open_and_close(workspace: Workspace, key: str) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press(key)
        assert not isinstance(pilot.app.screen, ArticleScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ArticleScreen)


async def test_a_passage_goes_through_a_command(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("exclamation_mark", *"tr", "space", *"o", "space", *"O", "enter")
        await work_done(pilot)
        await pilot.pause()
        assert "Le pOrt rOuvre." in seen(pilot)
        await pilot.press("q")
        assert article(pilot)


async def test_margins_are_kept_free(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(60, 20)) as pilot:
        pane = article(pilot).pane
        for margin in (6, 12, 0, 2):
            await pilot.press("z", "m")
            await pilot.pause()
            assert pane.margin == margin
            lines = [line for line in seen(pilot).split("\n")[1:18] if line.strip()]
            assert min(len(line) - len(line.lstrip(" ▌")) for line in lines) >= margin
            assert max(len(line.rstrip()) for line in lines) <= 60 - margin


async def test_a_note_on_an_unmarked_passage_is_one_change(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"note", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == [("Le port rouvre.", (), "note")]
        await pilot.press("u")
        assert marks(workspace) == []
        await pilot.press("a", "ctrl+s")
        await pilot.pause()
        assert marks(workspace) == []  # nothing was written


@pytest.mark.parametrize("keys", ["ge", "jjjge", "gegg", "  ge", "  gg", "/mer\rnn ge"])
async def test_a_sequence_ends_at_the_same_place_however_slowly_it_is_typed(workspace: Workspace, keys: str) -> None:
    text = "\n\n".join(f"Le paragraphe {number} parle du vent et de la mer." for number in range(99))
    (workspace.root / "seeds" / "long.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    ends: list[tuple[str, int]] = []
    for at_once in (True, False):
        app = ScolieApp(workspace, "long")
        async with app.run_test(size=(60, 14)) as pilot:
            for part in [keys] if at_once else keys:
                type_at_once(app, part)
                await settled(pilot)
            ends.append((lit(pilot), article(pilot).pane.scroll_offset.y))
    assert ends[0] == ends[1]


async def test_the_pop_up_of_what_can_follow_moves_nothing(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "long.txt").write_text("\n\n".join(["Le vent et la mer."] * 99), encoding="utf-8")
    workspace.articles()
    async with ScolieApp(workspace, "long").run_test(size=(60, 14)) as pilot:
        await pilot.press("g", "e")
        await pilot.pause()
        pane = article(pilot).pane
        before = (pane.region, pane.scroll_offset)
        await pilot.press("g")
        await pilot.pause()
        hints = pilot.app.screen.query_one(WhichKey)
        assert hints.region.height > 3
        assert hints.region.bottom == 13, "above the status row"
        assert (pane.region, pane.scroll_offset) == before
        await pilot.press("escape")
        await pilot.pause()
        assert not hints.display
        assert (pane.region, pane.scroll_offset) == before
