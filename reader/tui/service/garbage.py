"""When Python looks for garbage while the app runs."""

from __future__ import annotations

import gc

THRESHOLD = 10_000
"""New objects after which Python looks for garbage; its own threshold would be felt several times a page."""


def begin_collecting() -> None:
    """Look for garbage again, but seldom, if that was turned off for the start."""
    if not gc.isenabled():
        gc.freeze()  # what has been loaded stays: it need not be searched again
        gc.set_threshold(THRESHOLD)
        gc.enable()
