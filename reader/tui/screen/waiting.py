"""Whether a screen is ready for keys, and what keys wait for when it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from textual.screen import Screen

from reader.layout.bar import StatusLine
from reader.text.problem import Problem
from reader.tui.service.host import Services
from reader.tui.widget.bar import StatusBar

Result = TypeVar("Result")


@dataclass(eq=False, slots=True)
class Wait:
    """Something that keys wait for. ``given_up`` runs in place of making the screen ready again."""

    given_up: Callable[[], None] | None


class Waiter(Protocol):
    """The screen whose keys wait."""

    @property
    def services(self) -> Services:
        """Where background work is started."""

    @property
    def bar(self) -> StatusBar:
        """The line at the bottom."""

    @property
    def is_attached(self) -> bool:
        """Whether the screen is still open."""

    def tell(self) -> None:
        """Bring the line at the bottom up to date."""


class Waiting:
    """Says whether keys may be handed on, and runs work that the next keys have to wait for."""

    def __init__(self, screen: Waiter) -> None:
        self._screen = screen
        self.stands = False
        """Whether keys can be handed on."""
        self.opening = False
        """Whether the screen is not ready because something long is being read. The user can still leave it."""
        self.works = False
        """Whether the screen is not ready because a change is being made in the background."""
        self.awaits = False
        """Whether the place that the user asked for is still being looked for. Later keys are meant for that place."""
        self.current: Wait | None = None
        self.leave: Callable[[], None] | None = None
        """What Esc does while keys wait for anything but `wait_for`; None if it keeps its meaning."""

    def wait_for(
        self,
        status: str,
        what: Callable[[Callable[[], bool]], Result],
        then: Callable[[Result], None],
        *,
        failed: Callable[[], None] | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Run ``what`` in a thread while keys wait, with ``status`` in the bar, then call ``then`` with its result.

        ``what`` gets a function that says whether its result is still wanted. A Problem is reported, after ``failed``
        ran in place of ``then``. Esc gives the work up.
        """
        wait = self.current = Wait(given_up)
        self.stands, self.opening = False, True
        if status:
            self._screen.bar.tell(StatusLine(facts=(status,)))

        def do() -> Result | Problem:
            try:
                return what(lambda: self.current is wait and self._screen.is_attached)
            except Problem as problem:
                return problem

        def done(result: Result | Problem) -> None:
            if self.current is not wait:
                return
            self.stop()
            if not isinstance(result, Problem):
                then(result)
                return
            if failed:
                failed()
            raise result

        self._screen.services.host.in_background(do, done, asked_by=cast("Screen[Any]", self._screen))

    def stop(self) -> None:
        """Make the screen ready again. The result of the work, if it still comes, is dropped."""
        self.current = None
        self.stands, self.opening = True, False
        self._screen.tell()

    def give_up(self) -> bool:
        """Give up what keys wait for; return False if there is nothing to give up."""
        if self.current is None:
            if self.leave:
                self.leave()
            return self.leave is not None
        if self.current.given_up:
            self.current.given_up()
        else:
            self.stop()
        return True

    def say(self, what: str) -> None:
        """Show in the bar what is being looked for, unless keys no longer wait."""
        if self._screen.is_attached and (self.awaits or not self.stands):
            self._screen.bar.tell(StatusLine(facts=(what,)))
