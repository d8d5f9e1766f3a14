"""Tells an Esc that was pressed from one that begins a sequence, whatever follows it at once.

Terminals send Alt+g as Esc and g. Textual's parser takes every Esc that way that another key follows within its delay:
a fast typist, or a slow line that brings both at once, loses the Esc. Here no command needs Alt, so both keys count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ESC = "\x1b"
_BEGINS = "[OP]X^_\\"
"""What makes a control sequence or string of an Esc before it, or ends one (ECMA-48)."""
_WORD_KEYS = "fb\t\x7f"
"""What terminals send behind an Esc for Option+Right, Option+Left, Shift+Tab and Option+Backspace."""


class EscapeFilter:
    """Reads what comes from a terminal, piece by piece; ``alt`` are the characters that a command has together with Alt."""

    def __init__(self, alt: Iterable[str] = ()) -> None:
        whole = re.escape(_BEGINS + _WORD_KEYS + "".join(alt))
        self._pressed = re.compile(f"{ESC}(?=[^{whole}])")
        self._held = ""
        """An Esc at the end of the last piece; what it is depends on what follows."""

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text: those that are an Esc alone are that key, the others are for the parser."""
        text = self._held + text
        self._held = ESC if text.endswith(ESC) else ""
        text = text.removesuffix(ESC)
        pieces, start = [], 0
        for pressed in self._pressed.finditer(text + self._held):
            pieces += [text[start : pressed.start()], ESC]
            start = pressed.end()
        return [piece for piece in (*pieces, text[start:]) if piece]

    def rest(self) -> list[str]:
        """Return the Esc that nothing has followed for a while, if there is one."""
        held, self._held = self._held, ""
        return [held] if held else []
