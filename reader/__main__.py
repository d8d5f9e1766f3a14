"""`python -m reader` is `scolie`."""

from __future__ import annotations

import sys

from reader.cli.command_line import main

if __name__ == "__main__":
    sys.exit(main())
