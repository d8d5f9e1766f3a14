"""Keys that quit or help, where the screens below have them: a dialog, or a line that one types in, is asked before they are."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App

from reader.command.keyfile import preset
from reader.command.keymap import Keymap
from reader.command.notation import from_event


def keymap_of(app: App[Any]) -> Keymap:
    """Return the app's keymap; for an app without one, the default."""
    keymap = getattr(app, "keymap", None)
    return keymap if isinstance(keymap, Keymap) else preset("default")


def means_quit(app: App[Any], event: events.Key) -> bool:
    """Whether a key quits the program on the screens below."""
    return _means(app, event, "app.quit")


def _means(app: App[Any], event: events.Key, command: str) -> bool:
    key = from_event(event.key, event.character)
    return any(binding.command.name == command and binding.keys == (key,) for binding in keymap_of(app))


def quits_while_typing(app: App[Any], event: events.Key) -> bool:
    """Whether a key quits where letters are typed."""
    return not event.is_printable and means_quit(app, event)


def helps_while_typing(app: App[Any], event: events.Key, typed: str) -> bool:
    """Whether a key asks for help where letters are typed; one that types a letter does so at the beginning alone."""
    return not (typed and event.is_printable) and _means(app, event, "app.help")
