"""The place where the reader is in the article, remembered for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session.snapshot import Start
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState

if TYPE_CHECKING:
    from reader.session.reading.positions import ReadingPosition


class ReadingPlace:
    """Remembers the focus where reading has moved it. What only looks (a search, a jump, a pass) leaves the place as it is."""

    def __init__(self, view: ArticleView, state: AppState) -> None:
        self._view = view
        self._state = state

    def moved(self) -> None:
        """Remember the focus: the reader has read on to it."""
        view, selection, document = self._view, self._view.pane.selection, self._view.pane.document
        if selection is None or document is None or not view.screen.waiting.stands:
            return
        place = self._state.places.of(view.article)
        place.start, place.end = selection.focus.start, selection.focus.end
        place.sha256 = self._state.workspace.digest(view.article)
        place.share = max(place.share, document.share_until(selection.focus.end))
        place.above = view.pane.rows_above

    def leave(self) -> ReadingPosition:
        """Return the place as it is now, with the rows above it if it is still lit."""
        place, selection = self._state.places.of(self._view.article), self._view.pane.selection
        if selection and selection.focus == place.span:
            place.above = self._view.pane.rows_above
        return place

    def start(self) -> Start | None:
        """Return the article and its focus, for the snapshot of this screen."""
        selection, catalogue = self._view.pane.selection, self._state.workspace.catalogue
        stamp = catalogue.state_of(self._view.article)
        if selection is None or stamp is None:
            return None
        path, focus = catalogue.path_of(self._view.article), selection.focus
        return Start(self._view.article, path, *stamp, focus.start, focus.end, self._view.pane.rows_above)
