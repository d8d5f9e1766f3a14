"""The place where the reader is in the article, remembered for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session.snapshot import Start
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState

if TYPE_CHECKING:
    from reader.session.reading.positions import ReadingPosition
    from reader.text.span import Span


class ReadingPlace:
    """Remembers the focus once it has moved: an article that is only looked at is not begun."""

    def __init__(self, view: ArticleView, state: AppState) -> None:
        self._view = view
        self._state = state
        self._opened_at: Span | None = None
        """The focus when the article was opened, until it moves."""

    def opened(self, *, jumped: bool) -> None:
        """Note where the article was opened; a jump to another place than the remembered one is remembered."""
        selection = self._view.pane.selection
        self._opened_at = selection.focus if selection else None
        if jumped:
            self._remember()

    def moved(self) -> None:
        """Remember the focus if it is not where the article was opened."""
        selection = self._view.pane.selection
        if selection and selection.focus != self._opened_at:
            self._opened_at = None
            self._remember()

    def _remember(self) -> None:
        view, selection = self._view, self._view.pane.selection
        if selection is None:
            return
        place = self._state.places.of(view.article)
        place.start, place.end = selection.focus.start, selection.focus.end
        place.sha256 = self._state.workspace.digest(view.article)
        place.share = max(place.share, selection.focus.end / max(1, len(view.text)))

    def leave(self) -> ReadingPosition:
        """Return the place as it is now. The message about the last motion may not have arrived yet."""
        if self._view.screen.waiting.stands:
            self.moved()
        place = self._state.places.of(self._view.article)
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
