"""`python -m reader` is `scolie`: the first page, then everything else."""

from __future__ import annotations

import os
import sys

from reader.cli.first_page import first_page
from reader.session import frame


def main() -> int:
    """Run `scolie` with the arguments of this process and return its exit status."""
    open_streams()
    frame.show(sys.argv[1:], first_page)
    try:
        from reader.cli.command_line import main as run

        return run(sys.argv[1:])
    finally:
        frame.clear()


def open_streams() -> None:
    """Let a stream that was closed before the start lead nowhere: else the next file opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
