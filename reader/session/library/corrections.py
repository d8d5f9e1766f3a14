"""The structure of articles as readers have corrected it.

The records of an article are read when its text is first asked for; from then on the store reports changes. A correction
whose words have changed, or are gone, is set aside: it applies to nothing until the text is as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.session.cache.recent_values import RecentValues
from reader.session.library.anchorer import TextAnchorer
from reader.session.library.records import digest_of_ids, valid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.correction import CorrectionRecord
    from reader.session.library.comparisons import TextComparisons
    from reader.session.library.summaries import Summaries
    from reader.session.library.texts import ArticleTexts
    from reader.store.interface import ChangeEvent, Store
    from reader.text.correction import Correction
    from reader.text.document import Document

TABLE = "structure"
IN_MEMORY = 64
"""Corrected texts that stay in memory."""

Records = tuple["CorrectionRecord", ...]


@dataclass(frozen=True, slots=True)
class PlacedCorrection:
    """A correction as it is stored, and as it applies to the present text; None if it is set aside."""

    stored: CorrectionRecord
    correction: Correction | None


class Corrections:
    """The corrections of a library's articles. Any thread may ask."""

    def __init__(self, store: Store, summaries: Summaries, texts: ArticleTexts, comparisons: TextComparisons) -> None:
        self._store = store
        self._summaries = summaries
        self._texts = texts
        self._anchorer = TextAnchorer(texts, comparisons, store.text)
        self._records: dict[str, Records] = {}
        self._changed: set[str] = set()
        """The articles whose records have changed since they were read."""
        self._documents = RecentValues[str, tuple["Document", Records, "Document"]](IN_MEMORY)
        store.subscribe(self._on_change)

    def records(self, article: str) -> Records:
        """Return the records of an article in the order in which they were made; the same tuple while nothing has changed."""
        known = self._records.get(article)
        if known is not None and article not in self._changed:
            return known
        if known is None and not self._has_any(article):
            return self._records.setdefault(article, ())
        self._changed.discard(article)  # first: what changes while they are read is read again
        now = self._read(article)
        self._records[article] = now if now != known or known is None else known
        return self._records[article]

    def _has_any(self, article: str) -> bool:
        """Whether an article has corrections, as its summary says: its log is not read for that."""
        summary = self._summaries.of(article)
        return article in self._changed or (summary is not None and bool(summary.structure))

    def _read(self, article: str) -> Records:
        from reader.annotation.correction import CorrectionRecord  # most articles have none

        own = ({**record, "id": id_} for id_, record in self._store.records(article, TABLE).items())
        return tuple(sorted(valid(CorrectionRecord.from_record, own), key=lambda each: (each.created, each.id)))

    def version(self, article: str) -> str:
        """Return a string that changes with the corrections of an article; empty if it has none."""
        return digest_of_ids(record.id for record in self.records(article))

    def placed(self, article: str) -> list[PlacedCorrection]:
        """Return the corrections of an article at their places in its present text."""
        from reader.annotation.model import State
        from reader.text.correction import Correction

        records = self.records(article)
        digest, text = self._texts.digest(article), self._texts.source(article).text
        placed = []
        for record in records:
            where = self._anchorer.place(record.passage(article), digest)
            correction = Correction(record.action, where.spans)
            stands = where.state in (State.ANCHORED, State.MOVED) and correction.fits(text)
            placed.append(PlacedCorrection(record, correction if stands else None))
        return placed

    def document(self, article: str) -> Document:
        """Return the article's text with its blocks and sentences as corrected."""
        base, records = self._texts.document(article), self.records(article)
        if not records:
            return base
        last = self._documents.get(article)
        if last is None or last[0] is not base or last[1] is not records:
            from reader.text.correction import corrected

            standing = [each.correction for each in self.placed(article) if each.correction]
            last = self._documents.add(article, (base, records, corrected(base, standing)))
        return last[2]

    def _on_change(self, changes: Sequence[ChangeEvent]) -> None:
        self._changed.update(change.database for change in changes if change.table == TABLE)
