"""The wording of messages: what was done, what was taken back, what went wrong. `notifications` shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.session.annotations.undo import TakenBack
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Severity
from reader.tui.service.screens import ScreenStack, as_command_screen, front_of

MOST_PLACES = 5
"""Places of a problem that a message lists."""


class Notify(Protocol):
    """Shows a message."""

    def __call__(self, message: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
        """Show a message for ``timeout`` seconds."""


class Messages:
    """Puts results and problems into words."""

    def __init__(self, state: AppState, stack: ScreenStack, notify: Notify) -> None:
        self._state = state
        self._stack = stack
        self._notify = notify

    def tell_done(self, what: str) -> None:
        """Say what was done, and which key takes it back."""
        self._notify(f"{what} {self._key_of('edit.undo')} takes it back.", timeout=4)

    def tell_taken_back(self, done: TakenBack) -> None:
        """Say what was taken back, and what was skipped because it could not be."""
        self._tell_with_skipped(done, f"Taken back: {done.entry['what']}. {self._key_of('edit.redo')} makes it again.")

    def tell_made_again(self, done: TakenBack) -> None:
        """Say that something was made again, and what was skipped because it could not be."""
        self._tell_with_skipped(done, f"Made again: {done.entry['what']}. {self._key_of('edit.undo')} takes it back.")

    def _key_of(self, command: str) -> str:
        screen = as_command_screen(front_of(self._stack))
        return self._state.key_of(command, screen.context if screen else "article")

    def _tell_with_skipped(self, done: TakenBack, what: str) -> None:
        if done.skipped:
            self._notify(guard(done.with_skipped(what), lines=True), severity="warning", timeout=8)
        else:
            self._notify(what, timeout=3)

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do."""
        text = " ".join(part for part in (problem.title, problem.message, problem.hint) if part)
        more = len(problem.places) - MOST_PLACES
        lines = [text, *problem.places[:MOST_PLACES], *([f"… and {more} more."] if more > 0 else [])]
        self._notify(guard("\n".join(lines), lines=True), severity="error", timeout=8)
        screen = as_command_screen(front_of(self._stack))
        if screen and self._state.workspace.store.unsaved:
            screen.reload()  # changes that are not saved are shown all the same

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something outside of a command, and say what went wrong."""
        try:
            what()
        except Problem as problem:
            self.tell_problem(problem)
