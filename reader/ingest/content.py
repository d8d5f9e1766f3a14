"""What a reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.metadata import UNKNOWN, Metadata
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from reader.text.structure import Structure

READERS = 9
"""The version of all readers: higher whenever one of them makes another text or other blocks of the same file.

Derived files carry it, so that what an earlier version has read is read anew.
"""
PRINT_ANEW = N_("Open it in its own program, print it to a new file, and add that.")
"""What to do with a file that no reader gets through."""


class TakesTooLong(Problem):
    """Reading a file was given up, because it takes too long."""

    def __init__(self, title: str = "", message: str = "", hint: str = "") -> None:
        super().__init__(title or _("This file takes too long to read."), message, hint or _(PRINT_ANEW))


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says.

    ``text`` is canonical (`text.canonical`), without the marks of its format. ``structure`` has its blocks and emphasis;
    None if the format has no marks and blocks are found by lines and wording. ``metadata`` is what the file gives.
    ``encoding`` is how its bytes were decoded; ``guessed`` says that the file does not tell. ``damage`` says as a sentence
    which bytes are damaged; it is empty for a sound file.
    """

    text: str
    metadata: Metadata = UNKNOWN
    encoding: str = "utf-8"
    guessed: bool = False
    damage: str = ""
    structure: Structure | None = None
