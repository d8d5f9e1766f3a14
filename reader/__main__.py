"""`python -m reader` is `scolie`: the snapshot of the last screen, then everything else."""

from __future__ import annotations

import os
import sys


def _leave_out_the_current_folder() -> None:
    """Remove the current folder from `sys.path` (`python -m reader` puts it first), unless the program itself is there.

    It may be a library that somebody else has made, with a ``json.py`` in it.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        here = os.getcwd()
    except OSError:
        here = ""  # the folder is gone
    sys.path[:] = [entry for entry in sys.path if entry == home or (os.path.isabs(entry) and entry != here)]


_leave_out_the_current_folder()


def main() -> int:
    """Run `scolie` with the arguments of this process and return its exit status."""
    # Imports stay inside the functions below, so that Ctrl+c during one leaves no traceback.
    try:
        return run()
    except KeyboardInterrupt:
        return 130
    finally:
        import gc

        gc.freeze()  # Python looks for garbage once more when it ends: the system takes all of it at once


def run() -> int:
    """Do what the arguments of this process ask, and return the exit status."""
    import gc

    from reader.session.snapshot import Snapshot

    gc.disable()  # loading makes almost no garbage, and looking for it takes a tenth of the start
    open_streams()
    snapshot = Snapshot(sys.argv[1:])
    snapshot.show()
    try:
        from reader.cli import command_line  # not before the snapshot is shown

        return command_line.main(sys.argv[1:], snapshot)
    finally:
        snapshot.take_off()


def open_streams() -> None:
    """Let a stream that was closed before the start lead nowhere: else the next file opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
