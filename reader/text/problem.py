"""Problems: the errors that a person reads.

A problem says what happened, where, and what to do about it. The packages raise it; each front end shows it in one
place. Any other exception is a bug.
"""

from __future__ import annotations


class Problem(Exception):
    """Something went wrong outside the program.

    ``title``: what, in one short sentence. ``message``: where or why. ``hint``: what to do.
    ``places``: further lines, such as the candidates of an ambiguous quote. ``status``: exit status of
    the command line: 1 for nothing found or not done, 2 for unusable input.
    """

    def __init__(
        self, title: str, message: str = "", hint: str = "", places: tuple[str, ...] = (), status: int = 2
    ) -> None:
        super().__init__(title)
        self.title = title
        self.message = message
        self.hint = hint
        self.places = places
        self.status = status
