"""The keymaps that the program ships."""

from __future__ import annotations

PRESETS = ("default", "vim", "arrows")
