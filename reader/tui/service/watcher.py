"""What the app does by itself: reads unread articles, counts what waits, notices what others have changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, Protocol

from textual.worker import get_current_worker

from reader.library.versions import Groups
from reader.session.library.rescue import take_in_all
from reader.translation import _, ngettext
from reader.tui.service.app_state import AppState
from reader.tui.service.background import Background, Tasks
from reader.tui.service.host import Notifies, Reloads, SavesPlaces
from reader.tui.service.screens import ScreenStack, as_article, as_command_screen, as_list, front_of

WATCH_SECONDS = 0.4
SHOW_SECONDS = 1.0
"""Between two updates of the list while articles are read."""


class Ticking(Tasks, ScreenStack, Protocol):
    """Runs work at intervals and knows the screens."""

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> object:
        """Call ``callback`` every ``interval`` seconds."""


class WatcherHost(Notifies, Reloads, SavesPlaces, Protocol):
    """What the watcher needs."""


class Watcher:
    """Looks at the library every `WATCH_SECONDS`, and works through what is due in threads."""

    def __init__(self, state: AppState, app: Ticking, host: WatcherHost, background: Background) -> None:
        self._state = state
        self._app = app
        self._host = host
        self._background = background
        self._reading = Lock()
        self._ticks = Lock()
        self._unsaved = 0

    def begin(self) -> None:
        """Say what is wrong with the user's files and the store, and begin to watch."""
        if faults := self._state.chosen.faults:
            self._warn(f"{faults[0].place}: {faults[0].what} {faults[0].mend}")
            if more := len(faults) - 1:
                message = ngettext(
                    "There is {count} more fault in your files: see `scolie check`.",
                    "There are {count} more faults in your files: see `scolie check`.",
                    more,
                )
                self._host.notify(message.format(count=more), severity="warning")
        store = self._state.workspace.store
        if store.read_only:
            self._warn(store.read_only)
        else:
            self._host.attempt(self._take_in_rescued)
            self._host.attempt(self._finish_interrupted)
            if unusable := store.unusable():
                message = _("{place}: {fault} See `scolie check`.")
                self._warn(message.format(place=unusable[0].where, fault=unusable[0].what))
        self._app.set_interval(WATCH_SECONDS, self.look)
        self._state.workspace.undo_index.watched = True

    def _warn(self, message: str) -> None:
        self._host.notify(message, severity="warning", timeout=8)

    def _take_in_rescued(self) -> None:
        if count := take_in_all(self._state.workspace.store, self._state.workspace.root):
            message = ngettext(
                "What could not be saved last time is saved now: {count} record.",
                "What could not be saved last time is saved now: {count} records.",
                count,
            )
            self._host.notify(message.format(count=count), timeout=8)

    def _finish_interrupted(self) -> None:
        from reader.session.adding.interrupted import added_before, finish_interrupted

        if count := finish_interrupted(self._state.workspace):
            self._host.notify(added_before(count), severity="warning", timeout=8)

    def read_articles(self) -> None:
        """Read, in a thread, the articles that were never read, and show them from time to time."""
        self._app.run_worker(self._read_articles, thread=True, group="reading")

    def _read_articles(self) -> None:
        with self._reading:  # a second run finds nothing left, or what has come since
            self._read_on()

    def _read_on(self) -> None:
        worker = get_current_worker()
        while self._is_opening() and not worker.is_cancelled:
            time.sleep(WATCH_SECONDS)  # what was asked for comes first
        self._background.rest()
        shown = time.monotonic()
        for left in self._state.workspace.read_articles():
            self._background.rest()
            if worker.is_cancelled:
                return
            if not left or time.monotonic() - shown > SHOW_SECONDS:
                self._app.call_later(self._read_so_far, left)
                shown = time.monotonic()
        self._app.call_later(self._tell_left_out)
        self._count_waiting()
        self._find_versions(lambda: not worker.is_cancelled)

    def _is_opening(self) -> bool:
        screen = as_command_screen(front_of(self._app))
        return screen is not None and screen.waiting.opening

    def _tell_left_out(self) -> None:
        catalogue = self._state.workspace.catalogue
        if exports := len(catalogue.exports):
            message = ngettext(
                "{count} file is an export with articles inside: add it with {key}.",
                "{count} files are exports with articles inside: add them with {key}.",
                exports,
            )
            self._warn(message.format(count=exports, key=self._state.key_of("articles.add", "library")))
        if left_out := len(catalogue.problems) - exports:
            message = ngettext(
                "{count} file or folder cannot be read: see `scolie check`.",
                "{count} files and folders cannot be read: see `scolie check`.",
                left_out,
            )
            self._warn(message.format(count=left_out))
        if problem := self._state.workspace.text_index.problem:
            self._host.tell_problem(problem)

    def _find_versions(self, wanted: Callable[[], bool]) -> None:
        """Look for the groups of versions, a text at a time, and show them."""
        from reader.session.search.versions import find_groups

        def goes_on() -> bool:
            self._background.rest()
            return wanted()

        groups = find_groups(self._state.workspace, goes_on)
        if wanted():
            self._app.call_later(self._show_versions, groups)

    def _show_versions(self, groups: Groups) -> None:
        if self._state.versions.show(groups):
            self._reload_list()

    def _read_so_far(self, left: int) -> None:
        self._state.left_to_read = left
        self._state.to_read = max(left, self._state.to_read) if left else 0
        self._reload_list()

    def _reload_list(self) -> None:
        if shown := as_list(front_of(self._app)):
            shown.reload()

    def count_waiting(self) -> None:
        """Count, in a thread, the annotations that wait for a person's decision."""
        self._app.run_worker(self._count_waiting, thread=True, group="waiting", exclusive=True)

    def _count_waiting(self) -> None:
        from reader.session.annotations.review_counts import count

        waiting = count(self._state.workspace)
        if waiting != self._state.waiting:
            self._app.call_later(self._show_waiting, waiting)

    def _show_waiting(self, waiting: dict[str, int]) -> None:
        self._state.waiting = waiting
        self._reload_list()

    def _tick(self) -> None:
        with self._ticks:
            self._background.run_exclusive(self._state.workspace.store.tick)

    def _has_other_articles(self) -> bool:
        """List the articles anew, and return whether they are others: the first change makes the folder `annotations`."""
        catalogue = self._state.workspace.catalogue
        before = catalogue.listing[1]
        self._state.workspace.articles()
        return catalogue.listing[1] != before

    def look(self) -> None:
        """Take in what others have written, rewrite due checkpoints, notice files that came, went or changed."""
        workspace, store = self._state.workspace, self._state.workspace.store
        unsaved, self._unsaved = self._unsaved, store.unsaved
        article = as_article(front_of(self._app))
        changed = store.glance([article.article] if article else [])
        if store.is_due and not self._ticks.locked():
            self._app.run_worker(self._tick, thread=True, group="ticking")
        if unsaved and not self._unsaved:
            self._host.notify(_("What could not be saved is saved now."))
        if self._state.places.changed:
            self._host.save_places()
        came_or_went = workspace.catalogue.is_stale() and self._has_other_articles()
        if came_or_went:
            self._host.notify(_("The list of articles has changed."))
            self.read_articles()
        if changed or came_or_went or unsaved != self._unsaved:
            self._host.reload()
        if article:
            article.look_at_file()
