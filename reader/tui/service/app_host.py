"""The host of every screen: messages, dialogs and work in threads, from the services that do each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from reader.text.problem import Problem
from reader.translation import _
from reader.tui.service.app_state import AppState
from reader.tui.service.background import Background
from reader.tui.service.external_editor import ExternalEditor
from reader.tui.service.host import Severity
from reader.tui.service.messages import Messages
from reader.tui.service.notifications import Notifications
from reader.tui.service.screens import ScreenStack, as_command_screen, front_of

if TYPE_CHECKING:
    from reader.session.annotations.undo import TakenBack

Result = TypeVar("Result")


class AppHost:
    """Implements `Host`."""

    def __init__(
        self,
        state: AppState,
        stack: ScreenStack,
        notifications: Notifications,
        messages: Messages,
        background: Background,
        editor: ExternalEditor,
        write: Callable[[str], None],
    ) -> None:
        """``write`` sends a control sequence to the terminal."""
        self._state = state
        self._stack = stack
        self._notifications = notifications
        self._messages = messages
        self._background = background
        self._editor = editor
        self._write = write

    def notify(self, message: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
        """Say something in the status row; ``timeout`` is in seconds."""
        self._notifications.notify(message, severity=severity, timeout=timeout)

    def dismiss_notifications(self) -> None:
        """Take away what is said there."""
        self._notifications.dismiss()

    def tell_done(self, what: str) -> None:
        """Say what was done, and which key takes it back."""
        self._messages.tell_done(what)

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do."""
        self._messages.tell_problem(problem)

    def tell_taken_back(self, done: TakenBack) -> None:
        """Say what was taken back, and what was skipped."""
        self._messages.tell_taken_back(done)

    def tell_made_again(self, done: TakenBack) -> None:
        """Say that something was made again, and what was skipped."""
        self._messages.tell_made_again(done)

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something, and say what went wrong."""
        self._messages.attempt(what)

    def ask(self, dialog: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Open a dialog or a screen and go on with its answer; None if it was left."""
        self._stack.push_screen(dialog, then)

    def in_background(
        self, what: Callable[[], Result], then: Callable[[Result], None], *, asked_by: Screen[Any] | None = None
    ) -> None:
        """Run ``what`` in a thread, and ``then`` with its result on the screen that asked, unless that was left."""
        self._background.in_background(what, then, asked_by=asked_by)

    def when_quiet(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do the same with what nobody waits for, when the keyboard rests."""
        self._background.when_quiet(what, then)

    def call_later(self, what: Callable[..., Any], *arguments: Any) -> None:
        """Call ``what`` on the event loop; also from a thread."""
        self._background.call_later(what, *arguments)

    def to_terminal(self, text: str) -> None:
        """Send a control sequence that the program made to the terminal."""
        self._write(text)

    def edit_outside(self, text: str) -> str:
        """Return a text as $VISUAL or $EDITOR has changed it; unchanged, with a message, if that fails."""
        return self._editor.edit(text)

    def reload(self) -> None:
        """Have the screen in front show what is there now."""
        if screen := as_command_screen(front_of(self._stack)):
            screen.reload()

    def follow_settings(self) -> None:
        """Have every open screen take in settings that were changed."""
        for screen in filter(None, map(as_command_screen, self._stack.screen_stack)):
            screen.reload()

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        """Remember a choice for the next sitting; say so if the disk refuses."""
        try:
            how(**values)
        except OSError as error:
            message = _("The choice holds for this sitting only: {reason}.")
            self.notify(message.format(reason=error.strerror))

    def save_places(self) -> None:
        """Write positions, marks and drafts."""
        try:
            self._state.save_places()
        except OSError as error:
            message = _("Reading positions could not be kept: {reason}.")
            self.notify(message.format(reason=error.strerror))
