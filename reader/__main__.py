"""`python -m reader` is `scolie`: the first page, then everything else."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper


def _leave_out_the_current_folder() -> None:
    """Look for no module in the current folder, as `python -m reader` does first, unless the program itself is there.

    It may be a library that somebody else has made, with a ``json.py`` in it.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        here = os.getcwd()
    except OSError:
        here = ""  # the folder is gone
    sys.path[:] = [entry for entry in sys.path if entry == home or (os.path.isabs(entry) and entry != here)]


_leave_out_the_current_folder()

from reader.session import answer, frame  # noqa: E402

if False:  # TYPE_CHECKING, without loading typing
    from reader.session.first.standing import Standing


def said_again(told: str) -> bool:
    """Print what was printed before; False if that cannot be done here, for the command itself to say why."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return False
    try:
        sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(told)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has closed; let the interpreter's last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        return False
    return True


def first_page(arguments: list[str], columns: int, lines: int, about: str) -> Standing | None:
    """Return what the app will begin with, as `cli.first_page` does."""
    from reader.cli.first_page import first_page  # where a picture stands, there is time to load it

    return first_page(arguments, columns, lines, about)


def main() -> int:
    """Run `scolie` with the arguments of this process and return its exit status."""
    try:
        return run()
    finally:
        gc.freeze()  # Python looks for rubbish once more when it ends: the system takes all of it at once


def run() -> int:
    """Do what the arguments of this process ask, and return the exit status."""
    open_streams()
    told = answer.find(sys.argv[1:])
    if told is not None and said_again(told):
        return 0
    frame.show(sys.argv[1:], first_page)
    try:
        from reader.cli import command_line

        return command_line.main(sys.argv[1:])
    finally:
        frame.clear()


def open_streams() -> None:
    """Let a stream that was closed before the start lead nowhere: else the next file opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
