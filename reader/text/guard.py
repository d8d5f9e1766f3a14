"""The guard: no text from outside reaches a terminal or clipboard as a control sequence.

Every control character becomes one visible character, so the length stays the same and offsets hold. C0 and DEL become
their Unicode control pictures, C1 and lone surrogates U+FFFD. Bidirectional overrides and isolates, which can disguise a
file name, become U+00B7.
"""

from __future__ import annotations

import json
import re

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_CONTROLS |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029], 0xB7)
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SUSPECT_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ONE_LINE = _CONTROLS | {0x09: 0x20, 0x0A: 0x20, 0x0D: 0x20}
_LINES = _CONTROLS | {0x09: 0x09, 0x0A: 0x0A}


def guard(text: str, *, lines: bool = False) -> str:
    """Return ``text`` with visible characters for control characters, in the same length.

    Line breaks and tabs become spaces; with ``lines`` they stay.
    """
    if not (_SUSPECT_IN_LINES if lines else _SUSPECT).search(text):
        return text
    guarded = text.translate(_LINES if lines else _ONE_LINE)
    return _SURROGATE.sub("\ufffd", guarded)


def json_line(value: object) -> str:
    """Return ``value`` as JSON on one line. What `guard` would replace is escaped, so nothing is lost."""
    return _SUSPECT.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
