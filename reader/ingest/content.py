"""What a reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass

from reader.text.metadata import UNKNOWN, Metadata


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says.

    ``text`` is canonical (`text.canonical`). ``metadata`` is what the file gives. ``encoding`` is how its bytes were decoded; ``guessed`` says that the file does not tell.
    ``damage`` says as a sentence which bytes are damaged; it is empty for a sound file.
    """

    text: str
    metadata: Metadata = UNKNOWN
    encoding: str = "utf-8"
    guessed: bool = False
    damage: str = ""
