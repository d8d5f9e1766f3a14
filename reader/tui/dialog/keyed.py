"""A dialog whose keys come from the keymap, where one types at the same time: only what the keymap names is taken."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events

from reader.command.command import Context
from reader.command.keymap import KeyMatch
from reader.command.notation import from_event
from reader.command.table import BY_NAME
from reader.tui.dialog.over import Over
from reader.tui.terminal.key_taker import KeyTaker
from reader.tui.widget.quit_key import quits_while_typing

Result = TypeVar("Result")


class _Asked(events.Key):
    """A key that knows whether it was stopped: whether it meant something."""

    stopped = False

    def stop(self, stop: bool = True) -> _Asked:
        """Keep the key from going further."""
        self.stopped = stop
        super().stop(stop)
        return self


class KeyedDialog(Over[Result], inherit_bindings=False):
    """A modal screen with a context of its own."""

    context: Context
    is_dialog = True
    is_ready = True
    in_sequence = False
    TYPED: ClassVar[frozenset[str]] = frozenset()
    """Keys that are typed, besides letters: whatever the keymap says, they are for the widget that one types in."""

    def __init__(self) -> None:
        super().__init__()
        self.key_taker: KeyTaker | None = self

    @property
    def awaits(self) -> bool:
        """Whether the answer is given, and what it means still sought: what is typed meanwhile is meant for what follows."""
        return False

    @property
    def seeks(self) -> bool:
        """Whether keys wait: only for what is awaited."""
        return self.awaits

    def leaves(self, event: events.Key) -> bool:
        """Whether a key quits, which need not wait for what is awaited. Esc gives that up."""
        return quits_while_typing(self.app, event)

    def give_up(self) -> None:
        """Close without an answer; nobody waits for one any more."""
        self.dismiss(None)

    def take(self, event: events.Key) -> bool:
        """Do what a key means here, before the widget that one types in is asked; return whether it meant anything.

        It would come from there, from queue to queue.
        """
        if event.is_printable or event.key in self.TYPED or self.command_of(event) is None:
            return False
        asked = _Asked(event.key, event.character)
        self.on_key(asked)
        return asked.stopped

    def on_key(self, event: events.Key) -> None:
        """Do what a key means here, and stop it if it does."""

    def command_of(self, event: events.Key) -> str | None:
        """Return the name of the command that a key means here; None: it is typed."""
        key = from_event(event.key, event.character)
        match = self.keymap.resolve(self.context, (key,)) if key else None
        return match.command.name if isinstance(match, KeyMatch) else None

    def keys_line(self, *commands: str, **labels: str) -> str:
        """Return the first key and the label of each command, for the line at the bottom.

        ``labels`` has those that are called otherwise here, by the verb of the command.
        """
        commands_here = [
            (self.keymap.shown_keys_of(name, self.context), labels.get(name.partition(".")[2]) or BY_NAME[name].label)
            for name in commands
        ]
        return " · ".join(f"{keys[0]} {label}" for keys, label in commands_here if keys)
