"""A line of a citation, with italics and addresses, that can be printed plain or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reader.citation.typography import CLOSING, tucked
from reader.text.guard import guard

_STOPPED = re.compile(rf"[.?!…][{CLOSING}\s]*$")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$^{]|&(?=[#\w]+;)|%(?=%)|(?<=%)%|=(?==)|(?<==)=)")
"""What marks something in CommonMark, and in what reads it: ``$`` formulas, in GitHub too; ``%%`` and ``==`` in Obsidian."""
_INDENT = re.compile(r"(?m)^[ \t]+")
_BLOCK = re.compile(r"(?m)^(\d{1,9})(?=[.)])|^(?=[-+=]|:-+:?[ \t]*$)")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[^\s<>]+")


class Look(StrEnum):
    """How a piece of a line is set."""

    PLAIN = "plain"
    ITALIC = "italic"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of text, each with a look."""

    pieces: tuple[tuple[str, Look], ...] = ()

    def __add__(self, other: Line | str) -> Line:
        return Line(self.pieces + (other if isinstance(other, Line) else text(other)).pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    @property
    def plain(self) -> str:
        """The words alone, without control characters."""
        return guard("".join(words for words, _ in self.pieces))

    @property
    def markdown(self) -> str:
        """The line as CommonMark: italics between asterisks, web addresses as autolinks, all other characters escaped."""
        return _as_lines("".join(_MARKDOWN[look](guard(words)) for words, look in self.pieces))

    def stopped(self, language: str) -> Line:
        """Return the line with a full stop, unless it ends with ``. ? ! …``, also before a closing quotation mark."""
        return self if _STOPPED.search(self.plain) else self.marked(".", language)

    def marked(self, mark: str, language: str) -> Line:
        """Return the line with a comma or full stop at its end; in English it goes before a closing ” or ’."""
        if not self.pieces:
            return self
        *before, (words, look) = self.pieces
        after = tucked(words, mark, language)
        if after == words + mark:
            return self + mark
        return Line((*before, (after, look)))


def text(words: str, look: Look = Look.PLAIN) -> Line:
    """Return a line of one piece, or an empty line if there are no words."""
    return Line(((words, look),)) if words else Line()


def italic(words: str) -> Line:
    """Return words in italics."""
    return text(words, Look.ITALIC)


def link(address: str) -> Line:
    """Return an address."""
    return text(address.strip(), Look.LINK)


def joined(joint: str, lines: Iterable[Line]) -> Line:
    """Return the lines that are not empty as one line, with ``joint`` between them."""
    result = Line()
    for line in lines:
        if line:
            result = result + joint + line if result else line
    return result


def escaped(words: str) -> str:
    """Return ``words`` so that CommonMark, GitHub and Obsidian show them unchanged; line ends stay."""
    return _as_lines(_escaped(words))


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words).replace("\\[…\\]", "[…]")


def _as_lines(words: str) -> str:
    """Escape what would make a line code, a list, a heading, or one that parts the head of a table from its rows."""
    return _BLOCK.sub(r"\1\\", _INDENT.sub("", words))


def _autolink(address: str) -> str:
    return f"<{address}>" if _ADDRESS.fullmatch(address) else _escaped(address)


_MARKDOWN = {Look.PLAIN: _escaped, Look.ITALIC: lambda words: f"*{_escaped(words)}*", Look.LINK: _autolink}
