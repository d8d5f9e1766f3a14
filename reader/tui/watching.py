"""What the app does by itself: it reads what was never read, counts what waits, notices what others have changed."""

from __future__ import annotations

import gc
import time
from threading import Lock
from typing import Any

from textual.worker import get_current_worker

from reader.session.library.rescue import take_in_all
from reader.tui.desk import Desk
from reader.tui.key_queue import OPENING
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.screen.library import LibraryScreen

WATCH_SECONDS = 0.4
SHOW_SECONDS = 1.0


class Watching(Desk, inherit_bindings=False):
    """The part of the app that looks around."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.left_to_read = 0
        """Articles that were never read so far."""
        self._unveil_by = 0.0
        self._unveiled = False
        self.waiting: dict[str, int] = {}
        """By article id, the annotations that wait for a person's word."""
        self._reading = Lock()
        self._ticks = Lock()
        self._unsaved = 0

    def on_mount(self) -> None:
        """Say what is wrong with the files of choices, and begin to watch."""
        if faults := self.state.chosen.faults:
            told = f"{faults[0].place}: {faults[0].what} {faults[0].mend}"
            more = len(faults) - 1
            self.notify(told, severity="warning", timeout=8)
            if more:
                self.notify(f"There are {more} more faults in your files: see `scolie check`.", severity="warning")
        if self.state.workspace.store.read_only:
            self.notify(self.state.workspace.store.read_only, severity="warning", timeout=8)
        else:
            self.attempt(self._take_in_rescued)
            if unusable := self.state.workspace.store.unusable():
                self.notify(
                    f"{unusable[0].where}: {unusable[0].what} See `scolie check`.", severity="warning", timeout=8
                )
        self.set_interval(WATCH_SECONDS, self._watch)
        self.state.workspace.heads.watched = True
        self._unveil_by = time.monotonic() + SHOW_SECONDS

    @property
    def unveiled(self) -> bool:
        """Whether the first screen has been seen."""
        return self._unveiled

    def unveil(self) -> None:
        """Show the first screen in place of the picture as soon as there is something on it, after a second in any case."""
        if self._unveiled:
            return
        front = self.in_front
        if isinstance(front, KeyedScreen) and not front.seen:
            return  # it will ask for this itself
        if isinstance(front, ArticleScreen) and front.pane.document is None and time.monotonic() < self._unveil_by:
            self.set_timer(OPENING, self.unveil)
            return
        self._unveiled = True
        if (held := self.glass.release()) and self.terminal:
            self.terminal.write(held)
        self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """Begin with what nobody waits for, now that there is something to look at."""
        if not gc.isenabled():  # `cli.read` turned it off for the start
            gc.freeze()  # what has been loaded stays: it need not be searched for garbage again
            gc.set_threshold(10_000)
            gc.enable()
        self.run_worker(self._read_articles, thread=True, group="reading")
        self.when_quiet(self.state.workspace.prepare_changes, lambda _: None)

    def _take_in_rescued(self) -> None:
        if count := take_in_all(self.state.workspace.store, self.state.workspace.root):
            self.notify(f"What could not be saved last time is saved now: {count} records.", timeout=8)

    def _read_articles(self) -> None:
        """Read, beside the keyboard, what was never read, and show it from time to time."""
        with self._reading:  # whoever comes second finds nothing left, or what has come since
            self._read_on()

    def _read_on(self) -> None:
        worker = get_current_worker()
        while isinstance(front := self.in_front, KeyedScreen) and front.opening and not worker.is_cancelled:
            time.sleep(WATCH_SECONDS)  # what was asked for comes first
        self.rest()
        shown = time.monotonic()
        for left in self.state.workspace.read_articles():
            self.rest()
            if worker.is_cancelled:
                return
            if not left or time.monotonic() - shown > SHOW_SECONDS:
                self.call_later(self._read_so_far, left)
                shown = time.monotonic()
        self.call_later(self._tell_left_out)
        self._count_waiting()

    def _tell_left_out(self) -> None:
        if left_out := len(self.state.workspace.shelf.problems):
            told = f"Files and folders that cannot be read: {left_out}. `scolie check` says which."
            self.notify(told, severity="warning", timeout=8)

    def _read_so_far(self, left: int) -> None:
        self.left_to_read = left
        if isinstance(front := self.in_front, LibraryScreen):
            front.reload()

    def _count_waiting(self) -> None:
        """Count, beside the keyboard, the annotations that wait for a person's word."""
        from reader.session.annotations.review_counts import count

        waiting = count(self.state.workspace)
        if waiting != self.waiting:
            self.call_later(self._tell_waiting, waiting)

    def _tell_waiting(self, waiting: dict[str, int]) -> None:
        self.waiting = waiting
        if isinstance(front := self.in_front, LibraryScreen):
            front.reload()

    def count_waiting(self) -> None:
        """Count them anew: something may have been decided."""
        self.run_worker(self._count_waiting, thread=True, group="waiting", exclusive=True)

    def _tick(self) -> None:
        """Have the store do what is due, beside the keyboard."""
        with self._ticks:
            self.in_turn(self.state.workspace.store.tick)

    def _watch(self) -> None:
        """Take in what others have written, rewrite due checkpoints, notice files that came, went or changed."""
        store = self.state.workspace.store
        unsaved, self._unsaved = self._unsaved, store.unsaved
        front = self.in_front
        changed = store.glance([front.article] if isinstance(front, ArticleScreen) else [])
        if store.is_due and not self._ticks.locked():
            self.run_worker(self._tick, thread=True, group="ticking")
        if unsaved and not self._unsaved:
            self.notify("What could not be saved is saved now.")
        if self.state.places.changed:
            self.save_places()
        came_or_went = self.state.workspace.shelf.stale()
        if came_or_went:
            self.notify("The list of articles has changed.")
            self.state.workspace.articles()
            self.run_worker(self._read_articles, thread=True, group="reading")
        if changed or came_or_went or unsaved != self._unsaved:
            self.reload()
        if isinstance(front, ArticleScreen):
            front.look_at_file()
