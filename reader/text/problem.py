"""Problems: the errors that a person reads.

A problem says what happened, where, and what to do about it. The packages raise it; each front end shows it in one
place. Any other exception is a bug.
"""

from __future__ import annotations

import re

LONGEST = 2_000
"""Code points of each text of a problem; what a person gave may have any length."""
_LONG_WORD = re.compile(r"(\S{180})\S{40,}(\S{80})")


def bounded(text: str) -> str:
    """Return a text with … in the middle of what is too long: of a word (a path is one), and of the whole."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST * 3 // 4]} … {text[-LONGEST // 4 + 3 :]}"
    return _LONG_WORD.sub(r"\1…\2", text) if len(text) > 300 else text


class Problem(Exception):
    """Something went wrong outside the program. All texts are `bounded`.

    ``title``: what, in one short sentence. ``message``: where or why. ``hint``: what to do.
    ``places``: further lines, such as the candidates of an ambiguous quote. ``status``: exit status of
    the command line: 1 for nothing found or not done, 2 for unusable input.
    """

    def __init__(
        self, title: str, message: str = "", hint: str = "", places: tuple[str, ...] = (), status: int = 2
    ) -> None:
        super().__init__(bounded(title))
        self.title = bounded(title)
        self.message = bounded(message)
        self.hint = bounded(hint)
        self.places = tuple(map(bounded, places))
        self.status = status
