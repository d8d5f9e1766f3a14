"""What a key has changed is painted at once; each private name of Textual does what the app needs of it."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Sequence

import pyte
import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Static

from reader.layout.motion import Grain, opening
from reader.search.jump import JumpIndex, Match
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.terminal import textual_internals
from reader.tui.terminal.screen_buffer import Piece, ScreenBuffer
from reader.tui.terminal.snapshot_rows import rows
from reader.tui.terminal.textual_internals import NAMES, PaintedScreen, TerminalApp, XTermParser

OURS = frozenset({"_screen", "_rows"})
"""Private names of the module itself."""
WIDE, HIGH = 100, 30
LONG = "# Le phare\n\n" + "\n\n".join(
    f"Phrase {number} du texte, qui est assez longue pour tenir sur deux rangées. Une autre {number}. Et « la fin »."
    for number in range(80)
)


class Seen:
    """The terminal of an app under test: it is given frames as the driver is, and shows what it is sent."""

    def __init__(self, app: ScolieApp) -> None:
        self._app, self._buffer = app, ScreenBuffer()
        self.screen = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.Stream(self.screen)
        self.frames = 0

    def write(self, data: str) -> None:
        """Take a frame that Textual has painted."""
        self.show_data(self._buffer.less(data, WIDE))

    def measured(self) -> tuple[int, int] | None:
        return None

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int]) -> None:
        self.frames += 1
        self.show_data(self._buffer.put(pieces, cursor, WIDE))

    def show_data(self, sent: str) -> None:
        self._stream.feed(sent)

    def rows(self) -> list[str]:
        """Return the rows that the terminal shows, without the scroll bar."""
        return [row[: WIDE - 1].rstrip() for row in self.screen.display]

    def must_be_right(self) -> None:
        """Fail if the terminal shows other words than the screen has."""
        screen, shown = article(self._app), pyte.Screen(WIDE, HIGH)
        pyte.Stream(shown).feed("\r\n".join(rows(screen, [screen.pane, screen.bar])))
        assert self.rows() == [row[: WIDE - 1].rstrip() for row in shown.display]


@pytest.fixture
def app(workspace: Workspace) -> ScolieApp:
    (workspace.root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    workspace.articles()  # as whoever opens the app on one has looked for it
    return ScolieApp(workspace, "long")


def watched(app: ScolieApp) -> Seen:
    """Return a terminal that shows what the app's screen shows now, and from now on what it paints at once."""
    seen = app.terminal = Seen(app)
    screen = article(app)
    seen.show_data("\r\n".join(rows(screen, [screen.pane, screen.bar])))
    return seen


def article(app: ScolieApp) -> ArticleScreen:
    assert isinstance(app.screen, ArticleScreen)
    return app.screen


@pytest.mark.parametrize("keys", ["j", "jk", "ww", "j ", "jh", "jhu", "jJ", "j w"])
async def test_a_key_is_painted_in_one_frame_before_textual_would(app: ScolieApp, keys: str) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = watched(app)
        for key in keys:
            seen.frames = 0
            await pilot.press("space" if key == " " else key)
            await pilot.pause()
            seen.must_be_right()
            assert seen.frames == 1, key


async def test_a_letter_in_a_dialog_is_seen_before_the_list_is_sought(
    app: ScolieApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = watched(app)
        await pilot.press("g", "a")
        await pilot.pause()
        lines: list[str] = []
        best = JumpIndex.best

        def sought(index: JumpIndex, query: str, limit: int) -> list[Match]:
            lines.extend(row.strip() for row in seen.rows() if row.strip() == query)
            return best(index, query, limit)

        monkeypatch.setattr(JumpIndex, "best", sought)
        await pilot.press(*"zqx")
        await pilot.pause()
        assert lines == ["z", "zq", "zqx"]


async def test_keys_typed_behind_an_answer_are_for_the_screen_below(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("a", "j", "enter", "j", "ctrl+s", "j", "j")
        await pilot.pause()
        assert [one.note for one in article(app).view.annotations] == ["j\nj"]
        assert article(app).pane.selection != opening(app.state.workspace.document("long"))


async def test_what_lies_under_something_is_left_to_textual(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = watched(app)
        cover = Static("Over the text.")
        cover.styles.overlay, cover.styles.height = "screen", 1
        cover.styles.offset = (0, -HIGH // 2)
        await app.screen.mount(cover)
        await pilot.pause()
        seen.frames = 0
        article(app).pane.refresh()
        article(app).painter.paint()
        assert seen.frames == 0


async def test_a_screen_that_is_not_in_front_is_not_painted(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        seen = watched(app)
        behind = app.screen
        assert isinstance(behind, PaintedScreen)
        await pilot.press("g", "a")
        await pilot.pause()
        seen.frames = 0
        behind.refresh()
        behind.painter.paint()
        assert seen.frames == 0


# -- rows


async def test_the_next_page_is_ready_before_it_is_asked_for(app: ScolieApp) -> None:
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


async def test_what_a_key_brings_into_view_is_there_though_the_wheel_still_turns(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.pause()
        pane = article(app).pane
        pane.scroll_to(y=HIGH, duration=60, immediate=True)
        pane.scroll_at_once(0)
        assert (pane.scroll_y, pane.scroll_target_y) == (0, 0)


async def test_a_highlight_paints_its_paragraph_and_no_other(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("j", "j", "j", "j")
        await pilot.pause()
        pane = article(app).pane
        before, kept = pane.row_painter.painted, [strip.text for strip in pane.strips(range(pane.size.height))]
        await pilot.press("h")
        await pilot.pause()
        now = [strip.text for strip in pane.strips(range(pane.size.height))]
        assert 1 <= pane.row_painter.painted - before <= 3
        assert sum(one != other for one, other in zip(kept, now, strict=True)) >= 1
        pane.row_painter.forget()
        assert [strip.text for strip in pane.strips(range(pane.size.height))] == now
        await pilot.press("u")
        await pilot.pause()
        assert [strip.text for strip in pane.strips(range(pane.size.height))] == kept


# -- the private names


class Stage(TerminalApp, inherit_bindings=False):
    """A screen with one word, in an app that takes failures as it does in a terminal."""

    is_headless = False
    failure: Exception | None = None

    def __init__(self) -> None:
        super().__init__()
        self.failed = asyncio.Event()

    def get_default_screen(self) -> Screen[None]:
        return PaintedScreen()

    def take_failure(self, error: Exception) -> bool:
        self.failure = error
        self.failed.set()
        return True


def must(holds: object, name: str) -> None:
    """Fail with a word on what to do when a private name no longer does what it did."""
    assert holds, f"Textual has changed `{name}` ({NAMES[name]}) Try again what textual_internals.py uses it for."


async def test_each_name_does_what_it_is_used_for() -> None:
    async with Stage().run_test() as pilot:
        word, screen = Static("word"), pilot.app.screen
        await screen.mount(word)
        await pilot.pause()
        for name in NAMES:
            if name.startswith("_"):
                must(any(hasattr(one, name) for one in (word, screen, pilot.app)), name)
        word.refresh()
        must(getattr(word, "_repaint_required", None) is True, "_repaint_required")
        word.refresh(layout=True)
        must(getattr(word, "_layout_required", None) is True, "_layout_required")
        assert isinstance(screen, PaintedScreen)
        assert screen.painter.moves
        before = screen.message_queue_size
        screen.painter.prepare_layout()
        must(screen.message_queue_size > before, "_check_refresh")
        must(getattr(word, "_layout_required", None) is False, "_check_refresh")
        await pilot.pause()
        word.refresh()
        screen.painter.paint()
        must(getattr(word, "_repaint_required", None) is False, "_repaint_required")
        must(getattr(screen, "_dirty_widgets", None) == set(), "_dirty_widgets")


async def test_a_layout_is_there_at_once() -> None:
    async with Stage().run_test() as pilot:
        word, screen = Static("word"), pilot.app.screen
        await screen.mount(word)
        await pilot.pause()
        assert isinstance(screen, PaintedScreen)
        word.styles.height = 3
        screen.painter.prepare_layout()
        screen.refresh(layout=True)
        screen.painter.lay_out()
        must(word.region.height == 3, "_on_timer_update")


async def test_what_no_handler_caught_is_taken() -> None:
    app = Stage()
    async with app.run_test():
        error = ValueError("nobody caught this")

        def fail() -> None:
            raise error

        app.call_later(fail)
        await asyncio.wait_for(app.failed.wait(), 30)
    must(app.failure is error, "_handle_exception")


def test_the_parser_makes_keys_of_bytes() -> None:
    keys = [one.key for one in XTermParser(False).feed("jé") if isinstance(one, events.Key)]
    must(keys == ["j", "é"], "textual._xterm_parser")
    must(hasattr(XTermParser, "tick"), "textual._xterm_parser")


def test_no_more_names_than_agreed() -> None:
    assert len(NAMES) <= 8
    source = inspect.getsource(textual_internals)
    used = set(re.findall(r"(?:\.|def |textual\.)(_[a-z]\w+)", source))
    assert {name.removeprefix("textual.") for name in NAMES} == used - OURS
