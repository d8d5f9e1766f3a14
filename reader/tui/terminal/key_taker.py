"""What the queue of keys asks of a screen."""

from __future__ import annotations

from typing import Protocol

from textual import events


class KeyTaker(Protocol):
    """Does with a key what it means on a screen, before Textual hands it to a widget."""

    @property
    def is_dialog(self) -> bool:
        """Whether the user types text here; then a key that means nothing goes to the widget that has the focus."""

    @property
    def is_ready(self) -> bool:
        """Whether keys may be handed on. In a dialog, Textual knows."""

    @property
    def seeks(self) -> bool:
        """Whether keys wait for work in the background. That may take any time, and can be given up."""

    @property
    def awaits(self) -> bool:
        """Whether the next keys are meant for what was asked for last, such as the first hit of a search."""

    @property
    def in_sequence(self) -> bool:
        """Whether the last key means something only with the next."""

    def take(self, event: events.Key) -> bool:
        """Do what a key means; return whether it meant anything."""

    def leaves(self, event: events.Key) -> bool:
        """Whether a key leaves the screen, whatever the background does."""

    def give_up(self) -> None:
        """Give up what keys wait for."""
