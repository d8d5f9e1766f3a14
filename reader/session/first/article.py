"""An article's first page: where it was left, with its highlights if they are known, and turned by the keys that move.

Of a large text only the part around the place is looked at. Who moves on to where the part does not tell all, or to where
it is not known what is highlighted, waits for the app.
"""

from __future__ import annotations

import os

from reader.config.setting import Settings
from reader.files.state import FileState
from reader.ingest.source import load, load_head
from reader.layout.motion import Grain, Selection, moved, opening
from reader.layout.rows import Page
from reader.layout.runs import Decoration
from reader.layout.sheet import Piece, Sheet, column_cells, place_line
from reader.session.first.standing import FirstPage
from reader.session.reading import Place, Places
from reader.session.root import open_shelf
from reader.session.shelf import LARGE
from reader.text.canonical import sha256
from reader.text.document import Document
from reader.text.from_json import loads
from reader.text.span import Span
from reader.text.value import Value

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Mapping, Sequence

    from reader.command.command import Context
    from reader.session.first.begin import Begin

AROUND = 30_000
"""Code points on each side of the focus whose highlights are kept for the next start."""

MOTIONS = {
    "move.next-sentence": (Grain.SENTENCE, 1),
    "move.previous-sentence": (Grain.SENTENCE, -1),
    "move.next-paragraph": (Grain.PARAGRAPH, 1),
    "move.previous-paragraph": (Grain.PARAGRAPH, -1),
}
TURNS = {"move.page-down": 1, "move.page-up": -1}


class Highlights:
    """The highlights within ``known``, a stretch of the whole text of the article ``id`` in the file at ``path``."""

    def __init__(self, id: str, path: str, known: Span, all_: Sequence[Decoration]) -> None:
        self.id = id
        self.path = path
        self.known = known
        self.all = all_

    @classmethod
    def near(cls, id: str, path: str, focus: Span, decorations: Sequence[Decoration]) -> Highlights:
        """Return those around the focus."""
        known = Span(max(0, focus.start - AROUND), focus.end + AROUND)
        return cls(id, path, known, [one for one in decorations if one.span.overlaps(known)])

    def __str__(self) -> str:
        """Return them as a picture keeps them."""
        told = [(one.span.start, one.span.end, one.name, one.id, one.letter) for one in self.all]
        import json

        return json.dumps([self.id, self.path, self.known.start, self.known.end, *told])

    @classmethod
    def read(cls, told: str) -> Highlights:
        """Return what was kept; ValueError if it is none."""
        try:
            id_, path, start, end, *rest = loads(told)
            return cls(
                id_, path, Span(start, end), [Decoration(Span(first, last), *more) for first, last, *more in rest]
            )
        except (TypeError, RecursionError) as error:
            raise ValueError("no highlights") from error


class Read(Value):
    """The article that a page is of: its id, its path in the library, the size in bytes and the time of its file."""

    id: str
    path: str
    stamp: FileState


class ArticlePage(FirstPage):
    """The rows of ``page`` from ``top`` on, in a pane of ``columns`` by ``lines`` cells.

    Its document is the whole text, or the part of it behind ``before`` code points, which goes on ``below``; ``length``: the
    code points of the whole text, if they are known.
    """

    context: Context = "article"

    def __init__(
        self,
        of: Read,
        page: Page,
        selection: Selection | None,
        top: int,
        size: tuple[int, int],
        *,
        before: int = 0,
        length: int | None,
        below: bool = False,
    ) -> None:
        self._of = of
        self._page = page
        self._sheet = Sheet(page)
        self._selection = selection
        self._top = top
        self._columns, self._lines = size
        self._before = before
        self._length = length
        self._goes_on = {"above": before > 0, "below": below}
        self._highlights: Highlights | None = None
        self._has_moved = False
        self._tell()

    def _tell(self) -> None:
        # How much of a text has been passed nobody knows by its head alone.
        if self._selection and self._length is not None:
            self.status = place_line(self._page.document, self._selection.focus, self._before, self._length)

    def decorate(self, highlights: Highlights) -> None:
        """Show highlights."""
        self._highlights = highlights
        part = Span(self._before, self._before + len(self._page.document.text))
        here = [(one, one.span.meet(part)) for one in highlights.all]
        self._sheet.decorate(
            [Decoration(span.shifted(-self._before), one.name, one.id, one.letter) for one, span in here if span]
        )

    def pieces(self) -> list[list[Piece]]:
        """Return the rows in view."""
        focus = self._selection.focus if self._selection else None
        painted: list[list[Piece]] = []
        for y in range(self._top, self._top + self._lines):
            row = self._page.row(y)
            lit = focus.meet(row.span) if focus and row and row.span else None
            painted.append(self._sheet.pieces(row, self._columns, lit, None) if row else [])
        return painted

    def do(self, command: str) -> FirstPage | None:
        """Move, or turn the page."""
        now, top, document = self._selection, self._top, self._page.document
        if now is None:
            return None
        if command in MOTIONS:
            then = moved(document, now, *MOTIONS[command])
        elif command in TURNS:
            from reader.layout.turn import turned

            top, then = turned(self._page, now, top, self._lines, TURNS[command])
        else:
            return None
        self._page.settle_at(then.focus.start, self._lines)
        top = self._page.revealing(then.focus, top, self._lines)
        if not self._is_known(now, then, top):
            return None
        self._selection, self._top, self._has_moved = then, top, True
        self._tell()
        return self

    def _is_known(self, now: Selection, then: Selection, top: int) -> bool:
        """Whether the part of the text that is at hand tells that this motion leads there, and what stands on the rows."""
        from reader.layout.window import holds

        if now == then and any(self._goes_on.values()):
            return False
        if not holds(self._page, top, self._lines, **self._goes_on):
            return False
        rows = [row.span for y in range(top, top + self._lines) if (row := self._page.row(y)) and row.span]
        seen = rows[0].hull(rows[-1]).shifted(self._before) if rows else Span(0, 0)
        return self._highlights is None or self._highlights.known.covers(seen)

    @property
    def begin(self) -> Begin:
        """Where the keys have led; where it was left, if there were none."""
        from reader.session.first.begin import Begin

        id_, path, stamp = self._of.id, self._of.path, self._of.stamp
        if not self._has_moved or self._selection is None:
            return Begin(id_, path=path, stamp=stamp)
        focus = self._selection.focus
        above = self._page.y_of(focus.start) - self._top
        return Begin(id_, focus.shifted(self._before), above, path=path, stamp=stamp)


def begin_in_article(about: str, behind: Mapping[str, str]) -> Begin | None:
    """Return where the app begins that takes over a picture kept with ``about``: where it was left; None: it is no article.

    ``behind`` are the stamps of the files behind the picture, by path, as `session.frame` has them.
    """
    try:
        shown = Highlights.read(about)
    except ValueError:
        return None
    held = next((stamp for path, stamp in behind.items() if path.endswith(f"/{shown.path}")), "-")
    if held == "-":
        return None
    from reader.session.first.begin import Begin

    size, time = map(int, held.split())
    return Begin(shown.id, path=shown.path, stamp=(size, time))


def named(root: str, name: str) -> tuple[str, str] | None:
    """Return the id and the path of the article that ``name`` means, if its file's name says so; Problem as `Shelf.id_of`.

    What only the library's records know, as the id of a file that was renamed, is for the app to find out.
    """
    shelf = open_shelf(root)
    ids = shelf.ids({})
    if os.path.exists(os.path.join(root, "annotations", "_library.jsonl")):
        ids = {id_: path for id_, path in ids.items() if name in (id_, path) or shelf.is_file(path, name)}
    if not ids:
        return None
    id_ = shelf.id_of(name, ids)
    return id_, ids[id_]


def article_page(root: str, id_: str, path: str, settings: Settings, columns: int, lines: int) -> FirstPage | None:
    """Return the page of the article in the file at ``path``, in a pane of ``columns`` by ``lines`` cells.

    None where that would take long: a text that was edited where one was in it. Problem or OSError if it cannot be read.
    """
    file = os.path.join(root, path)
    places = Places(root)
    place = places.of(id_)
    state = os.stat(file)
    of = Read(id_, path, FileState.from_stat(state))
    column = column_cells(settings.column_width, settings.margin, columns)
    size = (columns, lines)
    if state.st_size > LARGE and place.span is not None:
        from reader.session.first.large import around

        return around(of, file, place, column, size)
    # Of a large text that was never opened the head alone is read, and looks as it will.
    is_head = state.st_size > LARGE
    source = load_head(file) if is_head else load(file)
    at = _led(places, place, source.text)
    if at is None:
        return None
    document = Document.read(source.text, markdown=source.markdown)
    selection, above = opening(document), None
    if at >= 0 and document.blocks:
        sentence = document.sentence_at(at)
        selection, above = Selection(sentence, sentence), place.above
    page, top = Page(document, column), 0
    if selection:
        page.settle_at(selection.focus.start, lines)
        top = page.opening_top(selection.focus, above, lines)
    length = None if is_head else len(source.text)
    return ArticlePage(of, page, selection, top, size, length=length, below=is_head)


def _led(places: Places, place: Place, text: str) -> int | None:
    """Return where in ``text`` the place is; -1 if it has none there, None if only a comparison of both texts can tell."""
    if place.span is None:
        return -1
    if place.sha256 == sha256(text):
        return place.start
    old = places.text(place.sha256)
    if old is None:
        return -1
    from reader.text.ends import Ends

    ends = Ends.of(old, text)
    if place.start <= ends.before:
        return place.start
    return place.start + len(text) - len(old) if place.start >= len(old) - ends.after else None
