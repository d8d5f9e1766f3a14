"""What keys do in the list with the versions of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from reader.layout.table import ListRow
from reader.library.versions import Group
from reader.session.preferences import remember
from reader.translation import _
from reader.tui.screen.background_loading import Shell
from reader.tui.service.host import CommandTable, Services


class VersionCommands:
    """Folds groups of versions into one row, and goes to another version. ``fill`` shows the list at an article."""

    def __init__(
        self,
        services: Services,
        shell: Shell,
        current: Callable[[], str | None],
        fill: Callable[[str | None], None],
        reload: Callable[[], None],
    ) -> None:
        self._services, self._state, self._host = services, services.state, services.host
        self._shell, self._current, self._fill = shell, current, fill
        self._reload = reload

    def commands(self) -> CommandTable:
        """Return what the commands of versions do."""
        return {
            "list.fold": self.fold,
            "list.fold-all": self.fold_all,
            "goto.versions": self.go_to_version,
            "versions.done": self.mark_done,
        }

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        if not self._state.versions.groups:
            return ("list.fold", "list.fold-all", "versions.done")
        return () if self._group else ("list.fold", "versions.done")

    def row_of(self, article: str | None, rows: Sequence[ListRow]) -> str | None:
        """Return the row in which an article is: its own, or that of its group."""
        group = self._state.versions.groups.get(article or "", ())
        shown = {row.id for row in rows} if group else set()
        return article if article in shown else next((other for other in group if other in shown), article)

    @property
    def _group(self) -> Group:
        return self._state.versions.groups.get(self._current() or "", ())

    def fold(self) -> None:
        """Fold the versions of the article under the cursor into one row, or show them below it."""
        if not (group := self._group):
            self._host.notify(_("No other article has this text."))
            return
        self._state.versions.turn(group)
        self._fill(self._current())

    def fold_all(self) -> None:
        """Have one row for each group of versions from now on, or a row for each article."""
        fold = not self._state.settings.fold_versions
        self._state.choose(fold_versions=fold)
        self._state.versions.forget_keys()
        self._host.keep(remember, fold_versions=fold)
        self._fill(self._current())
        self._host.notify(_("Versions are folded into one row.") if fold else _("Each version has a row of its own."))

    def mark_done(self) -> None:
        """Mark the other versions of the article under the cursor as read."""
        from reader.tui.actions.versions import mark_versions_done

        if article := self._current():
            mark_versions_done(self._state, self._host, self._shell.waiting, article, self._reload)

    def go_to_version(self) -> None:
        """Go to another version of the article under the cursor."""
        from reader.tui.actions.versions import pick_version
        from reader.tui.screen.difference import open_difference

        if article := self._current():
            services = self._services
            compare = partial(open_difference, services)
            pick_version(self._state, self._host, services.navigator, self._shell.waiting, article, compare)
