"""The hits that the search screen shows: in which order, which are marked, and what each was grown to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from reader.layout.hit_order import ORDERS, Order
from reader.layout.motion import Grain
from reader.search.concordance import Origin, by_article, ordered, stepped
from reader.session.search.find import Hit
from reader.session.search.hits import HitList, Place, place_of
from reader.text.span import Span

Entry = str | Hit
"""A row: the id of an article, above its hits, or a hit."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The hits in the order of the rows. To sort ten thousand hits takes longer than a key may wait."""

    found: HitList
    order: Order
    is_list: bool
    entries: Sequence[Entry]
    at: Mapping[Place, int]


class Results:
    """What a query has found, as it is shown. It knows nothing of the screen."""

    def __init__(self, order: Order = Order.PLACE, *, is_list: bool = False) -> None:
        self.origins: Mapping[str, Origin] = {}
        self.marked: dict[Place, Hit] = {}
        self.passages: dict[Place, tuple[Grain, Span]] = {}
        """What hits were grown to, of those that were."""
        self._arranged = Arranged(HitList(""), order, is_list, entries=(), at={})

    @property
    def found(self) -> HitList:
        """What was found."""
        return self._arranged.found

    @property
    def order(self) -> Order:
        """What a concordance is sorted by."""
        return self._arranged.order

    @property
    def is_list(self) -> bool:
        """Whether hits are listed by article, rather than shown as a concordance."""
        return self._arranged.is_list

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows."""
        return self._arranged.entries

    def arranged(self, found: HitList, order: Order | None = None, *, is_list: bool | None = None) -> Arranged:
        """Return hits in an order and view, by default the present ones. Any thread may ask."""
        order = order or self.order
        is_list = self.is_list if is_list is None else is_list
        if is_list:
            groups = by_article(found.hits).items()
            entries = [entry for article, own in groups for entry in cast("tuple[Entry, ...]", (article, *own))]
        else:
            entries = [*ordered(found.hits, order, self.origins)]
        at = {place_of(entry): at for at, entry in enumerate(entries) if not isinstance(entry, str)}
        return Arranged(found, order, is_list, entries, at)

    def next_order(self) -> Arranged:
        """Return the hits as a concordance in the next order."""
        order = self.order if self.is_list else ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        return self.arranged(self.found, order, is_list=False)

    def other_view(self) -> Arranged:
        """Return the hits as a list by article, or as a concordance if they are a list now."""
        return self.arranged(self.found, is_list=not self.is_list)

    def take(self, arranged: Arranged) -> None:
        """Show what was found in its order; hits that are marked or grown stay so."""
        self._arranged = arranged

    def forget_unfound(self) -> None:
        """Forget which hits were marked or grown that are found no more, if all are found."""
        if not self.found.is_whole:
            return
        entries, at = self._arranged.entries, self._arranged.at
        now = {place: entries[at[place]] for place in self.marked if place in at}
        self.marked = {place: hit for place, hit in self.marked.items() if now.get(place) == hit}
        self.passages = {place: passage for place, passage in self.passages.items() if place in at}

    def row_of(self, entry: Entry | None) -> int:
        """Return the row of a hit or an article; 0 if it is not there."""
        if isinstance(entry, str):
            return self.entries.index(entry) if entry in self.entries else 0
        return self._arranged.at.get(place_of(entry), 0) if entry else 0

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
        self._mark_or_not({place_of(hit): hit for hit in self.hits_of(self.entry(row))})

    def mark_all(self) -> None:
        """Mark all hits, or, if all are, none."""
        self._mark_or_not({place_of(hit): hit for hit in self.found.hits})

    def _mark_or_not(self, hits: Mapping[Place, Hit]) -> None:
        if hits.keys() <= self.marked.keys():
            self.marked = {place: hit for place, hit in self.marked.items() if place not in hits}
        else:
            self.marked = {**self.marked, **hits}

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
            found = replace(self.found, annotated=annotated.annotated)
            self._arranged = replace(self._arranged, found=found)
