"""Keys taken one after the other, each where the one before it has led.

Textual hands a key on at once to whatever has the focus at that moment. Who types faster than a prompt opens, or before
the first screen stands, would write into the wrong place. Here a key waits until the one before it has had its effect.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message_pump import MessagePump
from textual.widget import Widget

from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.terminal.textual_internals import PaintedScreen, TerminalApp

if TYPE_CHECKING:
    from textual.screen import Screen

PATIENCE = 0.5
"""Seconds after which a key no longer waits for a widget that has not answered, or that does not take the focus."""

QUIET = 0.3
"""Seconds after the last key in which the next one is likely to come."""

OPENING = 0.01
"""Seconds between two looks at whether a large article has been read."""


class KeyQueue(TerminalApp, inherit_bindings=False):
    """An app whose keys keep their order, whatever opens or closes between them."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[tuple[events.Key | events.Paste, float]] = deque()
        self._waiting_since: float | None = None
        self._seeking: tuple[Screen[Any], float] | None = None
        """The screen that keys wait for because it seeks something, and since when."""
        self._way: list[MessagePump] = []
        """The nodes whose queues are waited for, the next one first."""
        self._look: asyncio.TimerHandle | None = None
        """The next look at whether keys still wait."""
        self._last_key = monotonic()

    @property
    def is_quiet(self) -> bool:
        """Whether no key waits, and none came a moment ago."""
        return self.rested > QUIET

    @property
    def rested(self) -> float:
        """Seconds since the last key; none while one waits."""
        return 0.0 if self._typed else monotonic() - self._last_key

    async def on_event(self, event: events.Event) -> None:
        """Put keys in a row, and what is pasted between them; everything else goes Textual's way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.app_focus = True
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                # Enter, as a terminal tells it that was not yet set up when it was pressed.
                event = events.Key("enter", "\r")
            self._last_key = monotonic()
            self._typed.append((event, self._last_key))
            await self.hand_on()
        else:
            await super().on_event(event)

    async def hand_on(self) -> None:
        """Hand on the keys for which the screen is ready."""
        while self._typed and not self._exit and not self._waits():  # behind the key that leaves nothing is done
            if self._gives_up():
                continue
            event, _ = self._typed.popleft()
            self.hush()
            screen = self.screen
            if isinstance(event, events.Key) and self._is_taken(screen, event):
                continue
            target = screen.focused or screen
            self._waiting_since = monotonic()
            await super().on_event(event)
            # A key goes from the widget up to the app, from queue to queue, and what it sets off (an action of the
            # widget, a message to its screen) once more: so does the word that it has passed.
            way: list[MessagePump] = [node for node in target.ancestors_with_self if isinstance(node, MessagePump)]
            self._wait_for(way + way)
        self._note_seeking()
        self._paint()

    def _is_taken(self, screen: Screen[Any], key: events.Key) -> bool:
        """Have a screen do at once what a key means there; return whether the key is done with."""
        if isinstance(screen, KeyedScreen) and screen.focused is None:
            screen.take(key)
            if not screen.begun and self._moves(screen):
                self._wait_for_layout(screen)
            return True
        if not isinstance(screen, KeyedDialog) or not screen.take(key):
            return False
        if self.screen is not screen:
            # What it was opened for is done with the answer, and the screen below is in front again.
            self._wait_for([self.screen, self])
        return True

    def _paint(self) -> None:
        """Paint what the keys have changed."""
        front = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(front, PaintedScreen):
            if front.message_queue_size:
                front.call_later(front.paint)  # it is told more, that it is in front again perhaps: in one frame
            else:
                front.paint()

    def hush(self) -> None:
        """Take away what was told: one goes on."""

    def _waits(self) -> bool:
        if self._waiting_since is not None:
            if monotonic() - self._waiting_since < PATIENCE:
                return True
            self._waiting_since = None
        if not self.screen_stack:
            return True
        screen = self.screen
        self._note_seeking()
        if _seeks(screen):
            if self._escape(screen) is not None or self._is_back(screen):
                return False
        elif _ready(screen) or (self._is_late and screen.is_mounted and not isinstance(screen, KeyedScreen)):
            return False
        elif not screen.call_after_refresh(self._again):
            self.call_later(self._again)
        if self._look is None:  # one for all keys that wait
            self._look = asyncio.get_running_loop().call_later(OPENING, self._look_again)
        return True

    @property
    def _is_late(self) -> bool:
        """Whether the first key that waits has waited for long."""
        return monotonic() - self._typed[0][1] > PATIENCE

    def _escape(self, screen: Screen[Any]) -> int | None:
        """Return which of the keys that wait gives up what a screen seeks; None if none does.

        It must have been typed since then: what was typed ahead keeps its meaning. In a dialog any Esc does. Elsewhere Esc and
        Ctrl+c do once the wait could be felt, and an Esc that is the first key after a search.
        """
        since = self._seeking[1] if self._seeking else 0.0
        dialog = not isinstance(screen, KeyedScreen)
        for number, (event, typed) in enumerate(self._typed):
            key = event.key if isinstance(event, events.Key) and typed >= since else ""
            felt = typed - since > PATIENCE
            if key == "escape" and (dialog or felt or (number == 0 and _awaits(screen))):
                return number
            if key == "ctrl+c" and felt:
                return number
        return None

    def _note_seeking(self) -> None:
        front = self.screen_stack[-1] if self.screen_stack else None
        if front is None or not _seeks(front):
            self._seeking = None
        elif self._seeking is None or self._seeking[0] is not front:
            self._seeking = (front, monotonic())

    def _is_back(self, screen: Screen[Any]) -> bool:
        """Whether the first key leaves a screen that only looks for something."""
        first = self._typed[0][0]
        if not isinstance(screen, KeyedScreen) or screen.works or not isinstance(first, events.Key):
            return False
        return screen.leaves(first)

    def _gives_up(self) -> bool:
        """Whether one of the keys that wait gives up what is sought: then it is done, and those before it are dropped."""
        screen = self.screen
        if not isinstance(screen, KeyedScreen | KeyedDialog) or not _seeks(screen):
            return False
        number = self._escape(screen)
        if number is None:
            return False
        for _ in range(number + 1):
            self._typed.popleft()
        self.hush()
        screen.give_up()
        if self.screen is not screen:
            self._wait_for([self.screen, self])
        return True

    def _wait_for(self, way: list[MessagePump]) -> None:
        """Hand on no key before the nodes of the way have done what is in their queues, unless that takes long."""
        self._waiting_since = monotonic()
        asyncio.get_running_loop().call_later(PATIENCE, self._again)
        self._set_out(way)

    def _moves(self, screen: PaintedScreen[Any], *, told: bool = False) -> bool:
        """Whether a screen is to be laid out anew, or is ``told`` something, which may be that; none is before it is seen."""
        return not screen.hidden and (told or screen.moves)

    def _wait_for_layout(self, screen: PaintedScreen[Any]) -> None:
        """Hand on no key before all stands where the last one has put it: a page is as long as the pane is high."""
        if self._waiting_since is None:
            self._waiting_since = monotonic()
            asyncio.get_running_loop().call_later(PATIENCE, self._again)
        screen.prepare_layout()
        if not screen.call_later(self._lay_out, screen):
            self._waiting_since = None
            self._again()

    def _lay_out(self, screen: PaintedScreen[Any]) -> None:
        screen.lay_out()
        self._set_out([node for node in screen.walk_children(Widget) if node.message_queue_size])  # of their new sizes

    def _set_out(self, way: list[MessagePump]) -> None:
        """Follow one way, and no other any more: two that wait for one queue to be empty would keep it full for each other."""
        self._way = way
        self._follow(way)

    def _follow(self, way: list[MessagePump]) -> None:
        """Wait until the first node of the way has done all that is in its queue, then go on to the next."""
        while way and not way[0].is_running:
            del way[0]
        waits = self._waiting_since is not None and monotonic() - self._waiting_since < PATIENCE
        if waits and way and way[0].call_later(self._passed, way):
            return
        front = self.screen_stack[-1] if self.screen_stack else None
        if waits and isinstance(front, PaintedScreen) and self._moves(front, told=front.message_queue_size > 0):
            self._wait_for_layout(front)
            return
        self._waiting_since = None
        self.call_later(self.hand_on)

    def _passed(self, way: list[MessagePump]) -> None:
        front = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(front, PaintedScreen):
            front.paint()
        if way is not self._way:
            return
        if not way[0].message_queue_size:
            del way[0]
        self._follow(way)

    def _look_again(self) -> None:
        self._look = None
        self._again()

    def _again(self) -> None:
        self.call_later(self.hand_on)


def _seeks(screen: Screen[Any]) -> bool:
    """Whether keys wait for what is being done beside the keyboard: that may take any time, and can be given up."""
    return _awaits(screen) or (isinstance(screen, KeyedScreen) and (screen.opening or screen.works))


def _awaits(screen: Screen[Any]) -> bool:
    """Whether the next keys are meant for what was asked for last, such as the first hit of a search."""
    return isinstance(screen, KeyedScreen | KeyedDialog) and screen.awaits


def _ready(screen: Screen[Any]) -> bool:
    """Whether a screen stands, with the focus where its typing goes."""
    if isinstance(screen, KeyedScreen):
        return screen.stands
    return screen.is_mounted and (screen.focused is not None or not screen.focus_chain)
