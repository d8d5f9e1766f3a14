"""What is pasted is text to the last letter: an Esc in it begins no sequence, and ends nothing."""

from __future__ import annotations

BEGIN, END = "\x1b[200~", "\x1b[201~"
ESC = "\x1b"
SHOWN = "␛"
"""What stands for an Esc where text of outside origin is shown (`text.guard`)."""


class BracketedPasteFilter:
    """Reads what comes from a terminal in bracketed paste mode, piece by piece.

    Textual's parser takes what follows an Esc within a paste for keys: what was pasted would be done, not written.
    """

    def __init__(self) -> None:
        self._within = False
        self._before = ""
        """Outside: the last letters, with which a paste may begin. Within: an Esc that may end it, and what follows."""
        self._paused = False
        """Whether nothing has come for a while."""
        self._by_itself = False
        """Whether the last piece within a paste was an Esc after a pause."""

    def plain(self, text: str) -> str:
        """Return what the parser is to be told of the next piece."""
        plain: list[str] = []
        self._by_itself = self._within and self._paused and text == ESC
        self._paused = False
        while text:
            text = self._paste(text, plain) if self._within else self._keys(text, plain)
        return "".join(plain)

    def rest(self) -> str:
        """Take what has come for whole, for a while nothing has followed it; return what the parser is to be told of that.

        A paste whose end got lost would swallow every key. An Esc that stands between two pauses was pressed, and ends it.
        """
        self._paused = True
        if self._within and not self._by_itself:
            return ""
        ended = END if self._within else ""
        self._within, self._by_itself, self._before = False, False, ""
        return ended

    def _keys(self, text: str, plain: list[str]) -> str:
        data = self._before + text
        at = data.find(BEGIN)
        if at < 0:
            plain.append(text)
            self._before = data[1 - len(BEGIN) :]
            return ""
        behind = at + len(BEGIN)
        plain.append(data[len(self._before) : behind])
        self._within, self._before = True, ""
        return data[behind:]

    def _paste(self, text: str, plain: list[str]) -> str:
        data, self._before = self._before + text, ""
        at = data.find(END)
        if at >= 0:
            plain += [data[:at].replace(ESC, SHOWN), END]
            self._within = False
            return data[at + len(END) :]
        last = data.rfind(ESC)
        if last >= 0 and END.startswith(data[last:]):
            data, self._before = data[:last], data[last:]
        plain.append(data.replace(ESC, SHOWN))
        return ""
