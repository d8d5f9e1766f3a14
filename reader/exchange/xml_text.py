"""Text as XML 1.0, so that it comes back as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot contain, even as a reference (section 2.2)."""
_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_TEXT |= {code: f"&#{code};" for code in (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))}
"""Characters that would steer a terminal become references, which mean the same."""
_VALUE = {**_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}
"""A line end in the value of an attribute would be read as a space."""


def is_possible(text: str) -> bool:
    """Whether XML can contain a text."""
    return _IMPOSSIBLE.search(text) is None


def content(text: str) -> str:
    """Return the content of an element; U+FFFD stands for what XML cannot contain."""
    return _IMPOSSIBLE.sub("\ufffd", text).translate(_TEXT)


def tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return what a start tag has between its brackets, without empty attributes."""
    values = (
        f'{key}="{_IMPOSSIBLE.sub(chr(0xFFFD), value).translate(_VALUE)}"' for key, value in attributes.items() if value
    )
    return " ".join((name, *values))


def element(name: str, text: str) -> str:
    """Return an element with a text; nothing for an empty text."""
    return f"<{name}>{content(text)}</{name}>" if text else ""
