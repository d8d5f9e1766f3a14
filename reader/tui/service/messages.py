"""The wording of messages: what was done, what was taken back, what went wrong. `notifications` shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.layout.bar import BETWEEN
from reader.session.library.titles import title_of
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import _, ngettext
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Severity
from reader.tui.service.names import changed_line, titled
from reader.tui.service.screens import ScreenStack, as_article, as_command_screen, front_of

if TYPE_CHECKING:
    from reader.session.annotations.undo import TakenBack

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
        """Say what was done, without a full stop, and which key takes it back."""
        self._notify(BETWEEN.join((what, _("{key} to undo").format(key=self._key_of("edit.undo")))))

    def tell_taken_back(self, done: TakenBack) -> None:
        """Say what was taken back and where, and what was skipped because it could not be."""
        change, place = self._change(done)
        if place:
            line = _("Undone in {article}: {change}").format(article=titled(place), change=change)
        else:
            line = _("Undone: {change}").format(change=change)
        again = _("{key} to redo").format(key=self._key_of("edit.redo"))
        self._tell_with_skipped(done, [line, *self._way(place), again])

    def tell_made_again(self, done: TakenBack) -> None:
        """Say what was made again and where, and what was skipped because it could not be."""
        change, place = self._change(done)
        if place:
            line = _("Redone in {article}: {change}").format(article=titled(place), change=change)
        else:
            line = _("Redone: {change}").format(change=change)
        back = _("{key} to undo").format(key=self._key_of("edit.undo"))
        self._tell_with_skipped(done, [line, *self._way(place), back])

    def _change(self, done: TakenBack) -> tuple[str, str]:
        """Return what was changed, and the title of its article if that is not the one in front; note where it was."""
        from reader.session.annotations.undone import change_of

        workspace = self._state.workspace
        changed = change_of(workspace, done)
        self._state.last_change = (changed.article, changed.span) if changed.article else None
        shown = as_article(front_of(self._stack))
        elsewhere = changed.article and (shown is None or shown.article != changed.article)
        return changed_line(workspace.codebook, changed), title_of(workspace, changed.article) if elsewhere else ""

    def _way(self, place: str) -> list[str]:
        return [_("{key} goes there").format(key=self._key_of("goto.last-change"))] if place else []

    def _key_of(self, command: str) -> str:
        screen = as_command_screen(front_of(self._stack))
        return self._state.key_of(command, screen.context if screen else "article")

    def _tell_with_skipped(self, done: TakenBack, parts: list[str]) -> None:
        line = BETWEEN.join(parts)
        if done.skipped:
            self._notify(guard(done.with_skipped(f"{line}."), lines=True), severity="warning", timeout=8)
        else:
            self._notify(line)

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do."""
        text = " ".join(part for part in (problem.title, problem.message, problem.hint) if part)
        more = len(problem.places) - MOST_PLACES
        lines = [
            text,
            *problem.places[:MOST_PLACES],
            *([ngettext("… and {count} more.", "… and {count} more.", more).format(count=more)] if more > 0 else []),
        ]
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
