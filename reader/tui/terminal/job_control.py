"""Job control: a job stops, the shell continues it in the foreground or in the background, and the terminal follows."""

from __future__ import annotations

import os
import signal


def stop_job(number: signal.Signals = signal.SIGTSTP) -> bool:
    """Stop this job with the default action of a signal; return whether it was stopped and has been continued.

    The system decides: it stops nothing that nobody could continue.
    """
    continued: list[int] = []
    before = {
        number: signal.signal(number, signal.SIG_DFL),
        signal.SIGCONT: signal.signal(signal.SIGCONT, lambda number, _: continued.append(number)),
    }
    try:
        # A program that started this one, in the same job, is what the shell waits for: it has to stop as well.
        leads = os.getpgrp() == os.getpid()
        os.kill(os.getpid() if leads else 0, number)
    finally:
        for number_before, handler in before.items():
            signal.signal(number_before, handler)
    return bool(continued)


def wait_for_foreground(terminal: int) -> bool:
    """Stop this job until it is in the foreground of its terminal; return False if nobody could continue it."""
    while _is_in_background(terminal):
        if not stop_job(signal.SIGTTOU):
            return False
    return True


def _is_in_background(terminal: int) -> bool:
    try:
        foreground = os.tcgetpgrp(terminal)
    except OSError:
        return False  # no terminal, or not that of this session: it has no foreground
    return foreground not in (0, os.getpgrp())  # 0: a group that cannot be seen from this container
