"""Says how far the reading of a library has come, on an error stream that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from time import monotonic

from reader.text.guard import guard
from reader.translation import _

PATIENCE = 1.0
"""Seconds without a word."""
CELLS = 20
"""The width of the bar."""
_CLEAR = "\r\x1b[K"


def watch(left: Iterable[int]) -> None:
    """Do all steps of ``left``, which gives how many files are still to be read; show a bar if it takes a while."""
    shows = sys.stderr is not None and sys.stderr.isatty()
    begun, total, shown = monotonic(), 0, ""
    try:
        for count in left:
            total = max(total, count)
            if shows and monotonic() - begun > PATIENCE:
                shown = _show(total - count, total, shown)
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def _show(done: int, total: int, shown: str) -> str:
    """Write how much is done, unless that is what is ``shown``; return what is shown now."""
    bar = "#" * (CELLS * done // total) if total else ""
    line = _("Reading the articles: [{bar}] {percent} %. Ctrl+c ends it, and keeps what is read.").format(
        bar=bar.ljust(CELLS, "."), percent=100 * done // total if total else 100
    )
    if line != shown:
        sys.stderr.write(f"{_CLEAR}scolie: {guard(line)}")
        sys.stderr.flush()
    return line
