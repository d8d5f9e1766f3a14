"""What keys do on a screen whose keys are commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual import events

from reader.command.command import Context
from reader.command.keymap import Keymap, KeyMatch, Pending
from reader.command.notation import from_event
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.key_sequence import KeySequence
from reader.tui.screen.waiting import Waiting


class CommandPlace(Protocol):
    """The screen whose keys these are."""

    content: ScreenContent
    waiting: Waiting

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts whose keys count, the first before the others."""

    def do(self, name: str, argument: str | None = None) -> None:
        """Do a command by name."""


class CommandKeys:
    """Implements `KeyTaker`: collects keys until they name a command, and does it."""

    is_dialog = False

    def __init__(
        self, place: CommandPlace, keymap: Callable[[], Keymap], show_following: Callable[[Pending | None], None]
    ) -> None:
        """``keymap`` returns the one in use; ``show_following`` shows what can follow the keys typed so far, None when the sequence is over."""
        self._place = place
        self._keymap = keymap
        self._show_following = show_following
        self._sequence = KeySequence()

    @property
    def is_ready(self) -> bool:
        """Whether keys may be handed on."""
        return self._place.waiting.stands

    @property
    def seeks(self) -> bool:
        """Whether keys wait for work in the background."""
        waiting = self._place.waiting
        return waiting.awaits or waiting.opening or waiting.works

    @property
    def awaits(self) -> bool:
        """Whether the next keys are meant for what was asked for last."""
        return self._place.waiting.awaits

    @property
    def in_sequence(self) -> bool:
        """Whether the last key means something only with the next."""
        return bool(self._sequence.begun)

    def leaves(self, event: events.Key) -> bool:
        """Whether a key leaves the screen while it looks for something. A change is made first."""
        key = from_event(event.key, event.character)
        if key is None or self._place.waiting.works:
            return False
        return self._sequence.leaves(key, self._keymap(), self._place.contexts)

    def give_up(self) -> None:
        """Do what Esc means while keys wait."""
        if not self._place.waiting.give_up():
            self.take(events.Key("escape", None))

    def take(self, event: events.Key) -> bool:
        """Find the command of what was typed and do it. No key of such a screen is for a widget."""
        key = from_event(event.key, event.character)
        if key is None:
            return True
        quits = self._sequence.quits(key, self._keymap(), self._place.contexts)  # whatever mode is on
        if not quits and self._place.content.take_key(key, self._sequence.begun):
            return True
        was_in_sequence = self.in_sequence
        meaning = self._sequence.add(key, self._keymap(), self._place.contexts)
        if isinstance(meaning, Pending):
            self._show_following(meaning)
        elif was_in_sequence:
            self._show_following(None)
        if isinstance(meaning, KeyMatch):
            self._place.do(meaning.command.name, meaning.argument)
        return True
