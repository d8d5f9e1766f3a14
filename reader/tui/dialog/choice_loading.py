"""Takes in what a picker has to choose from, in a thread, while one types already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from textual.worker import get_current_worker

from reader.tui.dialog.choice_search import Runner

SHOW_SECONDS = 0.5
"""Between two looks at what was taken in so far."""


class ChoiceLoading:
    """Runs the loading, and shows how far it is."""

    def __init__(
        self,
        runner: Runner,
        load: Callable[[], Iterator[str]] | None,
        say: Callable[[str], None],
        show: Callable[[], None],
    ) -> None:
        """``load`` yields how far it is; ``say`` shows that, and ``show`` what there is to choose from by now."""
        self._runner, self._load, self._say, self._show = runner, load, say, show
        self.exists = load is not None
        """Whether there ever was something to take in."""
        self.is_on = self.exists
        """Whether something is still to be taken in."""

    def begin(self) -> None:
        """Begin, if there is anything to take in. It ends after a step if the dialog is left."""
        if self._load:
            steps = self._load()
            self._runner.run_worker(lambda: self._take_in(steps), thread=True, group="loading")

    def _take_in(self, steps: Iterator[str]) -> None:
        worker = get_current_worker()
        shown = 0.0
        for step in steps:
            if worker.is_cancelled:
                return
            if monotonic() - shown > SHOW_SECONDS:
                shown = monotonic()
                self._runner.app.call_later(self._show_step, step)
        self._runner.app.call_later(self._show_step, "")

    def _show_step(self, step: str) -> None:
        if self._runner.is_attached:
            self.is_on = bool(step)
            self._say(step)
            self._show()
