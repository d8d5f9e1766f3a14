"""The desk: what every screen finds in the app, whatever is open."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.screen import Screen

from reader.session.library.list_cache import KeptList
from reader.session.library.workspace import Workspace
from reader.session.preferences import Preferences
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.tui.key_queue import QUIET
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.service.app_state import AppState
from reader.tui.service.background_executor import Aside
from reader.tui.service.host import Host, Navigator, Services
from reader.tui.telling import Telling
from reader.tui.terminal.screen_buffer import Glass

if TYPE_CHECKING:
    from reader.session.library.list_cache import LastList

Result = TypeVar("Result")
REST_SECONDS = 2.0
"""Seconds that work beside the keyboard leaves it to itself, at most."""
MOST_PLACES = 5
"""Places of a problem that a toast lists."""


class Desk(Telling, inherit_bindings=False):
    """Holds the opened library and the choices of this sitting; says what happens; does long work aside."""

    last_list: LastList | None = None
    """The list as it was when the app was last left, for the first screen to begin with; at the end, as it is now."""

    def __init__(self, workspace: Workspace, article: str | None, chosen: Preferences) -> None:
        self.state = AppState(workspace, chosen)
        super().__init__()
        self.services = Services(self.state, cast("Host", self), cast("Navigator", self), {})
        self.kept_list = KeptList(workspace)
        self.glass = Glass()
        self.first = article
        self._turn = Lock()
        self._asked_for: list[object] = []
        """What is done beside the keyboard and waited for."""

    @property
    def in_front(self) -> Screen[Any] | None:
        """The screen that is seen; None while the app goes, when what was done beside the keyboard may still report."""
        return next(reversed(self.screen_stack), None)

    def reload(self) -> None:
        """Show what has changed on the screen in view."""
        if isinstance(front := self.in_front, KeyedScreen):
            front.reload()

    def on_load(self) -> None:
        """Have what runs beside the keyboard run where nobody waits for it at the end."""
        asyncio.get_running_loop().set_default_executor(Aside())
        # Textual paints what has changed; after a pause everything has.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(), immediate=True)

    def tell_problem(self, problem: Problem) -> None:
        """Put a problem into words on the screen."""
        told = " ".join(part for part in (problem.title, problem.message, problem.hint) if part)
        more = len(problem.places) - MOST_PLACES
        lines = [told, *problem.places[:MOST_PLACES], *([f"… and {more} more."] if more > 0 else [])]
        self.notify(guard("\n".join(lines), lines=True), severity="error", timeout=8)
        if self.state.workspace.store.unsaved:
            self.reload()  # what is not saved is in view all the same

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something outside a key's own command, with all that it is to be followed by; say what went wrong."""
        try:
            what()
        except Problem as problem:
            self.tell_problem(problem)

    def in_background(
        self, what: Callable[[], Result], then: Callable[[Result], None], *, asked_by: Screen[Any] | None = None
    ) -> None:
        """Do what may take a while beside the keyboard, and then, on the screen that asked, what follows from it.

        That is the one in front, unless it is said. If it has been left meanwhile, nothing follows. ``what`` runs in a thread: it must not ask the screen.
        """

        def first() -> Result:
            self._asked_for.append(first)
            try:
                return what()
            finally:
                self._asked_for.remove(first)

        self._run_beside(first, then, asked_by or self.screen)

    def when_quiet(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do the same with what nobody waits for, once it is its turn."""
        self._run_beside(lambda: self.in_turn(what), then, self.screen)

    def _run_beside(self, what: Callable[[], Result], then: Callable[[Result], None], asked_by: Screen[Any]) -> None:
        def finish(result: Result) -> None:
            if asked_by.is_attached:
                self.attempt(lambda: then(result))

        def work() -> None:
            try:
                result = what()
            except Problem as problem:
                self.call_later(self.tell_problem, problem)
            else:
                self.call_later(finish, result)

        self.run_worker(work, thread=True)

    def in_turn(self, what: Callable[[], Result]) -> Result:
        """Do, in a thread, what can wait: while nothing is waited for, and one such thing after the other."""
        with self._turn:
            self._wait_for_quiet()
            return what()

    def rest(self) -> None:
        """Let, in a thread that has long to do, the keys have their effect, and what else is to be done have its turn."""
        self.in_turn(lambda: None)

    def _wait_for_quiet(self) -> None:
        # Not for ever, though one goes on typing.
        end = time.monotonic() + REST_SECONDS
        while (self._asked_for or not self.is_quiet) and time.monotonic() < end:
            time.sleep(QUIET / 10)

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        """Remember a choice; a state folder that cannot be written is said, once done with."""
        try:
            how(**values)
        except OSError as error:
            self.notify(f"The choice holds for this sitting only: {error.strerror}.")

    def save_places(self) -> None:
        """Write positions, marks and drafts."""
        try:
            self.state.places.save()
        except OSError as error:
            self.notify(f"Reading positions could not be kept: {error.strerror}.")

    def ask(self, dialog: Screen[Any], then: Callable[[Any], None]) -> None:
        """Open a dialog and go on with its answer; None if it was left."""
        self.push_screen(dialog, then)

    def leave_screen(self) -> None:
        """Go one screen back."""
        self.pop_screen()

    def to_terminal(self, text: str) -> None:
        """Send a sequence of our own making to the terminal."""
        if self.terminal:
            self.terminal.write(text)

    def edit_outside(self, text: str) -> str:
        """Return a text as $VISUAL or $EDITOR has changed it; as it was, and say why, if that fails."""
        from reader.session.editor import command, edit
        from reader.tui.handover import run

        try:
            edited = edit(text, command(os.environ), lambda words: run(self, words))
        except Problem as problem:
            self.tell_problem(problem)
            return text
        if edited.warning:
            self.notify(edited.warning, severity="warning", timeout=8)
        return edited.text
