"""The hits that the search screen shows: in which order, which are marked, and what each was grown to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from reader.layout.motion import Grain
from reader.search.concordance import ORDERS, Order, Origin, by_article, ordered, stepped
from reader.session.search.find import Hit
from reader.session.search.hits import HitList, Place, place_of
from reader.text.span import Span

Entry = str | Hit
"""A row: the id of an article, above its hits, or a hit."""


class Results:
    """What a query has found, as it is shown. It knows nothing of the screen."""

    def __init__(self) -> None:
        self.found = HitList("")
        self.origins: Mapping[str, Origin] = {}
        self.order = Order.PLACE
        self.is_list = False
        """Whether hits are listed by article, rather than shown as a concordance."""
        self.marked: set[Place] = set()
        self.passages: dict[Place, tuple[Grain, Span]] = {}
        """What hits were grown to, of those that were."""
        self.entries: list[Entry] = []
        self._at: dict[Place, int] = {}

    def take(self, found: HitList) -> None:
        """Show what a query has found; what was marked of it stays so."""
        self.found = found
        self._arrange()
        self.marked &= self._at.keys()
        self.passages = {place: passage for place, passage in self.passages.items() if place in self._at}

    def sort(self) -> None:
        """Show a concordance in the next order."""
        if self.is_list:
            self.is_list = False
        else:
            self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._arrange()

    def turn(self) -> None:
        """Show a list by article in place of the concordance, or that again."""
        self.is_list = not self.is_list
        self._arrange()

    def _arrange(self) -> None:
        hits = self.found.hits
        if self.is_list:
            groups = by_article(hits).items()
            self.entries = [entry for article, own in groups for entry in cast("tuple[Entry, ...]", (article, *own))]
        else:
            self.entries = [*ordered(hits, self.order, self.origins)]
        self._at = {place_of(entry): at for at, entry in enumerate(self.entries) if not isinstance(entry, str)}

    def row_of(self, entry: Entry | None) -> int:
        """Return the row of a hit or an article; 0 if it is not there."""
        if isinstance(entry, str):
            return self.entries.index(entry) if entry in self.entries else 0
        return self._at.get(place_of(entry), 0) if entry else 0

    def entry(self, row: int) -> Entry | None:
        """Return what a row shows; None if there is no such row."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def hits_of(self, entry: Entry | None) -> list[Hit]:
        """Return a hit, or the hits of an article."""
        if isinstance(entry, str):
            return [hit for hit in self.found.hits if hit.article == entry]
        return [entry] if entry else []

    def chosen(self, row: int) -> list[Hit]:
        """Return the hits that keys act on: those that are marked, or else what a row shows."""
        if self.marked:
            return [hit for hit in self.found.hits if place_of(hit) in self.marked]
        return self.hits_of(self.entry(row))

    # -- marking and growing

    def mark(self, row: int) -> None:
        """Mark the hits of a row, or, if all of them are, none of them."""
        places = {place_of(hit) for hit in self.hits_of(self.entry(row))}
        self.marked = self.marked - places if places <= self.marked else self.marked | places

    def mark_all(self) -> None:
        """Mark all hits, or, if all are, none."""
        every = {place_of(hit) for hit in self.found.hits}
        self.marked = set() if every <= self.marked else every

    def is_marked(self, entry: Entry) -> bool:
        """Whether a hit, or each hit of an article, is marked."""
        if not self.marked:
            return False
        return all(place_of(hit) in self.marked for hit in self.hits_of(entry))

    def grain_of(self, place: Place) -> Grain:
        """Return what a hit stands for: its words, its sentence or its paragraph."""
        return self.passages[place][0] if place in self.passages else Grain.WORD

    def grains(self, hits: Iterable[Hit], step: int = 0) -> dict[Place, Grain]:
        """Return what hits stand for, after growing (1) or shrinking (-1)."""
        return {place: stepped(self.grain_of(place), step) for place in map(place_of, hits)}

    def grow(self, passages: Mapping[Place, tuple[Grain, Span]]) -> None:
        """Take in what hits were grown to; a hit that stands for its own words shows just these."""
        for place, (grain, span) in passages.items():
            if grain is Grain.WORD:
                self.passages.pop(place, None)
            else:
                self.passages[place] = grain, span

    def annotate(self, annotated: HitList) -> None:
        """Take in what is annotated by now."""
        if annotated.hits == self.found.hits:
            self.found = replace(self.found, annotated=annotated.annotated)
