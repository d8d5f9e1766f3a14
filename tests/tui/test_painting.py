"""What a key has changed is painted at once, and the terminal shows what a full repaint would."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static

from reader.layout.motion import Grain, opening
from reader.search.jump import JumpIndex, Match
from reader.session.library.workspace import Workspace
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.terminal.textual_internals import PaintedScreen
from tests.tui.app_pilot import until
from tests.tui.app_terminal import HIGH, WIDE, WatchedApp

LONG = "# Le phare\n\n" + "\n\n".join(
    f"Phrase {number} du texte, qui est assez longue pour tenir sur deux rangées. Une autre {number}. Et « la fin »."
    for number in range(80)
)


@pytest.fixture
def app(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> WatchedApp:
    (workspace.root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    workspace.articles()  # as opening the app on an article does
    app = WatchedApp(workspace, "long")
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: app.watched.write(data))
    return app


def article(app: WatchedApp) -> ArticleScreen:
    assert isinstance(app.screen, ArticleScreen)
    return app.screen


SITTING = [
    *("j", "j", "w", "J", "x", "space", "space", "b", "k", "h", "j", "h", "u", "f", "escape", "l", "j", "space"),
    *("tab", "j", "tab", "l", "g", "e", "k", "slash", "F", "i", "enter", "n", "escape", "g", "g", "h"),
    *(
        "t",
        "m",
        "e",
        "r",
        "enter",
        "a",
        "n",
        "o",
        "enter",
        "ctrl+s",
        "u",
        "z",
        "n",
        "g",
        "a",
        "p",
        "o",
        "down",
        "escape",
    ),
    *(
        "question_mark",
        "space",
        "escape",
        "v",
        "j",
        "j",
        "h",
        "escape",
        "e",
        "enter",
        "z",
        "z",
        "j",
        "z",
        "z",
        "z",
        "t",
    ),
    *("b", "space", "b", "g", "l", "j", "enter", "g", "t", "q", "m", "a", "space", "apostrophe", "a"),
]


async def test_after_each_key_of_a_long_sitting_every_cell_is_as_a_full_repaint_would_make_it(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        for number, key in enumerate(SITTING):
            await pilot.press(key)
            await pilot.pause()
            try:  # a layout, and a screen that opens, are painted at Textual's next tick
                await until(pilot, lambda: not app.watched.difference(app))
            except AssertionError as error:
                where = app.watched.difference(app)
                raise AssertionError(
                    f"key {number}, after {SITTING[max(0, number - 5) : number + 1]}: {where}"
                ) from error
        assert app.watched.frames >= len(SITTING) // 2


@pytest.mark.parametrize("keys", ["j", "jk", "ww", "j ", "jh", "jhu", "jJ", "j w"])
async def test_a_key_is_painted_in_one_frame_before_textual_would(app: WatchedApp, keys: str) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = app.watched
        for key in keys:
            seen.frames = 0
            await pilot.press("space" if key == " " else key)
            await pilot.pause()
            assert not seen.difference(app)
            assert seen.frames == 1, key


async def test_a_letter_in_a_dialog_is_seen_before_the_list_is_sought(
    app: WatchedApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = app.watched
        await pilot.press("g", "a")
        await pilot.pause()
        lines: list[str] = []
        best = JumpIndex.best

        def sought(index: JumpIndex, query: str, limit: int, opened: Mapping[str, float]) -> list[Match]:
            lines.extend(query for row in seen.rows() if row.replace("│", " ").split()[:1] == [query])
            return best(index, query, limit, opened)

        monkeypatch.setattr(JumpIndex, "best", sought)
        await pilot.press(*"zqx")
        await pilot.pause()
        assert lines == ["z", "zq", "zqx"]


@pytest.mark.parametrize("keys", [("t", "m", "enter"), ("t", "escape"), ("a", "n", "ctrl+s"), ("a", "n", "escape")])
async def test_a_dialog_that_is_answered_gives_way_in_one_frame_to_what_its_answer_has_changed(
    app: WatchedApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("j", *keys[:-1])
        await pilot.pause()
        app.watched.changes = 0
        await pilot.press(keys[-1])
        await pilot.pause()
        assert app.watched.changes == 1
        assert not app.watched.difference(app)


async def test_keys_typed_behind_an_answer_are_for_the_screen_below(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("a", "j", "enter", "j", "ctrl+s", "j", "j")
        await pilot.pause()
        assert [annotation.note for annotation in article(app).view.annotations] == ["j\nj"]
        assert article(app).pane.selection != opening(app.state.workspace.document("long"))


async def test_what_lies_under_something_is_left_to_textual(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = app.watched
        cover = Static("Over the text.")
        cover.styles.overlay, cover.styles.height = "screen", 1
        cover.styles.offset = (0, -HIGH // 2)
        await app.screen.mount(cover)
        await pilot.pause()
        seen.frames = 0
        article(app).pane.refresh()
        article(app).painter.paint()
        assert seen.frames == 0


async def test_a_screen_that_is_not_in_front_is_not_painted(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = app.watched
        behind = app.screen
        assert isinstance(behind, PaintedScreen)
        await pilot.press("g", "a")
        await pilot.pause()
        seen.frames = 0
        behind.refresh()
        behind.painter.paint()
        assert seen.frames == 0


# -- rows


async def test_the_next_page_is_ready_before_it_is_asked_for(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("space")
        await pilot.pause()
        pane = article(app).pane
        before = pane.row_painter.painted
        pane.turn(1)
        article(app).painter.paint()
        assert pane.row_painter.painted == before
        pane.move(Grain.SENTENCE, -1)
        pane.strips(range(pane.size.height))
        assert pane.row_painter.painted > before


async def test_what_a_key_brings_into_view_is_there_though_the_wheel_still_turns(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        pane = article(app).pane
        pane.scroll_to(y=HIGH, duration=60, immediate=True)
        pane.scroll_at_once(0)
        assert (pane.scroll_y, pane.scroll_target_y) == (0, 0)


async def test_a_highlight_paints_the_rows_of_its_paragraph_and_no_other(app: WatchedApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("j", "j", "j", "j")
        await pilot.pause()
        screen = article(app)
        pane = screen.pane
        assert pane.selection
        paragraph = screen.view.text[: pane.selection.focus.start].count("\n\n")
        block = pane.fitted.lines_of_blocks({paragraph}, pane.scroll_offset.y, HIGH)
        before, shown = pane.strips(range(pane.size.height)), app.watched.rows()
        painted, changes = pane.row_painter.painted, app.watched.changes
        await pilot.press("h")
        await pilot.pause()
        after = pane.strips(range(pane.size.height))
        assert [line for line, strip in enumerate(after) if strip is not before[line]] == block
        assert pane.row_painter.painted - painted == len(block)
        assert app.watched.changes - changes == 1
        assert {line for line, row in enumerate(app.watched.rows()) if row != shown[line]} <= {*block, HIGH - 1}
        assert not app.watched.difference(app)
        await pilot.press("u")
        await pilot.pause()
        assert [strip.text for strip in pane.strips(range(pane.size.height))] == [strip.text for strip in before]
        assert not app.watched.difference(app)
