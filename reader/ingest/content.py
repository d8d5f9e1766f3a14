"""What a reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.metadata import UNKNOWN, Metadata

if TYPE_CHECKING:
    from reader.text.structure import Structure

READERS = 9
"""The version of all readers: higher whenever one of them makes another text or other blocks of the same file.

Derived files carry it, so that what an earlier version has read is read anew.
"""


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
