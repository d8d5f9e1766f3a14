"""Finds the choices of a picker: at once, or in a thread while the user goes on typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any, Protocol

from textual.worker import Worker, get_current_worker

from reader.tui.dialog.choices import Answer, Choice, Growing

PAUSE = 0.15
"""Seconds between two looks at what a search in a thread has found so far."""


class EventLoop(Protocol):
    """Calls something on the event loop."""

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        """Call ``callback``; also from a thread."""


class Runner(Protocol):
    """The dialog that the search runs for. A new search of the dialog cancels the one before."""

    @property
    def app(self) -> EventLoop:
        """The app."""

    def run_worker(
        self, work: Callable[[], None], *, group: str = "default", thread: bool = False, exclusive: bool = False
    ) -> Worker[Any]:
        """Run ``work`` in a thread; ``exclusive`` cancels others of the group."""

    @property
    def is_attached(self) -> bool:
        """Whether the dialog is still open."""


class ChoiceSearch:
    """Asks for choices and shows them as they are found."""

    def __init__(
        self,
        runner: Runner,
        choices: Callable[[str], Answer],
        show: Callable[[list[Choice]], None],
    ) -> None:
        self._runner, self._choices, self._show = runner, choices, show
        self._begun = 0
        """How many searches were begun."""
        self.query: str | None = None
        """What was typed when the newest search began."""
        self.answered: str | None = None
        """What was typed when that was sought which is shown now."""
        self.is_whole = True
        """Whether all choices for what is typed are shown. It changes with what is shown, not when the thread ends."""
        self.grows = False
        """Whether a better answer may take the place of the one that is shown, until it is whole."""
        self.awaits = False
        """Whether Enter was pressed, and what it takes has not been found yet."""

    def begin(self, query: str) -> None:
        """Search for what is typed, and show it."""
        self.awaits = self.awaits and query == self.query
        self.query, self._begun = query, self._begun + 1
        answer = self._choices(query)
        self.grows = isinstance(answer, Growing)
        self.is_whole = not self.grows
        if isinstance(answer, Growing):
            if answer.now:
                self.answered = query
                self._show(answer.now)
            self._run(query, answer.later)
        else:
            self.answered = query
            self._show(list(answer))

    def is_early(self, lit: str | None, cursor: int, is_loading: bool) -> bool:
        """Whether what Enter means is still looked for: ``lit`` is the choice under the cursor, which was moved if not 0."""
        if self.is_whole:
            return is_loading and not lit
        return self.answered != self.query or not lit or (self.grows and not cursor)

    def is_settled(self, choices: Sequence[Choice], is_loading: bool) -> bool:
        """Whether what Enter waits for has been found, or is known not to be there."""
        return self.is_whole and not is_loading if not choices else self.is_whole or not self.grows

    def _run(self, query: str, answers: Iterator[Callable[[], list[Choice]]]) -> None:
        """Show, from time to time and at the end, what a thread finds."""
        begun = self._begun

        def work() -> None:
            worker = get_current_worker()
            make: Callable[[], list[Choice]] = list
            shown = monotonic()
            for answer in answers:
                make = answer
                if worker.is_cancelled:
                    return
                if monotonic() - shown > PAUSE:
                    shown = monotonic()
                    self._runner.app.call_later(self._show_found, begun, query, make(), False)
            if not worker.is_cancelled:
                self._runner.app.call_later(self._show_found, begun, query, make(), True)

        self._runner.run_worker(work, thread=True, exclusive=True)

    def _show_found(self, begun: int, query: str, choices: list[Choice], is_whole: bool) -> None:
        if begun == self._begun and self._runner.is_attached:
            self.answered = query
            self.is_whole = self.is_whole or is_whole
            self._show(choices)
