"""The queue of keys in an app that has nothing else of Scolie."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.tui.terminal.key_queue import KeyQueue
from reader.tui.terminal.textual_internals import PaintedScreen, TerminalApp


class Taker:
    """Opens a line at ``o``, and seeks something at ``s`` until that is given up."""

    is_dialog = False
    in_sequence = False

    def __init__(self, screen: Page) -> None:
        self.screen = screen
        self.is_ready = True
        self.seeks = self.awaits = False
        self.taken: list[str] = []

    def take(self, event: events.Key) -> bool:
        self.taken.append(event.key)
        if event.key == "o":
            self.screen.mount(line := Input())
            self.screen.set_focus(line)
        elif event.key == "s":
            self.is_ready, self.seeks, self.awaits = False, True, True
        return True

    def leaves(self, event: events.Key) -> bool:
        return event.key == "q"

    def give_up(self) -> None:
        self.taken.append("given up")
        self.is_ready, self.seeks, self.awaits = True, False, False


class Page(PaintedScreen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.keys = Taker(self)
        self.key_taker = self.keys


class KeyCounter(TerminalApp):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.done = 0
        self.key_queue = KeyQueue(self, super().on_event, self.count)

    def get_default_screen(self) -> Page:
        return self.page

    def count(self) -> None:
        self.done += 1

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.key_queue.put(event)
        else:
            await super().on_event(event)


def type_at_once(app: KeyCounter, *keys: str) -> None:
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def drained(pilot: Pilot[None], app: KeyCounter) -> None:
    """Wait until no key waits; fail after half a minute."""
    for _ in range(600):
        await pilot.pause()
        if app.key_queue.is_empty:
            return
    raise AssertionError("keys still wait")


async def test_letters_typed_behind_the_key_that_opens_a_line_are_for_the_line() -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        type_at_once(app, "j", "o", *"abc")
        await drained(pilot, app)
        await pilot.pause()
        assert app.page.keys.taken == ["j", "o"]
        assert app.page.query_one(Input).value == "abc"
        assert app.done == 5


async def test_keys_wait_for_what_is_sought_and_escape_gives_it_up_with_those_before_it() -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        type_at_once(app, "s")
        await drained(pilot, app)
        type_at_once(app, "x", "y")
        await pilot.pause()
        assert not app.key_queue.is_empty
        app.page.keys.give_up()  # it was found
        await drained(pilot, app)
        type_at_once(app, "s")
        await drained(pilot, app)
        type_at_once(app, "escape", "z")
        await drained(pilot, app)
        assert app.page.keys.taken == ["s", "given up", "x", "y", "s", "given up", "z"]


async def test_a_key_that_leaves_does_not_wait_for_what_is_sought() -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        type_at_once(app, "s")
        await drained(pilot, app)
        type_at_once(app, "q")
        await drained(pilot, app)
        assert app.page.keys.taken == ["s", "q"]


async def test_behind_the_key_that_ends_the_app_nothing_is_done() -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        app.exit()
        type_at_once(app, "j")
        await pilot.pause()
    assert app.page.keys.taken == []


async def test_ctrl_j_of_a_terminal_that_was_not_set_up_is_enter() -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        type_at_once(app, "ctrl+j")
        await drained(pilot, app)
        assert app.page.keys.taken == ["enter"]


async def test_the_keyboard_is_not_quiet_while_a_key_waits(pass_time: Callable[[float], None]) -> None:
    app = KeyCounter()
    async with app.run_test() as pilot:
        type_at_once(app, "s")
        await drained(pilot, app)
        type_at_once(app, "x")
        await pilot.pause()
        pass_time(10)
        assert not app.key_queue.is_quiet
