"""Run the app in the terminal, from the driver to what remains when it is left."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys

from reader.session.library.list_cache import LastList
from reader.session.library.opening import close_library
from reader.session.library.workspace import Workspace
from reader.session.snapshot import Snapshot
from reader.session.upkeep.log_file import log_failure
from reader.text.problem import Problem
from reader.translation import _
from reader.tui.app import ScolieApp

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
"""What asks the app to end; not every system has all of them."""


def run_app(workspace: Workspace, article: str | None, snapshot: Snapshot, last_list: LastList | None) -> int:
    """Run the app until the user leaves; return the exit status. ``snapshot`` may be on the screen.

    ``last_list`` is the list as it was when it was last left, if that still holds.
    """
    app = ScolieApp(workspace, article, snapshot=snapshot, last_list=last_list)
    if sys.platform != "win32":
        from reader.tui.terminal.driver import TerminalDriver

        app.driver_class = TerminalDriver
    _leave_on_signals(app)
    app.run()
    close(app)
    gc.freeze()  # Python looks for garbage once more when it ends: the system takes all of it at once
    _raise_failure(app)
    sys.stdout.flush()
    return app.return_code or 0


def _leave_on_signals(app: ScolieApp) -> None:
    def leave(_number: int, _frame: object) -> None:
        try:
            call_soon = asyncio.get_running_loop().call_soon_threadsafe
        except RuntimeError:  # the loop has not begun, or has ended
            app.call_later(app.exit)
        else:
            call_soon(app.call_later, app.exit)  # wakes the loop, which would not notice a signal while it rests

    for name in SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)


def close(app: ScolieApp) -> None:
    """Finish what is due: positions, the list, checkpoints; keep the snapshot for the next start."""
    try:
        app.state.save_places()
    except OSError as error:  # the status row is gone by now
        sys.stderr.write(_("Reading positions could not be kept: {reason}.").format(reason=error.strerror) + "\n")
    app.snapshot_keeper.keep_list()
    rescued = close_library(app.state.workspace)
    if rescued:
        message = _("Not everything could be saved. What is left is kept in {file}; the app takes it in next time.")
        sys.stderr.write(message.format(file=rescued) + "\n")
    app.snapshot_keeper.keep()


def _raise_failure(app: ScolieApp) -> None:
    """Raise what ended the app, as a Problem."""
    failure = app.failure
    if failure is None:
        return
    if isinstance(failure, Problem) and not app.first_frame.is_shown:
        raise failure  # the article or library cannot be read
    path = log_failure(failure)
    if path:
        hint = _("The log file has the rest: {file}.").format(file=path)
    else:
        hint = _("The log file could not be written.")
    message = f"{type(failure).__name__}: {failure}"
    title = _("Something failed inside the program; what was acknowledged is kept.")
    raise Problem(title, message, hint, status=1)
