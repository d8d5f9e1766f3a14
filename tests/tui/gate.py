"""A gate that another program waits at until the test opens it: a file that is locked till then."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

WAIT = """
import fcntl, os
with open(os.environ["GATE"]) as gate:
    fcntl.flock(gate, fcntl.LOCK_EX)
"""
"""What the program runs; the environment variable names the file."""


@contextmanager
def closed_gate(file: Path) -> Iterator[TextIOWrapper]:
    """Lock the file; closing what this returns opens the gate."""
    with file.open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield gate
