"""The user's keymap file, ``keys.toml`` in the folder of settings, read over a preset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.command.keyfile import preset, read_keymap
from reader.command.keymap import Keymap
from reader.config.file import read_text
from reader.text.fault import Fault
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path

NAME = "keys.toml"


def load_keymap(preset_name: str, folder: Path) -> tuple[Keymap, list[Fault]]:
    """Return the preset with the changes of ``folder/keys.toml``, if there is one, and the faults. Never raises."""
    faults: list[Fault] = []
    try:
        base = preset(preset_name)
    except ValueError as error:
        base = preset("default")
        faults.append(Fault("settings.toml", None, str(error), _("Until then the default keys are used.")))
    path = folder / NAME
    text, faults_of_file = read_text(path)
    if text is None:
        return base, faults + faults_of_file
    keymap, faults_of_keymap = read_keymap(text, str(path), base)
    return keymap, faults + faults_of_keymap
