"""The passages of a list that are marked: what is copied, exported or taken out together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reader.annotation.model import Annotation
from reader.layout.bar import StatusLine
from reader.session.output.excerpt_document import CitedPassage, annotation_of_block
from reader.translation import ngettext, number
from reader.tui.widget.tall_pane import TallPane


class MarkedPassages:
    """Marks rows of a pane by the ids of their annotations."""

    def __init__(self, pane: TallPane) -> None:
        self._pane = pane
        self.ids: set[str] = set()
        """The ids of the annotations that are marked."""

    def toggle(self, id_: str) -> None:
        """Mark a passage, or no longer, and go on to the next one."""
        self._set(self.ids ^ {id_})
        self._pane.move(1)

    def keep(self, ids: Collection[str]) -> None:
        """Leave marked only what is among ``ids``, and show it: the rows are new."""
        self._set(self.ids.intersection(ids))

    def clear(self) -> None:
        """Mark nothing."""
        self._set(set())

    def _set(self, ids: set[str]) -> None:
        self.ids = ids
        self._pane.marked = {row.id for row in self._pane.rows if annotation_of_block(row.id) in ids}

    def among(self, passages: Sequence[CitedPassage]) -> list[Annotation]:
        """Return the annotations that are marked, in the order of ``passages``."""
        return [each.annotation for each in passages if each.annotation.id in self.ids]

    def status(self) -> StatusLine:
        """Return how many are marked."""
        count = len(self.ids)
        mode = ngettext("MARKED {count} excerpt", "MARKED {count} excerpts", count)
        return StatusLine(mode.format(count=number(count)) if count else "")

    def export_title(self) -> str:
        """Return what an export of the marked ones is called; empty if none is marked."""
        count = len(self.ids)
        title = ngettext("Export {count} marked excerpt", "Export {count} marked excerpts", count)
        return title.format(count=number(count)) if count else ""
