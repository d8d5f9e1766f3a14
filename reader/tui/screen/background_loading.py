"""Fills a screen from a thread; keys wait until it is filled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from reader.layout.bar import StatusLine
from reader.session.annotations.undo import TakenBack, redo, undo
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.screen.waiting import Waiting
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, Notifies, Reloads, RunsInBackground, TellsChanges
from reader.tui.widget.bar import StatusBar

Found = TypeVar("Found")


def _nothing() -> None:
    pass


class Shell(Protocol):
    """The screen around a content."""

    waiting: Waiting

    @property
    def bar(self) -> StatusBar:
        """The line at the bottom."""

    @property
    def is_attached(self) -> bool:
        """Whether the screen is still open."""

    def tell(self) -> None:
        """Bring the line at the bottom up to date."""

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call something once the screen is laid out and painted."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A change to make before loading again, and what follows once its result is shown."""

    what: Callable[[], object] = _nothing
    then: Callable[[], None] = _nothing
    status: str = ""

    @property
    def changes(self) -> bool:
        """Whether it changes something, rather than only loading again."""
        return self.what is not _nothing


class LoadingHost(Notifies, RunsInBackground, Reloads, Protocol):
    """What loading needs."""


class BackgroundLoading(Generic[Found]):
    """Loads in a thread, then fills the screen; one piece of work at a time, in the order they were asked for.

    ``prepare`` runs first and notes what ``load`` needs to know of widgets; ``load`` runs in the thread and must not touch them.
    """

    def __init__(
        self,
        shell: Shell,
        host: LoadingHost,
        *,
        load: Callable[[], Found],
        fill: Callable[[Found], None],
        leave: Callable[[], None],
        prepare: Callable[[], None] = _nothing,
    ) -> None:
        self._shell, self._host = shell, host
        self._load, self._fill, self._leave, self._prepare = load, fill, leave, prepare
        self._works: deque[_Work] = deque()
        self._filled = False
        """Whether the screen was ever filled."""

    def begin(self) -> None:
        """Load for the first time, once the widgets have their sizes."""
        self._shell.waiting.opening = True
        self._shell.call_after_refresh(self._put, _Work(status=_("Looking…")))

    def resumed(self) -> None:
        """Load again: something may have been changed elsewhere."""
        if self._shell.waiting.stands:
            self.reload()

    def reload(self) -> None:
        """Load again, unless that is already waiting its turn."""
        if not any(work == _Work() for work in list(self._works)[1:]):
            self._put(_Work())

    def change(self, status: str, what: Callable[[], object], then: Callable[[], None] = _nothing) -> None:
        """Run ``what`` in a thread with ``status`` in the bar, load again, and call ``then``.

        If ``what`` raises a Problem, it is reported and ``then`` is not called.
        """
        self._put(_Work(what, then, status))

    def give_up(self) -> None:
        """Leave the screen, unless it is only being loaded again. A change goes on in the background."""
        changes = self._shell.waiting.works
        if changes:
            self._host.notify(_("What was asked for goes on beside the keyboard."))
        if changes or not self._filled:
            self._leave()

    def _put(self, work: _Work) -> None:
        self._works.append(work)
        if len(self._works) == 1:
            self._begin()
        else:
            self._set_waiting()

    def _set_waiting(self) -> None:
        """Tell the screen whether it is ready, and if not, whether it can be left (loading) or not (a change)."""
        waiting = self._shell.waiting
        waiting.works = any(work.changes for work in self._works)
        waiting.stands, waiting.opening = not self._works, bool(self._works) and not waiting.works

    def _begin(self) -> None:
        work = self._works[0]
        self._set_waiting()
        if self._shell.is_attached:
            if work.status:
                self._shell.bar.tell(StatusLine(facts=(work.status,)))
            self._prepare()

        def do() -> None:
            # Called from here, because ``then`` of `in_background` is not called once the screen is left. A change
            # still has to be finished.
            self._host.call_later(self._done, *work_and_load())

        def work_and_load() -> tuple[Found | None, Problem | None]:
            problem = None
            try:
                work.what()
            except Problem as error:
                problem = error
            try:
                return self._load() if self._shell.is_attached else None, problem
            except Problem as error:
                return None, problem or error

        self._host.in_background(do, lambda _: None)

    def _done(self, loaded: Found | None, problem: Problem | None) -> None:
        if not self._shell.is_attached:
            self._done_unseen(problem)
            return
        work = self._works.popleft()
        if loaded is not None:
            self._filled = True
            self._fill(loaded)
        if self._works:
            self._begin()
        else:
            self._set_waiting()
        if problem:
            self._host.tell_problem(problem)
        else:
            self._host.attempt(work.then)
        self._shell.tell()

    def _done_unseen(self, problem: Problem | None) -> None:
        """Make the remaining changes although the screen was left, and report what failed."""
        if self._works.popleft().changes:
            if problem:
                self._host.tell_problem(problem)
            self._host.reload()
        self._works = deque(work for work in self._works if work.changes)
        if self._works:
            self._begin()


class BackgroundUndo:
    """Undo and redo in the background: the change may be one of many articles."""

    def __init__(self, loading: BackgroundLoading[Any], state: AppState, host: TellsChanges) -> None:
        self._loading, self._state, self._host = loading, state, host

    def commands(self) -> CommandTable:
        """Return undo and redo."""
        return {"edit.undo": self.undo, "edit.redo": self.redo}

    def undo(self) -> None:
        """Take back the newest change."""
        done: list[TakenBack] = []
        self._loading.change(
            _("Taking back…"),
            lambda: done.append(undo(self._state.workspace)),
            lambda: self._host.tell_taken_back(done[0]),
        )

    def redo(self) -> None:
        """Make again what was taken back."""
        done: list[TakenBack] = []
        self._loading.change(
            _("Making it again…"),
            lambda: done.append(redo(self._state.workspace)),
            lambda: self._host.tell_made_again(done[0]),
        )


class FittedWidth:
    """The width that lines were loaded for; when the room changes, they are loaded again."""

    def __init__(self, room: Callable[[], int], reload: Callable[[], None]) -> None:
        self._room, self._reload = room, reload
        self.cells = 0

    def note(self) -> None:
        """Remember the room there is now."""
        self.cells = self._room()

    def fit(self) -> None:
        """Load again if the room has changed."""
        if self.cells and self._room() != self.cells:
            self._reload()
