"""Takes the terminal's answers out of what is typed, whenever they come.

An answer to a question that another program asked, or that comes late over a slow line, would be typed as keys: of
``ESC ]11;rgb:ffff/ffff/ffff ESC \\`` the parser of Textual knows only that it knows no such key. The forms are those of
ECMA-48 and of XTerm Control Sequences; what may as well be keys passes.
"""

from __future__ import annotations

import re

ESC = "\x1b"
_PATIENCE = 20
"""How often nothing may have come within a tick of the driver (0.1 s) before the rest of an answer is given up."""
_LONGEST = 4096
"""Characters of an answer; what is longer is none."""
_REPORT = re.compile(rf"{ESC}\[(?:[?>=]\d[\d;:]*[ $]?[A-Za-z]|\d+n|(?!48;)\d+(?:;\d+)+t)")
"""Attributes, state, keyboard mode, size of a terminal."""
_MODE = re.compile(rf"{ESC}\[\?[\d;]+\$y")
"""The state of a mode, which Textual asks for."""
_STRING = re.compile(rf"{ESC}(?:\]\d{{1,4}};|P(?:>\||!\||[01]?\$r|[01]\+r)|_G[a-z]=)")
"""The beginning of an answer that is a string: OSC, DCS or APC."""
_COLOUR = re.compile(rf"{ESC}\](?:4;\d{{1,3}}|1\d);")
_NOT_OF_COLOUR = re.compile(r"[^0-9A-Fa-frgb:/;?]")
_BODY = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")
_END = re.compile(rf"\x07|\x9c|{ESC}\\")
_BEGINNING = re.compile(
    rf"{ESC}(?:\](?:\d{{1,4}})?|P(?:[>!]|[01]?\$?|[01]\+)|_(?:G[a-z]?)?|\[(?:[?>=](?:\d[\d;:]*[ $]?)?|\d[\d;]*)?)?\Z"
)
"""What an answer, and a key too, may begin with."""
_INTRODUCER = re.compile(rf"{ESC}(?:[]P_]|\[[\d;]*)?\Z")
"""A beginning that is more often that of a key, or a key."""


class ReplyFilter:
    """Reads what comes from a terminal, piece by piece, behind the filter of what is pasted."""

    def __init__(self) -> None:
        self._held = ""
        """What an answer begins with, or may begin with."""
        self._passed = ""
        """The introducer that was passed on as keys just now, since nothing followed it."""
        self._quiet = 0

    @property
    def is_waiting(self) -> bool:
        """Whether the rest of an answer is expected."""
        return bool(self._held)

    def keys(self, text: str) -> str:
        """Return what of the next piece is for the parser of keys."""
        if self._passed and text and _COLOUR.match(self._passed + text):
            self._held = self._passed
        if text:
            self._passed = ""
        data, self._held, self._quiet = self._held + text, "", 0
        keys: list[str] = []
        at = 0
        while (start := data.find(ESC, at)) >= 0:
            keys.append(data[at:start])
            at = self._sequence(data, start, keys)
            if at < 0:
                return "".join(keys)
        return "".join([*keys, data[at:]])

    def rest(self) -> str:
        """Return what was held and is for the parser of keys: nothing has followed it for a tick."""
        self._quiet += 1
        is_introducer = _INTRODUCER.match(self._held) is not None
        if not self._held or (self._quiet < _PATIENCE and not is_introducer):
            return ""
        held, self._held = self._held, ""
        if is_introducer:
            self._passed = held
        return "" if _STRING.match(held) else held

    def _sequence(self, data: str, start: int, keys: list[str]) -> int:
        """Read what begins with the Esc at ``start``; return where it ends, or -1 if that is held for more to come."""
        if report := _REPORT.match(data, start):
            keys += [report[0]] if _MODE.fullmatch(report[0]) else []
            return report.end()
        if string := _STRING.match(data, start):
            return self._string(data, start, string.end(), keys)
        if _BEGINNING.match(data, start):
            self._held = data[start:]
            return -1
        keys.append(ESC)
        return start + 1

    def _string(self, data: str, start: int, body: int, keys: list[str]) -> int:
        behind = _BODY.match(data, body)
        end = behind.end() if behind else body
        if _COLOUR.match(data, start):
            keys += _NOT_OF_COLOUR.findall(data[body:end])  # was typed meanwhile
        if terminator := _END.match(data, end):
            return terminator.end()
        if data[end:] not in ("", ESC) or end - start > _LONGEST:
            return end  # it was cut off: a control character begins something else
        content = data[body:end]
        self._held = (
            data[start:body] + (_NOT_OF_COLOUR.sub("", content) if _COLOUR.match(data, start) else content) + data[end:]
        )
        return -1
