"""A screen over others whose content is gathered beside the keyboard; keys wait until it stands."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events

from reader.session.annotations.undo import TakenBack, redo, undo
from reader.text.problem import Problem
from reader.tui.screen.listed import END, Listed

Found = TypeVar("Found")


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done before one gathers again, and what follows once it is seen."""

    what: Callable[[], object] = _nothing
    then: Callable[[], None] = _nothing
    told: str = ""


class Gathering(Listed, Generic[Found]):
    """Gathers in a thread, shows what was found, and stands again. One thing is done after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._works: deque[_Work] = deque()
        self._filled = False
        """Whether anything was gathered so far."""

    def gather(self) -> Found:
        """Return what is shown here. It runs in a thread, and must not ask the screen for its widgets."""
        raise NotImplementedError

    def fill(self, found: Found) -> None:
        """Show what was gathered."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Note what gathering has to know of the screen, such as its width."""

    def on_mount(self) -> None:
        """Gather for the first time, once it is known how much room there is."""
        self.opening = True
        self.call_after_refresh(self._put, _Work(told="Looking…"))

    def on_screen_resume(self) -> None:
        """Look again: something may have been changed elsewhere."""
        if self.stands:
            self.reload()

    def reload(self) -> None:
        """Show what is there now."""
        if not any(work == _Work() for work in list(self._works)[1:]):
            self._put(_Work())

    def work(self, told: str, what: Callable[[], object], then: Callable[[], None] = _nothing) -> None:
        """Do what may take a while, ``told`` meanwhile; then show what came of it, and go on with ``then``.

        If ``what`` raises a Problem, it is told, and nothing follows.
        """
        self._put(_Work(what, then, told))

    def _put(self, work: _Work) -> None:
        self._works.append(work)
        if len(self._works) == 1:
            self._begin()
        else:
            self._tell_apart()

    def _tell_apart(self) -> None:
        """Say whether what is done only looks, which can be left, or changes something, which is waited for."""
        self.works = any(work.what is not _nothing for work in self._works)
        self.stands, self.opening = not self._works, bool(self._works) and not self.works

    def give_up(self) -> None:
        """Leave, unless this only looks again, which takes as long as it takes. A change goes on."""
        if self.works:
            self.notify("What was asked for goes on beside the keyboard.")
        if self.works or not self._filled:
            self.do_app_back()

    def _begin(self) -> None:
        work = self._works[0]
        # What only looks can be left; what changes something is waited for.
        self._tell_apart()
        if self.is_attached:
            if work.told:
                self.bar.tell(work.told, [])
            self.prepare()
        app = self.scolie

        def doing() -> None:
            app.call_later(self._done, *gathered())

        def gathered() -> tuple[Found | None, Problem | None]:
            problem = None
            try:
                work.what()
            except Problem as error:
                problem = error
            try:
                return self.gather() if self.is_attached else None, problem
            except Problem as error:
                return None, problem or error

        # The app's, not the screen's: who leaves has asked for the change all the same.
        app.run_worker(doing, thread=True)

    def _done(self, found: Found | None, problem: Problem | None) -> None:
        if not self.is_attached:
            self._done_unseen(problem)
            return
        work = self._works.popleft()
        if found is not None:
            self._filled = True
            self.fill(found)
        if self._works:
            self._begin()
        else:
            self._tell_apart()
        if problem:
            self.scolie.tell_problem(problem)
        else:
            self.scolie.attempt(work.then)
        self.tell()

    def _done_unseen(self, problem: Problem | None) -> None:
        """Go on where one has left: what was to be changed is changed, and said if it could not be."""
        if self._works.popleft().what is not _nothing:
            if problem:
                self.scolie.tell_problem(problem)
            self.scolie.reload()
        self._works = deque(work for work in self._works if work.what is not _nothing)
        if self._works:
            self._begin()

    # -- commands

    def do_goto_top(self) -> None:
        """Go to the first."""
        self.to_row(0)

    def do_goto_end(self) -> None:
        """Go to the last."""
        self.to_row(END)

    def do_edit_undo(self) -> None:
        """Take back the newest change, beside the keyboard: it may be one of many articles."""
        taken: list[TakenBack] = []
        self.work(
            "Taking back…",
            lambda: taken.append(undo(self.scolie.state.workspace)),
            lambda: self.scolie.tell_taken_back(taken[0]),
        )

    def do_edit_redo(self) -> None:
        """Make again what was taken back, beside the keyboard."""
        made: list[TakenBack] = []
        self.work(
            "Making it again…",
            lambda: made.append(redo(self.scolie.state.workspace)),
            lambda: self.scolie.tell_made_again(made[0]),
        )

    def do_app_back(self) -> None:
        """Go one level back."""
        self.app.pop_screen()


class Paged(Gathering[Found]):
    """A screen that gathers lines as wide as its pane."""

    def __init__(self) -> None:
        super().__init__()
        self.width = 0
        """Cells that a line may have, as last gathered."""

    @property
    def room(self) -> int:
        """Cells that a line may have now."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Note the width."""
        self.width = self.room

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out anew."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.width and self.room != self.width:
            self.reload()
