"""Keys taken one after the other, each where the one before it has led.

Textual hands a key on at once to whatever has the focus at that moment. A user who types faster than a prompt opens, or
before the first screen is ready, would write into the wrong place. Here a key waits until the one before has had its effect.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

from reader.tui.terminal.key_effect import KeyEffect, painted_front
from reader.tui.terminal.key_taker import KeyTaker
from reader.tui.terminal.textual_internals import PaintedScreen

QUIET = 0.3
"""Seconds after the last key in which the next one is likely to come."""

LOOK_SECONDS = 0.01
"""Between two looks at whether a large article has been read."""

Typed = events.Key | events.Paste


class KeyQueue:
    """Keeps keys in order, whatever opens or closes between them."""

    def __init__(
        self,
        app: App[Any],
        pass_on: Callable[[events.Event], Awaitable[None]],
        before_key: Callable[[], None],
    ) -> None:
        """``pass_on`` is Textual's own way for a key; ``before_key`` is called before each key that is done."""
        self._app = app
        self._pass_on = pass_on
        self._before_key = before_key
        self._keys: deque[tuple[Typed, float]] = deque()
        """What was typed or pasted and not done yet, and when."""
        self._effect = KeyEffect(app, self.dispatch)
        self._seeking: tuple[Screen[Any], float] | None = None
        """The screen that keys wait for because it seeks something, and since when."""
        self._look: asyncio.TimerHandle | None = None
        """The next look at whether keys still wait."""
        self._last_key = monotonic()

    @property
    def is_empty(self) -> bool:
        """Whether no key waits."""
        return not self._keys

    @property
    def is_quiet(self) -> bool:
        """Whether no key waits, and none came a moment ago."""
        return self.is_empty and monotonic() - self._last_key > QUIET

    async def put(self, event: Typed) -> None:
        """Take a key, or what was pasted, and hand it on when its turn comes."""
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            # Enter, from a terminal that was not yet set up when it was pressed.
            event = events.Key("enter", "\r")
        self._last_key = monotonic()
        self._keys.append((event, self._last_key))
        await self.dispatch()

    async def dispatch(self) -> None:
        """Hand on the keys for which the screen is ready. Behind the key that leaves the app nothing is done."""
        while self._keys and self._app.return_code is None and not self._waits():
            if self._gives_up():
                continue
            event, _ = self._keys.popleft()
            self._before_key()
            screen = self._app.screen
            if isinstance(event, events.Key) and self._is_taken(screen, event):
                continue
            target = screen.focused or screen
            self._effect.begin()
            await self._pass_on(event)
            self._effect.wait_for_key(target)
        self._note_seeking()
        self._paint()

    def _is_taken(self, screen: Screen[Any], key: events.Key) -> bool:
        """Have a screen do at once what a key means there; return whether the key is done with."""
        taker = _taker(screen)
        if not isinstance(screen, PaintedScreen) or taker is None or (screen.focused and not taker.is_dialog):
            return False
        if not taker.take(key):
            return False
        if not taker.is_dialog:
            if not taker.in_sequence and self._effect.moves(screen):
                self._effect.wait_for_layout(screen)
        elif self._app.screen is not screen:
            self._effect.wait_for_answer()
        return True

    def _paint(self) -> None:
        """Paint what the keys have changed."""
        if front := painted_front(self._app):
            if front.message_queue_size:
                front.call_later(
                    front.painter.paint
                )  # after its messages (it may be in front again), so that it is one frame
            else:
                front.painter.paint()

    def _waits(self) -> bool:
        if self._effect.is_pending or not self._app.screen_stack:
            return True
        screen = self._app.screen
        self._note_seeking()
        taker = _taker(screen)
        if taker and taker.seeks:
            if self._escape(taker) is not None or self._leaves(taker):
                return False
        elif _ready(screen) or (self._is_late and screen.is_mounted and _is_dialog(taker)):
            return False
        elif not screen.call_after_refresh(self._again):
            self._again()
        if self._look is None:  # one for all keys that wait
            self._look = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look_again)
        return True

    @property
    def _is_late(self) -> bool:
        """Whether the first key that waits has waited for long."""
        return monotonic() - self._keys[0][1] > self._effect.patience

    def _escape(self, taker: KeyTaker) -> int | None:
        """Return which of the keys that wait gives up what a screen seeks; None if none does.

        It must have been typed since then: what was typed ahead keeps its meaning. In a dialog any Esc does. Elsewhere Esc and
        Ctrl+c do once the wait could be felt, and an Esc that is the first key after a search.
        """
        since = self._seeking[1] if self._seeking else 0.0
        for number, (event, at) in enumerate(self._keys):
            key = event.key if isinstance(event, events.Key) and at >= since else ""
            felt = at - since > self._effect.patience
            if key == "escape" and (taker.is_dialog or felt or (number == 0 and taker.awaits)):
                return number
            if key == "ctrl+c" and felt:
                return number
        return None

    def _note_seeking(self) -> None:
        front = self._app.screen_stack[-1] if self._app.screen_stack else None
        taker = _taker(front)
        if front is None or taker is None or not taker.seeks:
            self._seeking = None
        elif self._seeking is None or self._seeking[0] is not front:
            self._seeking = (front, monotonic())

    def _leaves(self, taker: KeyTaker) -> bool:
        """Whether the first key leaves a screen that only looks for something."""
        first = self._keys[0][0]
        return isinstance(first, events.Key) and taker.leaves(first)

    def _gives_up(self) -> bool:
        """Whether one of the keys that wait gives up what is sought: then it is done, and those before it are dropped."""
        screen = self._app.screen
        taker = _taker(screen)
        number = self._escape(taker) if taker and taker.seeks else None
        if taker is None or number is None:
            return False
        for _ in range(number + 1):
            self._keys.popleft()
        self._before_key()
        taker.give_up()
        if self._app.screen is not screen:
            self._effect.wait_for_answer()
        return True

    def _look_again(self) -> None:
        self._look = None
        self._again()

    def _again(self) -> None:
        self._app.call_later(self.dispatch)


def _taker(screen: Screen[Any] | None) -> KeyTaker | None:
    return screen.key_taker if isinstance(screen, PaintedScreen) else None


def _is_dialog(taker: KeyTaker | None) -> bool:
    return taker is None or taker.is_dialog


def _ready(screen: Screen[Any]) -> bool:
    """Whether a screen is ready for keys, with the focus where its typing goes."""
    taker = _taker(screen)
    if taker and not taker.is_dialog:
        return taker.is_ready
    return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)
