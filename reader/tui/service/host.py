"""What a screen, and a handler of its commands, may ask of the rest of the app.

Both get `Services` by constructor and know neither the app nor each other, so they can be tested with stand-ins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from textual.screen import Screen

from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.service.app_state import AppState

Result = TypeVar("Result")
Answer = TypeVar("Answer")
Severity = Literal["information", "warning", "error"]
CommandTable = Mapping[str, Callable[..., None]]
"""By the name of a command (`command.table`), what does it; it takes the character of a command that asks for one."""


class Host(Protocol):
    """Messages, dialogs and work beside the keyboard."""

    def notify(self, message: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
        """Say something in the status row; ``timeout`` is in seconds."""

    def tell_done(self, what: str) -> None:
        """Say what was done, and which key takes it back."""

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do."""

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something, and say what went wrong."""

    def ask(self, dialog: Screen[Answer], then: Callable[[Answer | None], None]) -> None:
        """Open a dialog and go on with its answer; None if it was left."""

    def in_background(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Run ``what`` in a thread, and ``then`` with its result on the screen that asked, unless that was left."""

    def when_quiet(self, what: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do the same with what nobody waits for, when the keyboard rests."""

    def to_terminal(self, text: str) -> None:
        """Send a control sequence that the program made to the terminal."""

    def reload(self) -> None:
        """Have the screen in front show what is there now."""

    def keep(self, how: Callable[..., None], **values: int | str) -> None:
        """Remember a choice for the next sitting."""


class Navigator(Protocol):
    """The way from one place to another, and back."""

    def open_article(self, article: str, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Open an article at a span, ``above`` rows down; to select there the place of the annotation ``moving``."""

    def leave_article(self) -> None:
        """Go back to the screen below, or out of the app if there is none."""

    def leave_screen(self) -> None:
        """Go one screen back."""

    def leave_trace(self) -> None:
        """Remember this place before a jump, for back and forward."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a screen is made with; ``commands`` are those that every screen has."""

    state: AppState
    host: Host
    navigator: Navigator
    commands: CommandTable
