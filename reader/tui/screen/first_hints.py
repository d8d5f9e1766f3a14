"""Hints for beginners: the main keys of a screen, each shown until it was used once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from reader.command.command import Context
from reader.translation import _
from reader.tui.service.app_state import AppState


class HintLines(Protocol):
    """Where the hints are shown."""

    def tell(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, what it is for) pairs."""


class BeginnersHints:
    """Shows the keys of `commands` that were never used."""

    def __init__(self, state: AppState, lines: HintLines, context: Context, commands: Sequence[str]) -> None:
        self._state, self._lines, self._context, self._commands = state, lines, context, commands
        self._shown: list[tuple[str, str]] = []

    def show(self) -> None:
        """Show what is left to learn."""
        left = [command for command in self._commands if not self._state.first_steps.is_used(command)]
        purposes = _purposes() if left else {}
        keyed = [(self._state.keymap.shown_keys_of(command, self._context), purposes[command]) for command in left]
        shown = [(keys[0], purpose) for keys, purpose in keyed if keys]
        if shown != self._shown:
            self._shown = shown
            self._lines.tell(shown)


def _purposes() -> Mapping[str, str]:
    return {
        "app.open": _("reads the article under the cursor"),
        "goto.search": _("searches the texts of all articles"),
        "app.help": _("shows all keys"),
        "annotation.highlight": _("highlights the sentence that is lit"),
        "annotation.tag": _("gives a tag to the sentence that is lit"),
        "excerpt.copy": _("copies the sentence that is lit with its citation"),
    }
