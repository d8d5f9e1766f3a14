"""The keys typed so far, and what they mean in the contexts of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from reader.command.command import Context
from reader.command.keymap import Keymap, KeyMatch, Pending

LEAVE = frozenset({"app.back", "app.quit", "pass.leave"})
"""Commands that need not wait for what is being opened, because they leave it."""


class KeySequence:
    """Collects keys until they name a command or nothing."""

    def __init__(self) -> None:
        self.begun: tuple[str, ...] = ()
        """The keys that mean something only with those that follow."""

    def add(self, key: str, keymap: Keymap, contexts: Sequence[Context]) -> KeyMatch | Pending | None:
        """Return what the keys typed so far mean with ``key``. They are kept only while more keys can follow."""
        keys = (*self.begun, key)
        meaning = resolve(keys, keymap, contexts)
        self.begun = keys if isinstance(meaning, Pending) else ()
        return meaning

    def leaves(self, key: str, keymap: Keymap, contexts: Sequence[Context]) -> bool:
        """Whether ``key``, as the first of its sequence, leaves the screen."""
        return self._command(key, keymap, contexts) in LEAVE

    def quits(self, key: str, keymap: Keymap, contexts: Sequence[Context]) -> bool:
        """Whether ``key``, as the first of its sequence, quits the program."""
        return self._command(key, keymap, contexts) == "app.quit"

    def _command(self, key: str, keymap: Keymap, contexts: Sequence[Context]) -> str:
        """Return the command of ``key`` alone; empty if it has none, or other keys have begun a sequence."""
        meaning = None if self.begun else resolve((key,), keymap, contexts)
        return meaning.command.name if isinstance(meaning, KeyMatch) else ""


def resolve(keys: tuple[str, ...], keymap: Keymap, contexts: Sequence[Context]) -> KeyMatch | Pending | None:
    """Return the command of ``keys`` in the first context that has one, or else what can follow in any context."""
    meanings = [keymap.resolve(context, keys) for context in contexts]
    match = next((each for each in meanings if isinstance(each, KeyMatch)), None)
    following = {
        key: command for each in reversed(meanings) if isinstance(each, Pending) for key, command in each.continuations
    }
    return match or (Pending(tuple(following.items())) if following else None)
