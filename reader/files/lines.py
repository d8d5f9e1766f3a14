"""The lines of a text for `csv.reader`, which by itself does not tell a whole table from one that was cut."""

from __future__ import annotations

import io
from collections.abc import Iterator


class Lines:
    """Iterates over the lines of a text, with their ends."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.is_cut = False
        """Whether a line behind the last one was wanted for a row: the text ends within quotation marks."""

    def __iter__(self) -> Iterator[str]:
        """Return the lines."""
        return self

    def __next__(self) -> str:
        """Return the next line."""
        line = self._lines.readline()
        if not line:
            self.is_cut = True
            raise StopIteration
        return line
