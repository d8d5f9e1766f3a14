"""Work in threads: what a person waits for at once, the rest when the keyboard rests."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, Protocol, TypeVar

from textual.screen import Screen

from reader.text.problem import Problem
from reader.tui.service.messages import Messages

Result = TypeVar("Result")
REST_SECONDS = 2.0
"""How long work that can wait leaves the keyboard to itself, at most."""
LOOK_SECONDS = 0.03
"""Between two looks at whether the keyboard rests."""


class Tasks(Protocol):
    """Runs work in threads and on the event loop."""

    def run_worker(
        self, work: Callable[[], object], *, group: str = "default", exclusive: bool = False, thread: bool = False
    ) -> object:
        """Run ``work``, here always in a thread; ``exclusive`` cancels others of the group."""

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call ``callback`` on the event loop; return whether the app still runs."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""


class Background:
    """Runs work in threads; one thing after the other where nobody waits for it."""

    def __init__(self, tasks: Tasks, is_quiet: Callable[[], bool], messages: Messages) -> None:
        self._tasks = tasks
        self._is_quiet = is_quiet
        self._messages = messages
        self._exclusive = Lock()
        self.awaited: list[object] = []
        """The work that somebody waits for."""

    def in_background(
        self, what: Callable[[], Result], then: Callable[[Result], None], *, asked_by: Screen[Any] | None = None
    ) -> None:
        """Run ``what`` in a thread, then ``then`` with its result; nothing follows once the screen that asked was left.

        That is the screen in front unless ``asked_by`` is given. ``what`` must not ask the screen.
        """

        def first() -> Result:
            self.awaited.append(first)
            try:
                return what()
            finally:
                self.awaited.remove(first)

        self._run(first, then, asked_by or self._tasks.screen)

    def when_quiet(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do the same with what nobody waits for, when the keyboard rests."""
        self._run(lambda: self.run_exclusive(what), then, self._tasks.screen)

    def _run(self, what: Callable[[], Result], then: Callable[[Result], None], asked_by: Screen[Any]) -> None:
        def finish(result: Result) -> None:
            if asked_by.is_attached:
                self._messages.attempt(lambda: then(result))

        def work() -> None:
            try:
                result = what()
            except Problem as problem:
                self._tasks.call_later(self._messages.tell_problem, problem)
            else:
                self._tasks.call_later(finish, result)

        self._tasks.run_worker(work, thread=True)

    def call_later(self, what: Callable[..., Any], *arguments: Any) -> None:
        """Call ``what`` on the event loop; also from a thread."""
        self._tasks.call_later(what, *arguments)

    def run_exclusive(self, what: Callable[[], Result]) -> Result:
        """Run, from a thread, what can wait: when the keyboard rests, and one such thing at a time."""
        with self._exclusive:
            self._wait_for_quiet()
            return what()

    def rest(self) -> None:
        """Give way, from a thread with much to do, to keys and to other work that can wait."""
        self.run_exclusive(lambda: None)

    def _wait_for_quiet(self) -> None:
        end = time.monotonic() + REST_SECONDS  # not for ever, even if somebody goes on typing
        while (self.awaited or not self._is_quiet()) and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
