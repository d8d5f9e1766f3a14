"""Hides a screen until it is laid out and has done the keys typed before."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from textual.app import App


class Curtain:
    """Holds back painting while Textual (8.2.8) takes several steps to the first complete layout.

    It goes when a screen is painted only once it is laid out."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self.seen = False
        """Whether the screen has been shown."""

    def lower(self, app: App[Any]) -> None:
        """Hold back painting."""
        self._held.enter_context(app.batch_update())

    def raise_(self) -> None:
        """Show the screen."""
        self.seen = True
        self._held.close()

    def remove(self) -> None:
        """Let others paint, whether or not the screen was ever shown."""
        self._held.close()
