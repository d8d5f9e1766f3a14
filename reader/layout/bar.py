"""The first and the last row of a screen: where one is, what a key acts on, and which keys do something now.

What does not fit goes in this order: keys but the first and the last ones, what is in force and how far one is, the library's
name, the middle of a long title, the end of what a key acts on, the first keys. The mode and the beginning of what a key acts
on are shortened when nothing else is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.layout.cells import cells, fitted, middle_cut
from reader.layout.gutter import Piece
from reader.text.guard import guard
from reader.translation import _, number

if TYPE_CHECKING:
    from collections.abc import Sequence

INSIDE = " › "
"""Between a place and what is inside of it."""
BETWEEN = " · "
"""Between two facts."""
GAP = 2
"""Cells between two keys, and between what stands left and right."""
NAME_CELLS = 8
"""Cells below which the library's name is left out."""
MODE_CELLS = 24
"""Cells to which a mode with a long name is cut for its first keys."""
TARGET_CELLS = 12
"""Cells of what a key acts on before which the labels of the last keys give way."""

FIRST_KEYS = 3
"""Keys that stay longer than how far one is, and than the end of a long target."""
TARGET_BESIDE_KEYS = 30
"""Cells of what a key acts on that the first keys leave where no mode is on; in a mode, whose keys count most, `TARGET_CELLS`."""

Key = tuple[str, str]
"""A key and its label."""


@dataclass(frozen=True, slots=True)
class Title:
    """Where one is, and what is in force there.

    ``way``: the library, the screen, what is open. ``facts``: the first stays longest. ``counted``: those of the facts that
    take a look at all articles, so that the next start does not have them at first. ``back``: the title of the article that
    the way back leads to; empty if it leads out of the screen.
    """

    way: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    back: str = ""

    def at_start(self) -> Title:
        """Return the title as the next start first shows it."""
        return replace(self, facts=tuple(fact for fact in self.facts if fact not in self.counted), counted=())


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What stands left in the last row: the modes that are on, how far one is, and what a key acts on."""

    mode: str = ""
    facts: tuple[str, ...] = ()
    target: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return BETWEEN.join(part for part in (self.mode, *self.facts, self.target) if part)


def place_fact(cursor: int, count: int) -> str:
    """Return the place of a cursor, from 0, in a list; empty for an empty list."""
    place = _("{number} / {count}")
    return place.format(number=number(cursor + 1), count=number(count)) if 0 <= cursor < count else ""


def title_pieces(title: Title, width: int) -> list[Piece]:
    """Return the first row, ``width`` cells wide. Looks: ``strong`` is what is open, ``dim`` all else."""
    room = max(0, width - 2)
    way = [guard(part) for part in title.way if part] or [""]
    facts = [guard(part) for part in title.facts if part]

    def right_cells() -> int:
        return GAP + cells(BETWEEN.join(facts)) if facts else 0

    def before_cells() -> int:
        return sum(cells(part) + len(INSIDE) for part in way[:-1])

    def taken() -> int:
        # What is longer than two thirds of the row is cut in any case, and is not to cost the rest its place.
        return before_cells() + min(cells(way[-1]), room * 2 // 3) + right_cells()

    while len(facts) > 1 and taken() > room:
        facts.pop()
    if len(way) > 1 and taken() > room:
        name_room = cells(way[0]) - (taken() - room)
        if name_room >= NAME_CELLS:
            way[0] = middle_cut(way[0], name_room)
        else:
            del way[0]
    least = min(TARGET_CELLS, cells(way[-1]))
    if room - before_cells() - right_cells() < least:
        del way[:-1]
    if room - right_cells() < least:
        facts.clear()
    way[-1] = middle_cut(way[-1], room - before_cells() - right_cells())
    left, right = "".join(part + INSIDE for part in way[:-1]), BETWEEN.join(facts)
    pieces: list[Piece] = [(" ", ())]
    if left:
        pieces.append((left, ("dim",)))
    pieces.append((way[-1], ("strong",)))
    free = width - 1 - sum(cells(text) for text, _ in pieces) - cells(right)
    return _filled([*pieces, (" " * max(0, free), ()), (right, ("dim",))], width)


def status_pieces(status: StatusLine, keys: Sequence[Key], last: Sequence[Key], width: int) -> list[Piece]:
    """Return the last row, ``width`` cells wide. ``last`` are the keys that stay when the others give way.

    Looks: ``mode`` and ``key``.
    """
    room = max(0, width - 2)
    mode, target = guard(status.mode), guard(status.target)
    facts = [guard(fact) for fact in status.facts if fact]
    first, shown = _guarded(keys), _guarded(last)

    def left() -> str:
        return BETWEEN.join(part for part in (mode, *facts, target) if part)

    def taken(*between: Key) -> int:
        right = [*between, *shown]
        return cells(left()) + (GAP if right and left() else 0) + _wide(right)

    told, facts = facts, []
    if taken() > room and _kept_room(room, shown) < kept_cells(status) - 2:
        shown = [(key, "") for key, _ in shown]
    if _kept_room(room, shown) < min(TARGET_CELLS // 2, cells(left())):
        shown = []
    beginning = fitted(target, min(cells(target), TARGET_CELLS if mode else TARGET_BESIDE_KEYS))
    kept = BETWEEN.join(part for part in (mode, beginning) if part) or "".join(told[:1])
    between: list[Key] = []
    shorter, shown = _with_room_for_its_keys(mode, cells(kept), first[:FIRST_KEYS], shown, room)
    kept, mode = shorter + kept.removeprefix(mode), shorter
    for each in first[:FIRST_KEYS]:
        if cells(kept) + (GAP if kept else 0) + _wide([*between, each, *shown]) <= room:
            between.append(each)
    while told and not facts:
        facts = told
        if taken(*between) > room:
            facts, told = [], told[:-1]
    for each in first[FIRST_KEYS:]:
        if taken(*between, each) <= room:
            between.append(each)
    shown = [*between, *shown]
    line = _ended(left(), _kept_room(room, shown))
    begun, rest = (line[: len(mode)], line[len(mode) :]) if mode else ("", line)
    pieces: list[Piece] = [(" ", ()), (begun, ("mode",)), (rest, ())]
    free = width - 1 - cells(line) - _wide(shown) - 1
    pieces.append((" " * max(0, free), ()))
    for at, (key, label) in enumerate(shown):
        pieces += [(" " * GAP if at else "", ()), (key, ("key",)), (label, ())]
    return _filled(pieces, width)


def _with_room_for_its_keys(
    mode: str, kept: int, first: Sequence[Key], last: list[Key], room: int
) -> tuple[str, list[Key]]:
    """Return a mode cut so that its first keys have room beside ``kept`` cells, and ``last`` without labels.

    The keys of a mode say what they do before those that are everywhere. Where there is no room, both stay.
    """
    if cells(mode) <= MODE_CELLS or kept + GAP + _wide([*first, *last]) <= room:
        return mode, last
    bare = [(key, "") for key, _ in last]
    over = max(0, kept + GAP + _wide([*first, *bare]) - room)
    return (middle_cut(mode, cells(mode) - over), bare) if over <= max(0, cells(mode) - MODE_CELLS) else (mode, last)


def _ended(line: str, room: int) -> str:
    """Return ``line`` in at most ``room`` cells. It ends with one ellipsis, also where a part of it was cut before."""
    if cells(line) <= room:
        return line
    cut = fitted(line, room).rstrip().removesuffix("…") if room else ""
    return cut.rstrip(" …»”·") + "…" if cut else ""


def kept_cells(status: StatusLine) -> int:
    """Return the cells of a status that nothing else may take: the mode, and the beginning of what keys act on."""
    target = min(TARGET_CELLS, cells(guard(status.target)))
    mode = cells(guard(status.mode))
    return mode + target + (len(BETWEEN) if mode and target else 0) + 2


def _guarded(keys: Sequence[Key]) -> list[Key]:
    return [(guard(key), f" {guard(label)}" if label else "") for key, label in keys]


def _kept_room(room: int, shown: Sequence[Key]) -> int:
    """Return the cells that are left of the keys."""
    return max(0, room - (_wide(shown) + GAP if shown else 0))


def _filled(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Return the pieces with blanks to the end of the row, cut to it."""
    # As one text, since a sign that joins the letter before it takes no cell where two pieces meet.
    free = width - cells("".join(text for text, _ in pieces))
    if free < 0:  # a row of a few cells
        return [(fitted("".join(text for text, _ in pieces), max(0, width)), ())]
    return [piece for piece in [*pieces, (" " * free, ())] if piece[0]]


def _wide(keys: Sequence[Key]) -> int:
    """Return the width of keys and their labels, with two cells between them."""
    return sum(cells(key) + cells(label) for key, label in keys) + GAP * max(0, len(keys) - 1)
