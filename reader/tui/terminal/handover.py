"""Hand the terminal to another program or to the shell, and take it back even if that fails."""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import SuspendNotSupported

from reader.text.problem import Problem
from reader.translation import _
from reader.tui.terminal.job_control import stop_job

if TYPE_CHECKING:
    from textual.app import App

Result = TypeVar("Result")


def outside(app: App[Any], what: Callable[[], Result]) -> Result:
    """Run ``what`` with the terminal as it was before the app. If ``what`` raises, the app has its terminal back by then.

    Textual's own ``suspend`` (8.2.8) does not come back from an exception: the app would stay without its terminal. This
    goes when it does.
    """
    outcome: Future[Result] = Future()
    try:
        with app.suspend():
            try:
                outcome.set_result(what())
            except BaseException as error:
                outcome.set_exception(error)
    except SuspendNotSupported as error:
        raise Problem(_("The terminal cannot be handed over here."), "", _("Use a terminal of its own.")) from error
    return outcome.result()


def run(app: App[Any], words: Sequence[str]) -> int:
    """Run a program that uses the terminal; return its exit status, negative for a signal."""
    import subprocess

    def program() -> int:
        with _modes_restored(sys.__stdin__.fileno() if sys.__stdin__ else 0), _left_to_the_program():
            return subprocess.run(words, check=False).returncode

    return outside(app, program)


def stop(app: App[Any]) -> None:
    """Stop until the shell continues the app; Problem without a shell."""
    if not outside(app, stop_job):
        hint = _("Another terminal has a shell.")
        raise Problem(_("There is no shell to go back to."), "", hint, status=1)


@contextmanager
def _modes_restored(terminal: int) -> Iterator[None]:
    """On leaving, restore the terminal's modes and let this process group read the keyboard again."""
    attributes, group = None, None
    with suppress(OSError, termios.error):  # there is no terminal to keep
        attributes, group = termios.tcgetattr(terminal), os.tcgetpgrp(terminal)
    try:
        yield
    finally:
        # Where another group has the keyboard, the system would stop this one for what follows.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        try:
            with suppress(OSError, termios.error):
                if group == os.getpgrp() and os.tcgetpgrp(terminal) != group:
                    os.tcsetpgrp(terminal, group)
                if attributes is not None:
                    termios.tcsetattr(terminal, termios.TCSANOW, attributes)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _left_to_the_program() -> Iterator[None]:
    """Ignore Ctrl+c and Ctrl+\\: they reach every process on the terminal, but are meant for the program that runs."""
    # A handler, not SIG_IGN, which the program would inherit.
    numbers = (signal.SIGINT, signal.SIGQUIT)
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
