"""Says that a folder holds many files, when it does: somebody may have named a whole disk."""

from __future__ import annotations

import sys
from time import monotonic

from reader.text.guard import guard
from reader.translation import _

PATIENCE = 2.0
"""Seconds without a word."""


class ScanNotice:
    """Is called at each folder and file that is looked at; says so once, on an error stream that is a terminal."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._begun = monotonic()
        self._waits = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self) -> None:
        """Note that one more is looked at."""
        if self._waits and monotonic() - self._begun > PATIENCE:
            self._waits = False
            notice = _("This takes a while: there are many files in {folder}. Ctrl+c ends it.").format(
                folder=self._folder
            )
            sys.stderr.write(f"scolie: {guard(notice)}\n")
            sys.stderr.flush()
