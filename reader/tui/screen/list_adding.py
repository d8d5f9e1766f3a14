"""Add articles from the list. Enter on an export in the list shows what adding its articles would make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.screen.background_loading import Shell
from reader.tui.service.host import Services

if TYPE_CHECKING:
    from reader.tui.actions.adding import Adding


class ListAdding:
    """Adds articles. ``current`` returns the article under the cursor, ``added`` shows the list, at an article."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        current: Callable[[], str | None],
        added: Callable[[str | None], None],
    ) -> None:
        self._services, self._shell, self._current, self._added = services, shell, current, added

    def ask(self) -> None:
        """Ask what to add; the path of an export under the cursor is filled in."""
        export = self._export(self._current())
        self._adding().ask(str(export) if export else "")

    def open(self, article: str) -> None:
        """Open an article; for an export, show what adding its articles would make."""
        if export := self._export(article):
            self._adding().add(export)
        else:
            self._services.navigator.open_article(article)

    def _export(self, article: str | None) -> Path | None:
        """Return the file of an article that is an export with articles inside."""
        catalogue = self._services.state.workspace.catalogue
        if article is None or not catalogue.has(article) or not catalogue.is_export(catalogue.path_of(article)):
            return None
        return catalogue.file_of(article)

    def _adding(self) -> Adding:
        from reader.tui.actions.adding import Adding  # showing the list does not need it

        return Adding(self._services.state, self._services.host, self._shell.waiting, self._added)
