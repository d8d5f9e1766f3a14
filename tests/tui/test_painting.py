"""What a key has changed is painted at once, and just as Textual would paint it."""

from __future__ import annotations

import os
import pty
import threading
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO, cast

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.drivers._writer_thread import WriterThread
from textual.screen import Screen

from reader.layout.motion import Grain, opening
from reader.search.jump import JumpIndex, Match
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from reader.tui.painting import PaintedScreen
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.terminal.driver import Sparing, _Late, _straight
from reader.tui.terminal.screen_buffer import Glass, Piece, _stretch
from tests.tui.terminal import Terminal

WIDE, HIGH = 100, 30
LONG = "# Le phare\n\n" + "\n\n".join(
    f"Phrase {number} du texte, qui est assez longue pour tenir sur deux rangées. Une autre {number}. Et « la fin »."
    for number in range(80)
)


class Seen:
    """The terminal of an app under test: it is given frames as the driver is, and shows what it is sent."""

    def __init__(self, app: ScolieApp) -> None:
        self._app, self._glass = app, Glass()
        self.screen = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.Stream(self.screen)
        self.frames = 0
        self.sent = 0
        """Frames of which the terminal was sent anything."""

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int], *, together: bool) -> None:
        self.frames += 1
        sent = self._glass.put(pieces, cursor, WIDE)
        self.sent += bool(sent)
        self._stream.feed(sent)

    def must_be_right(self) -> None:
        """Fail if anything stands there that Textual would not show, or stands otherwise."""
        whole = pyte.Screen(WIDE, HIGH)
        app = self._app
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, CompositorUpdate)
        pyte.Stream(whole).feed(update.render_segments(app.console).replace("\n", ""))
        for y in range(HIGH):
            assert [self.screen.buffer[y][x] for x in range(WIDE)] == [whole.buffer[y][x] for x in range(WIDE)], y


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether there was something left to paint, at each tick of Textual's timer."""
    found: list[bool] = []
    tick = Screen._on_timer_update

    def noticed(screen: Screen[object]) -> None:
        found.append(bool(screen._dirty_widgets or screen._layout_required))
        tick(screen)

    monkeypatch.setattr(Screen, "_on_timer_update", noticed)
    return found


@pytest.fixture
def app(workspace: Workspace) -> ScolieApp:
    (workspace.root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    workspace.articles()  # as whoever opens the app on one has looked for it
    return ScolieApp(workspace, "long")


def watched(app: ScolieApp) -> Seen:
    seen = Seen(app)
    app._driver.show = seen.show  # type: ignore[union-attr]
    app.screen.refresh(layout=True)
    return seen


def article(app: ScolieApp) -> ArticleScreen:
    assert isinstance(app.screen, ArticleScreen)
    return app.screen


SITTING = (
    *("j", "j", "w", "J", "x", "space", "space", "b", "k", "h", "j", "h", "u", "f", "escape", "l", "j", "space"),
    *("tab", "j", "tab", "l", "g", "e", "k", "slash", "F", "i", "enter", "n", "escape"),
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
)


async def test_after_each_key_the_terminal_shows_what_textual_would(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.pause()
        for key in SITTING:
            await pilot.press(key)
            await pilot.pause()
            seen.must_be_right()
        assert seen.frames >= len(SITTING) // 2


@pytest.mark.parametrize("keys", ["jk", "ww", "j ", "jh", "jhu", "jJ"])
async def test_a_key_is_painted_before_textual_would_and_only_then(
    app: ScolieApp, ticks: list[bool], keys: str
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        for key in keys:
            await pilot.pause()
            ticks.clear()
            seen.frames = 0
            await pilot.press("space" if key == " " else key)
        await pilot.pause()
        assert seen.frames == 1
        assert not any(ticks), "Textual no longer says what is to be painted as it did"
        seen.must_be_right()


async def test_a_letter_in_a_dialog_is_painted_at_once_with_the_list_it_leaves(
    app: ScolieApp, ticks: list[bool]
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.press("g", "a")
        await pilot.pause()
        ticks.clear()
        await pilot.press("p")
        await pilot.pause()
        assert not any(ticks)
        seen.must_be_right()


@pytest.mark.parametrize("keys", [("a",), ("t",), ("g", "a")])
async def test_what_a_dialog_is_about_is_seen_behind_it(app: ScolieApp, keys: tuple[str, ...]) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.pause()
        first = seen.screen.display[0]
        assert "Le phare" in first
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        assert len(app.screen_stack) > 1
        assert seen.screen.display[0] == first
        seen.must_be_right()


async def test_a_letter_in_a_dialog_is_seen_before_the_list_is_sought(
    app: ScolieApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.press("g", "a")
        await pilot.pause()
        lines: list[str] = []
        best = JumpIndex.best

        def sought(index: JumpIndex, query: str, limit: int) -> list[Match]:
            lines.append(next(line for line in seen.screen.display if query in line and "│" in line))
            return best(index, query, limit)

        monkeypatch.setattr(JumpIndex, "best", sought)
        await pilot.press(*"zqx")
        await pilot.pause()
        assert [line.strip("│ ") for line in lines] == ["z", "zq", "zqx"]


@pytest.mark.parametrize("keys", [("t", "m", "enter"), ("t", "escape"), ("a", "n", "ctrl+s"), ("a", "n", "escape")])
async def test_a_dialog_that_is_answered_gives_way_to_what_its_answer_has_changed(
    app: ScolieApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.press("j", *keys[:-1])
        await pilot.pause()
        seen.sent = 0
        await pilot.press(keys[-1])
        await pilot.pause()
        assert seen.sent == 1
        seen.must_be_right()


async def test_keys_typed_behind_an_answer_are_for_the_screen_below(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        await pilot.press("a", "j", "enter", "j", "ctrl+s", "j", "j")
        await pilot.pause()
        assert [one.note for one in article(app).view.annotations] == ["j\nj"]
        assert article(app).pane.selection != opening(app.state.workspace.document("long"))


async def test_what_lies_under_something_is_left_to_textual(app: ScolieApp, ticks: list[bool]) -> None:
    async with app.run_test(size=(WIDE, HIGH), notifications=True) as pilot:
        seen = watched(app)
        app.notify("One line.\nAnother.")
        for _ in range(3):
            await pilot.pause()
        assert app.screen.query("Toast")
        front = article(app)
        ticks.clear()
        front.pane.refresh()
        front.paint()
        assert ticks == [True]
        await pilot.pause()
        seen.must_be_right()


async def test_a_screen_that_is_not_in_front_is_not_painted(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        behind = app.screen
        assert isinstance(behind, PaintedScreen)
        await pilot.press("g", "a")
        await pilot.pause()
        seen.frames = 0
        behind.refresh()
        behind.paint()
        assert seen.frames == 0


# -- rows


async def test_the_next_page_is_ready_before_it_is_asked_for(app: ScolieApp) -> None:
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        seen = watched(app)
        await pilot.press("space")
        await pilot.pause()
        pane = article(app).pane
        before, made = pane.painted, _stretch.cache_info().misses
        pane.turn(1)
        article(app).paint()
        assert pane.painted == before
        assert _stretch.cache_info().misses - made < HIGH // 2, "of the scroll bar alone"
        seen.must_be_right()
        pane.move(Grain.SENTENCE, -1)
        pane.strips(range(pane.size.height))
        assert pane.painted > before


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
        before, kept = pane.painted, [strip.text for strip in pane.strips(range(pane.size.height))]
        await pilot.press("h")
        await pilot.pause()
        now = [strip.text for strip in pane.strips(range(pane.size.height))]
        assert 1 <= pane.painted - before <= 3
        assert sum(one != other for one, other in zip(kept, now, strict=True)) >= 1
        pane._changed()
        assert [strip.text for strip in pane.strips(range(pane.size.height))] == now
        await pilot.press("u")
        await pilot.pause()
        assert [strip.text for strip in pane.strips(range(pane.size.height))] == kept


# -- the driver


class Pipe:
    """A driver on a pseudo-terminal of which nobody reads until asked to."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        os.set_blocking(self.slave, True)
        self.file = os.fdopen(self.slave, "w", encoding="utf-8")
        self.driver = Sparing.__new__(Sparing)
        self.given: list[str] = []
        self.driver._glass = Glass()
        self.driver._late = _Late(self.file)
        self.driver._straight = _straight(self.slave)
        self.driver._writer_thread = SimpleNamespace(write=self.given.append)  # type: ignore[assignment]

    def catch_up(self) -> bytes:
        """Let the thread write what it was given while all is read; return all that came."""
        came = bytearray()

        def write() -> None:
            for text in self.given:
                self.driver._late.write(text)
            self.driver._late.flush()
            os.write(self.slave, b"\x04")

        thread = threading.Thread(target=write)
        thread.start()
        while not came.endswith(b"\x04"):
            came += os.read(self.master, 65536)
        thread.join()
        self.given.clear()
        return bytes(came[:-1]).replace(b"\r\n", b"\n")


def test_what_the_terminal_does_not_take_at_once_is_written_later_and_in_order() -> None:
    pipe = Pipe()
    texts = [f"{number} é漢 " * 3000 for number in range(12)]
    for text in texts:
        pipe.driver._send(text)
    assert pipe.given, "a terminal that takes everything"
    assert pipe.driver._late.behind
    assert pipe.catch_up().decode() == "".join(texts)
    assert not pipe.driver._late.behind
    pipe.driver._send("again")
    assert not pipe.given
    assert os.read(pipe.master, 100) == b"again"


def test_a_closed_window_takes_all_that_is_written_so_that_nobody_waits_for_it() -> None:
    pipe = Pipe()
    writer = WriterThread(cast(TextIO, pipe.driver._late))
    pipe.driver._writer_thread = writer
    os.close(pipe.master)

    def end() -> None:
        for number in range(100):
            pipe.driver._send(f"row {number}")
        writer.stop()

    writer.start()
    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()
    assert not pipe.driver._late.behind


def test_a_frame_is_shown_in_one_and_nothing_is_sent_for_nothing() -> None:
    pipe = Pipe()
    pipe.driver._size = None
    for _ in range(2):
        pipe.driver.show([(0, 0, "a row")], (2, 0), together=True)
    assert os.read(pipe.master, 1000) == b"\x1b[?2026h\x1b[1;1Ha row\x1b[1;3H\x1b[?2026l"


def test_a_dialog_stays_when_the_terminal_grows_and_shrinks(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("?")
    shown.until("Keys here")
    for columns, rows in ((160, 50), (40, 10), (200, 60)):
        shown.resize(columns, rows)
        shown.settle()
        shown.until("Keys here")
        assert "Highlight" in shown.screen.display[-1]
    shown.type("q")
    shown.until("Le port rouvre.")
    shown.type("q")
    assert shown.end() == 0
