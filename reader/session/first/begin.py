"""Where the app begins."""

from __future__ import annotations

from reader.text.span import Span
from reader.text.value import Value


class Begin(Value):
    """An article or, for None, the list; ``at`` is the focus, ``above`` the rows over it; ``row`` the id lit in the list.

    ``at`` is None where the article is to be opened at the place where it was left. It holds for the file at ``path`` in
    the library, of the size in bytes and the time that are its ``stamp``; a row for the file at ``path``, whatever it holds.
    """

    article: str | None = None
    at: Span | None = None
    above: int | None = None
    row: str | None = None
    path: str = ""
    stamp: tuple[int, int] | None = None
