"""What a screen shows and does: the part of it that can be made and tested without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from reader.command.key_names import shown_key
from reader.command.keymap import Pending
from reader.layout.bar import Key, StatusLine, Title
from reader.tui.service.host import CommandTable


class Loading(Protocol):
    """Fills a screen in the background."""

    def begin(self) -> None:
        """Fill it for the first time."""

    def reload(self) -> None:
        """Fill it again."""

    def resumed(self) -> None:
        """Fill it again, now that it is back in front."""


class ScreenContent:
    """The screen lays out widgets and hands on keys; its content fills the widgets and carries out the commands."""

    filling: Loading | None = None
    """Fills the screen, if that takes so long that it is done in the background."""

    def commands(self) -> CommandTable:
        """Return what the commands of this screen do."""
        return {}

    def begin(self) -> None:
        """Show what there is. The size of the widgets is known by now."""
        if self.filling:
            self.filling.begin()

    def reload(self) -> None:
        """Show what is there now."""
        if self.filling:
            self.filling.reload()

    def resumed(self) -> None:
        """Take in what changed while another screen was in front."""
        if self.filling:
            self.filling.resumed()

    def title(self) -> Title:
        """Return where one is, and what is in force there."""
        return Title()

    def status(self) -> StatusLine:
        """Return the mode that is on, how far one is, and what keys act on."""
        return StatusLine()

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now; the line of keys leaves them out."""
        return ()

    def mode_keys(self) -> Sequence[Key]:
        """Return the keys of the mode that is on, with their labels, if they are not those of the keymap."""
        return ()

    def take_key(self, _key: str, _begun: tuple[str, ...]) -> bool:
        """Handle a key, typed behind those in ``_begun``, before the keymap does; return whether it was handled."""
        return False

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """Return what the pop-up shows after the first keys of a sequence."""
        return [(shown_key(key), command.label) for key, command in pending.continuations]
