"""Which of the commands that a beginner is shown were used. What was used once is never shown again.

That is kept in the user's state, one name a line. Several programs may add to it.
"""

from __future__ import annotations

from reader.config.path import state_file
from reader.files.atomic import write_atomically
from reader.files.plain import read_plain

IN_LIST = ("app.open", "goto.search", "app.help")
IN_ARTICLE = ("annotation.highlight", "annotation.tag", "excerpt.copy")
"""The commands that a beginner is shown, there and there."""
FILE = "first-steps"
LARGEST = 65_536
"""Bytes of the file; a larger one is not ours."""


class FirstSteps:
    """The names of the commands that were used, of those that a beginner is shown."""

    def __init__(self) -> None:
        self._used = _read()

    def is_used(self, command: str) -> bool:
        """Whether a command was ever used."""
        return command in self._used

    def note(self, command: str) -> None:
        """Note that a command was used, if it is one that a beginner is shown, anywhere. OSError as for `use`."""
        if command in (*IN_LIST, *IN_ARTICLE) and not self.is_used(command):
            self.use(command)

    def use(self, *commands: str) -> None:
        """Note that commands were used. OSError if that cannot be kept; it counts for this sitting in any case."""
        self._used |= {*commands}
        self._used |= _read()
        write_atomically(state_file(FILE), "\n".join(sorted(self._used)).encode(), private=True, durable=False)


def _read() -> set[str]:
    try:
        return set(read_plain(state_file(FILE), LARGEST, own=True).decode().split())
    except (OSError, ValueError):
        return set()  # a beginner, as far as one can see
