"""When a key has had its effect: all messages that it set off are processed, and what it changed is laid out and painted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

from reader.tui.terminal.textual_internals import PaintedScreen


class KeyEffect:
    """Follows what a key sets off from queue to queue, then calls ``then`` on the event loop."""

    patience = 0.5
    """Seconds after which the next key no longer waits."""

    def __init__(self, app: App[Any], then: Callable[[], Any]) -> None:
        self._app = app
        self._then = then
        self._since: float | None = None
        """Since when the next key waits."""
        self._way: list[MessagePump] = []
        """The nodes whose queues are waited for, the next one first."""

    @property
    def is_pending(self) -> bool:
        """Whether the next key has to wait."""
        if self._since is not None and monotonic() - self._since >= self.patience:
            self._since = None
        return self._since is not None

    def begin(self) -> None:
        """Have the next key wait."""
        self._since = monotonic()

    def wait_for_key(self, target: Widget) -> None:
        """Wait for a key that was handed to a widget.

        It goes from there up to the app, from queue to queue, and what it sets off (an action of the widget, a message to
        its screen) goes the same way once more.
        """
        way: list[MessagePump] = [node for node in target.ancestors_with_self if isinstance(node, MessagePump)]
        self.wait_for(way + way)

    def wait_for_answer(self) -> None:
        """Wait until what a dialog was opened for is done with its answer, and the screen below is in front again."""
        self.wait_for([self._app.screen, self._app])

    def wait_for(self, way: list[MessagePump]) -> None:
        """Wait until the nodes of a way have done what is in their queues, unless that takes long."""
        self._begin_with_end()
        self._set_out(way)

    def wait_for_layout(self, screen: PaintedScreen[Any]) -> None:
        """Wait until everything stands where the last key has put it: a page is as long as the pane is high."""
        if self._since is None:
            self._begin_with_end()
        screen.painter.prepare_layout()
        if not screen.call_later(self._lay_out, screen):
            self._since = None
            self._app.call_later(self._then)

    def moves(self, screen: PaintedScreen[Any], *, has_messages: bool = False) -> bool:
        """Whether a screen that is seen has to be laid out, or has messages, which may ask for that."""
        return not screen.hidden and (has_messages or screen.painter.moves)

    def _begin_with_end(self) -> None:
        self.begin()
        asyncio.get_running_loop().call_later(self.patience, self._app.call_later, self._then)

    def _lay_out(self, screen: PaintedScreen[Any]) -> None:
        screen.painter.lay_out()
        self._set_out([node for node in screen.walk_children(Widget) if node.message_queue_size])  # of their new sizes

    def _set_out(self, way: list[MessagePump]) -> None:
        """Follow one way, and no other any more: two that wait for one queue to be empty would keep it full for each other."""
        self._way = way
        self._follow(way)

    def _follow(self, way: list[MessagePump]) -> None:
        """Wait until the first node of the way has done all that is in its queue, then go on to the next."""
        while way and not way[0].is_running:
            del way[0]
        is_pending = self.is_pending
        if is_pending and way and way[0].call_later(self._passed, way):
            return
        front = painted_front(self._app)
        if is_pending and front and self.moves(front, has_messages=front.message_queue_size > 0):
            self.wait_for_layout(front)
            return
        self._since = None
        self._app.call_later(self._then)

    def _passed(self, way: list[MessagePump]) -> None:
        if front := painted_front(self._app):
            front.painter.paint()
        if way is not self._way:
            return
        if not way[0].message_queue_size:
            del way[0]
        self._follow(way)


def painted_front(app: App[Any]) -> PaintedScreen[Any] | None:
    """Return the screen in front if it can be painted at once."""
    front = app.screen_stack[-1] if app.screen_stack else None
    return front if isinstance(front, PaintedScreen) else None
