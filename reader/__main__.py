"""`python -m reader` is `scolie`: the first page, then everything else."""

from __future__ import annotations

import sys

from reader.cli.first_page import first_page
from reader.session import frame


def main() -> int:
    """Run `scolie` with the arguments of this process and return its exit status."""
    frame.show(sys.argv[1:], first_page)
    try:
        from reader.cli.command_line import main as run

        return run(sys.argv[1:])
    finally:
        frame.clear()


if __name__ == "__main__":
    sys.exit(main())
