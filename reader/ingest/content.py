"""What a reader of a format returns."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says.

    ``text`` is canonical (`text.canonical`). ``metadata`` has fields of `library.article.FIELDS`, those that the file gives.
    ``encoding`` is how its bytes were decoded; ``guessed`` says that the file does not tell.
    """

    text: str
    metadata: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    guessed: bool = False
