"""Finds the choices of a picker: at once, or in a thread while the user goes on typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, Protocol

from textual.worker import Worker, get_current_worker

from reader.tui.dialog.choices import Choice

PAUSE = 0.15
"""Seconds between two looks at what a slow search has found so far."""


class Runner(Protocol):
    """The dialog that the search runs for. A new search of the dialog cancels the one before."""

    def run_worker(self, work: Callable[[], None], *, thread: bool = False, exclusive: bool = False) -> Worker[Any]:
        """Run ``work`` in a thread."""

    @property
    def is_attached(self) -> bool:
        """Whether the dialog is still open."""


class ChoiceSearch:
    """Asks for choices and shows them as they are found."""

    def __init__(
        self,
        runner: Runner,
        choices: Callable[[str], Iterable[Choice]],
        show: Callable[[list[Choice]], None],
        *,
        slow: bool,
        call_later: Callable[..., object],
    ) -> None:
        """``slow``: search in a thread. ``call_later`` calls something on the event loop, also from a thread."""
        self._runner, self._choices, self._show, self._slow = runner, choices, show, slow
        self._call_later = call_later
        self.query: str | None = None
        """What was typed when the newest search began."""
        self.answered: str | None = None
        """What was typed when that was sought which is shown now."""
        self.is_whole = True
        """Whether all choices for what is typed are shown. It changes with what is shown, not when the thread ends."""
        self.awaits = False
        """Whether Enter was pressed, and what it takes has not been found yet."""

    def begin(self, query: str) -> None:
        """Search for what is typed, and show it."""
        self.query = query
        if self._slow:
            self.awaits = self.is_whole = False
            self._runner.run_worker(lambda: self._seek(query), thread=True, exclusive=True)
        else:
            self.answered = query
            self._show(list(self._choices(query)))

    def _seek(self, query: str) -> None:
        worker = get_current_worker()
        choices: list[Choice] = []
        shown = monotonic()
        for choice in self._choices(query):
            if worker.is_cancelled:
                return
            choices.append(choice)
            if monotonic() - shown > PAUSE:
                shown = monotonic()
                self._call_later(self._show_found, query, list(choices), False)
        if not worker.is_cancelled:
            self._call_later(self._show_found, query, choices, True)

    def _show_found(self, query: str, choices: list[Choice], is_whole: bool) -> None:
        if query == self.query and self._runner.is_attached:
            self.answered = query
            self.is_whole = self.is_whole or is_whole
            self._show(choices)
