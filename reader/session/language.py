"""The language that the program speaks."""

from __future__ import annotations

import os

from reader.config.file import read_text
from reader.config.path import REMEMBERED, SETTINGS, config_file, config_folder, state_file, state_folder
from reader.translation import use, wanted


def interface_language() -> str:
    """Return the language that the user has set, else that of the locale."""
    texts = (read_text(path)[0] for path in (config_file(SETTINGS), state_file(REMEMBERED)))
    if any("language" in text for text in texts if text):
        from reader.config.setting import load_settings  # takes a third of a short command's time

        return load_settings(config_folder(), state_folder())[0].language or wanted(os.environ)
    return wanted(os.environ)


def speak(chosen: str) -> None:
    """Say everything in a language from now on; if it is empty, in that of the locale."""
    use(chosen or wanted(os.environ))
