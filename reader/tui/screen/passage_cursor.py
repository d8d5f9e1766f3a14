"""The cited passages in a pane, and the one under its cursor."""

from __future__ import annotations

from collections.abc import Sequence

from reader.session.annotations.article_annotations import annotation_by_id
from reader.session.output.excerpt_document import CitedPassage, annotation_of_block
from reader.text.problem import Problem
from reader.tui.service.host import Services
from reader.tui.widget.tall_pane import TallPane


class PassageCursor:
    """Finds the passage under the cursor, and opens it in its article."""

    def __init__(self, services: Services, pane: TallPane, missing: str, hint: str) -> None:
        """``missing`` and ``hint`` tell what is wrong and what to do when no passage is under the cursor."""
        self._services, self._pane = services, pane
        self._missing, self._hint = missing, hint
        self.passages: Sequence[CitedPassage] = ()

    @property
    def lit(self) -> CitedPassage | None:
        """The passage under the cursor, if there is one."""
        id_ = annotation_of_block(self._pane.current or "")
        return next((passage for passage in self.passages if passage.annotation.id == id_), None)

    @property
    def current(self) -> CitedPassage:
        """The passage under the cursor; Problem if there is none."""
        if (passage := self.lit) is None:
            raise Problem(self._missing, "", self._hint, status=1)
        return passage

    def open(self) -> None:
        """Go to the passage in its article."""
        marked = annotation_by_id(self._services.state.workspace, self.current.annotation.id)
        self._services.navigator.open_article(marked.article, marked.hull)
