"""The user's keymap file, ``keys.toml`` in the folder of settings, read over a preset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.command.keyfile import preset, read_keymap
from reader.command.keymap import Keymap
from reader.config.file import read_text
from reader.config.toml import loads
from reader.text.fault import Fault

if TYPE_CHECKING:
    from pathlib import Path

NAME = "keys.toml"


def load_keymap(preset_name: str, folder: Path) -> tuple[Keymap, list[Fault]]:
    """Return the preset as ``folder/keys.toml`` changes it; without such a file, the preset. Never raises."""
    faults: list[Fault] = []
    try:
        base = preset(preset_name, loads)
    except ValueError as error:
        base = preset("default", loads)
        faults.append(Fault("settings.toml", None, str(error), "Until then the default keys hold."))
    path = folder / NAME
    text, unread = read_text(path)
    if text is None:
        return base, faults + unread
    keymap, wrong = read_keymap(text, str(path), base, loads)
    return keymap, faults + wrong
