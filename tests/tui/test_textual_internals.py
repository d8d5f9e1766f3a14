"""What a key has changed is painted at once; each private name of Textual does what the app needs of it."""

from __future__ import annotations

import asyncio
import inspect
import re

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from reader.tui.terminal import textual_internals
from reader.tui.terminal.textual_internals import NAMES, PaintedScreen, TerminalApp, XTermParser

OURS = frozenset({"_screen", "_rows"})
"""Private names of the module itself."""
WIDE, HIGH = 100, 30
LONG = "# Le phare\n\n" + "\n\n".join(
    f"Phrase {number} du texte, qui est assez longue pour tenir sur deux rangées. Une autre {number}. Et « la fin »."
    for number in range(80)
)


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


class Measured(PaintedScreen[None], inherit_bindings=False):
    """Counts the sizes that it takes, and has something to do after each, as screens have.

    It takes no more than `MOST`: sizes that call each other up for ever would also keep the app from ending.
    """

    MOST = 50

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Resize) or self.taken < self.MOST:
            await super().on_event(event)

    def on_resize(self) -> None:
        self.taken += 1
        self.call_later(lambda: None)


async def test_two_sizes_under_way_at_once_do_not_call_each_other_up() -> None:
    async with Stage().run_test(size=(WIDE, HIGH)) as pilot:
        screen = Measured()
        await pilot.app.push_screen(screen)
        await pilot.pause()
        before = screen.taken
        for size in (Size(12, 4), Size(WIDE, HIGH)) * 2:
            screen.post_message(events.Resize(size, size))
            screen.call_later(lambda: None)
        for _ in range(400):
            await asyncio.sleep(0)
        assert screen.taken <= before + 3
        assert screen.size == (WIDE, HIGH)


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
