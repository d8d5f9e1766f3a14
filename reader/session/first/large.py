"""The first page of a large text where one was in it: of what was read then, only what is around is looked at.

Of a text that was edited since, the file is compared with it around the place alone: what stands there is what one has
left, and is shown at once. That no other edit has moved it nobody knows by then, so it is all that this page does: the first
key has the whole compared.
"""

from __future__ import annotations

from reader.ingest.source import NUL_WITHIN
from reader.layout.window import Window, window
from reader.session.first.article import MOTIONS, TURNS, ArticlePage, Read
from reader.session.first.begin import Begin
from reader.session.first.standing import FirstPage
from reader.session.prepared import Kept, kept_of
from reader.session.reading import Place
from reader.text.ends import SURE
from reader.text.problem import Problem

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable
    from typing import BinaryIO

    from reader.command.command import Context
    from reader.layout.sheet import Piece
    from reader.text.table import Table

EDITED = 4_000_000
"""Bytes of an edited text that may be looked at before a page stands."""
_BESIDE = 4 * SURE
"""Bytes on either side of a page that must be as they were."""


def around(of: Read, file: str, place: Place, column: int, size: tuple[int, int]) -> FirstPage | None:
    """Return the page around the place in a text column of ``column`` cells; ``size`` is that of the pane.

    None where that was not read before, or where the edits since reach up to the place.
    """
    kept = kept_of(file)
    if kept is None or kept.sha256 != place.sha256 or place.span is None:
        return None
    if kept.stamp == of.stamp:
        return _page(of, kept.table, kept.part, kept.size, kept.length, place.start, place.above, column, size)

    def whole() -> ArticlePage | None:
        try:
            return _edited(of, file, kept, place, column, size)
        except (Problem, OSError, ValueError):
            return None  # the app will say what is wrong

    return _glance(of, file, kept, place, column, size, whole) or whole()


def _page(
    of: Read, table: Table, part: Callable[[int, int], bytes], bytes_: int, length: int,
    at: int, above: int | None, column: int, size: tuple[int, int],
) -> ArticlePage | None:  # fmt: skip
    """Return the page at the code point ``at`` of a text of ``bytes_`` bytes and ``length`` code points."""
    found, _, _ = _window(table, part, bytes_, at, above, column, size)
    return _standing(of, found, size, found.before, length) if found else None


def _standing(of: Read, found: Window, size: tuple[int, int], before: int, length: int | None) -> ArticlePage:
    return ArticlePage(
        of, found.page, found.selection, found.top, size, before=before, length=length, below=found.below
    )


def _window(
    table: Table, part: Callable[[int, int], bytes], bytes_: int,
    at: int, above: int | None, column: int, size: tuple[int, int],
) -> tuple[Window | None, int, int]:  # fmt: skip
    """Return the window around a code point, and the bytes between which it was made."""
    looked = (0, 0)

    def text(first: int, last: int) -> str:
        nonlocal looked
        looked = table.byte(first), table.byte(last) if last < len(table) else bytes_
        return str(part(*looked), "utf-8", "surrogatepass")

    return (window(table, text, at, above, column, size[1]), *looked)


def _edited(of: Read, file: str, kept: Kept, place: Place, column: int, size: tuple[int, int]) -> ArticlePage | None:
    """Return the page of the text as it is now, compared as a whole with what was read."""
    again = kept.read_again(file, EDITED)
    carried = again.ends.carried(place.span) if again and place.span else None
    if again is None or carried is None:
        return None
    data, length, table = again.known.data, again.known.length, again.known.table

    def part(start: int, end: int) -> bytes:
        return data[start:end]

    return _page(of, table, part, len(data), length, carried.start, place.above, column, size)


def _glance(
    of: Read, file: str, kept: Kept, place: Place, column: int, size: tuple[int, int],
    whole: Callable[[], ArticlePage | None],
) -> Glance | None:  # fmt: skip
    """Return the page as one has left it, if all around it is as it was; None if it is not, or in two places."""
    if not kept.is_as_filed:
        return None
    found, start, end = _window(kept.table, kept.part, kept.size, place.start, place.above, column, size)
    if found is None:
        return None
    by = of.stamp[0] - kept.size
    first, last = max(0, start - _BESIDE), min(kept.size, end + _BESIDE)
    words = kept.part(first, last)
    with open(file, "rb") as now:
        if b"\0" in now.read(4 * NUL_WITHIN):
            return None  # it may be no text any more
        is_here = (last < kept.size or not by) and _holds(now, first, words)
        is_moved = by != 0 and first > 0 and _holds(now, first + by, words)
    if is_here == is_moved:
        return None
    # How far down one is nobody knows of a text that has changed above.
    return Glance(_standing(of, found, size, found.before, kept.length + by if is_here else None), of, whole)


def _holds(file: BinaryIO, at: int, words: bytes) -> bool:
    """Whether a file has ``words`` at a byte."""
    if at < 0:
        return False
    file.seek(at)
    return file.read(len(words)) == words


class Glance(FirstPage):
    """``page`` to look at; what keys do to it is done to ``whole``, the page of the text as it is now."""

    context: Context = "article"

    def __init__(self, page: ArticlePage, of: Read, whole: Callable[[], ArticlePage | None]) -> None:
        self.status = page.status
        self._page = page
        self._of = of
        self._whole = whole

    def pieces(self) -> list[list[Piece]]:
        """Return the rows in view."""
        return self._page.pieces()

    def do(self, command: str) -> FirstPage | None:
        """Move, or turn the page, if what stands on it is what stands in the whole."""
        page = self._whole() if command in MOTIONS or command in TURNS else None
        return page.do(command) if page and page.pieces() == self._page.pieces() else None

    @property
    def begin(self) -> Begin:
        """Where it was left."""
        return Begin(self._of.id, path=self._of.path, stamp=self._of.stamp)
