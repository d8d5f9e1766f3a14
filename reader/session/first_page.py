"""The first page: an article or the list as the app will show it, made without Textual and shown before it is loaded.

It is laid out by the same `layout` code and in the same theme, and painted over once the app stands. What would take
long (a large text that was edited where one was in it, a list that was never read) is left to the app; so is what
cannot be read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from reader.config.look import LOOKS, colours
from reader.config.path import config_folder, shipped, state_folder
from reader.config.setting import Settings, load_settings
from reader.config.theme import Theme, read_theme
from reader.ingest.source import load, load_head
from reader.layout.cells import cells
from reader.layout.motion import Selection, opening
from reader.layout.rows import Page, Row
from reader.layout.sheet import Piece, Sheet, column_cells, place_line
from reader.layout.table import ListRow, fitted, row_pieces, used_columns
from reader.layout.window import window
from reader.library.listing import WIDTHS, count_line, ordered, told
from reader.session.prepared import kept_of
from reader.session.reading import Place, Places, as_read
from reader.session.root import find_root, open_shelf
from reader.session.sgr import Sgr, depth
from reader.session.shelf import LARGE, PATIENCE, Stamp
from reader.text.canonical import sha256
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span

EDITED = 4_000_000
"""Bytes of an edited text that may be looked at before the first page stands."""


def rows(library: str | None, article: str | None, columns: int, lines: int) -> list[str] | None:
    """Return the rows, each ``columns`` cells wide, or None. ``article`` is as it was asked for."""
    colour = depth(os.environ)
    if colour is None or columns < 20 or lines < 5:
        return None
    try:
        settings, _ = load_settings(config_folder(), state_folder())
        theme = _theme(settings.theme)
        if theme is None or theme.ansi:
            return None
        root = find_root(library)
        paint = Sgr(colours(theme), LOOKS, colour)
        if article is None:
            found = _list(root, settings, columns, lines - 1)
        else:
            found = _article(root, article, settings, columns, lines - 1)
    except (Problem, OSError, ValueError):
        return None  # the command itself will say what is wrong
    if found is None:
        return None
    page, status = found
    full = [paint.row(_filled(pieces, columns)) for pieces in page]
    blank = paint.row([(" " * columns, ())])
    full += [blank] * (lines - 1 - len(full))
    return [*full[: lines - 1], paint.row([(fitted(f" {status}", columns), ("panel",))])]


def _filled(pieces: Sequence[Piece], columns: int) -> list[Piece]:
    return [*pieces, (" " * max(0, columns - sum(cells(text) for text, _ in pieces)), ())]


def _theme(name: str) -> Theme | None:
    for folder in (config_folder() / "themes", shipped("themes")):
        try:
            text = (folder / f"{name}.toml").read_text(encoding="utf-8")
        except OSError:
            continue
        theme, _ = read_theme(text, name)
        if theme is not None and theme.name == name:
            return theme
    return None


def _article(
    root: Path, name: str, settings: Settings, columns: int, lines: int
) -> tuple[list[list[Piece]], str] | None:
    shelf = open_shelf(root)
    id_ = shelf.id_of(name, shelf.ids({}))
    file = shelf.file_of(id_)
    place = Places(root).of(id_)
    state = file.stat()
    if state.st_size > LARGE:
        if place.span is None:
            return _opening(file, settings, columns, lines)
        return _around(file, (state.st_size, state.st_mtime_ns), place, settings, columns, lines)
    source = load(file)
    document = Document.read(source.text, markdown=source.markdown)
    selection, above = opening(document), None
    if place.span and place.sha256 == sha256(source.text) and document.blocks:
        sentence = document.sentence_at(place.start)
        selection, above = Selection(sentence, sentence), place.above
    cells_wide = column_cells(settings.column_width, settings.margin, columns)
    page = _page(document, selection, above, cells_wide, columns, lines)
    return page, place_line(document, selection.focus) if selection else ""


def _opening(file: Path, settings: Settings, columns: int, lines: int) -> tuple[list[list[Piece]], str]:
    """Return the first page of a large text that was never opened: its head alone is read, and looks as it will."""
    source = load_head(file)
    document = Document.read(source.text, markdown=source.markdown)
    column = column_cells(settings.column_width, settings.margin, columns)
    return _page(document, opening(document), None, column, columns, lines), ""


def _around(
    file: Path, stamp: Stamp, place: Place, settings: Settings, columns: int, lines: int
) -> tuple[list[list[Piece]], str] | None:
    """Return the page of a large text where one was in it: only what is around is looked at, if it was read before.

    None where that is not enough, or where the edits since reach up to the place.
    """
    kept = kept_of(file)
    if kept is None or kept.sha256 != place.sha256 or place.span is None:
        return None
    table, size, length, part, at = kept.table, kept.size, kept.length, kept.part, place.start
    if kept.stamp != stamp:
        again = kept.read_again(file, EDITED)
        carried = again.ends.carried(place.span) if again else None
        if again is None or carried is None:
            return None
        known = again.known
        table, size, length, at = known.table, len(known.data), known.length, carried.start

        def part(start: int, end: int) -> bytes:
            return known.data[start:end]

    def text(first: int, last: int) -> str:
        end = table.byte(last) if last < len(table) else size
        return str(part(table.byte(first), end), "utf-8", "surrogatepass")

    column = column_cells(settings.column_width, settings.margin, columns)
    found = window(table, text, at, place.above, column, lines)
    if found is None:
        return None
    focus = found.selection.focus
    status = place_line(found.document, focus, found.before, length)
    return _painted(found.page, found.rows, focus, columns), status


def _page(
    document: Document, selection: Selection | None, above: int | None, column: int, columns: int, lines: int
) -> list[list[Piece]]:
    page = Page(document, column)
    focus = selection.focus if selection else None
    if focus:
        page.settle_at(focus.start, lines)
    top = page.opening_top(focus, above, lines) if focus else 0
    return _painted(page, (page.row(y) for y in range(top, top + lines)), focus, columns)


def _painted(page: Page, rows: Iterable[Row | None], focus: Span | None, columns: int) -> list[list[Piece]]:
    sheet = Sheet(page)
    painted: list[list[Piece]] = []
    for row in rows:
        lit = focus.meet(row.span) if focus and row and row.span else None
        painted.append(sheet.pieces(row, columns, lit, None) if row else [])
    return painted


def _list(root: Path, settings: Settings, columns: int, lines: int) -> tuple[list[list[Piece]], str] | None:
    if (root / "annotations" / "_library.jsonl").exists():
        return None
    shelf = open_shelf(root)
    shelf.patience = PATIENCE
    places = Places(root)
    articles = ordered((as_read(one, places) for one in shelf.articles({})), settings.sort)
    listed = [ListRow(one.id, told(one, places.share(one.id))) for one in articles]
    if not listed:
        return None
    used = used_columns(listed, len(WIDTHS))
    shown: Iterable[tuple[int, ListRow]] = enumerate(listed[:lines])
    page = [row_pieces(row, WIDTHS, used, columns, under=number == 0) for number, row in shown]
    return page, count_line(len(listed), settings.sort)
