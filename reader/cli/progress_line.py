"""Says on a terminal how far a long command is, in one line that is gone at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType

PAUSE = 0.2
"""Seconds between two words."""
_BAR = 20
"""Cells of the bar."""
_ERASED = "\r\x1b[K"


class ProgressLine:
    """Is called with how many are done, and of how many, if that is known; ``sentence`` says it.

    Nothing is written if the error stream is no terminal, or one that cannot erase a line.
    """

    def __init__(self, sentence: Callable[[int, int], str]) -> None:
        self._sentence = sentence
        self._told = monotonic()
        self._is_shown = False
        self._tells = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def __call__(self, done: int, of: int = 0) -> None:
        """Say it if nothing was said for a while."""
        if not self._tells or monotonic() - self._told < PAUSE:
            return
        self._told, self._is_shown = monotonic(), True
        full = _BAR * done // of if of else 0
        bar = f"[{'#' * full}{' ' * (_BAR - full)}] " if of else ""
        self._write(f"{_ERASED}{bar}{self._sentence(done, of)}")

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Erase the line."""
        if self._is_shown:
            self._write(_ERASED)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
