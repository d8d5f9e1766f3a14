"""Commands that only look: what they print is kept, to be printed again while nothing has changed."""

from __future__ import annotations

import sys

from reader.session import answer
from reader.session.reading import places_file
from reader.session.root import find_root

if False:  # TYPE_CHECKING, without loading typing
    import argparse
    from collections.abc import Callable
    from typing import TextIO


class Told:
    """A stream that remembers what passes through it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        """Write to the stream, too."""
        self.parts.append(text)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> object:
        """Be the stream in everything else."""
        return getattr(self._stream, name)


def run(arguments: list[str], options: argparse.Namespace, command: Callable[[argparse.Namespace], int]) -> int:
    """Run a command and return its status; keep what it printed if it had nothing to complain of."""
    if answer.question(arguments) is None:
        return command(options)
    root = find_root(options.library)
    places = places_file(root)
    before = answer.state(root, places)
    out, error = sys.stdout, sys.stderr
    told, complained = Told(out), Told(error)
    sys.stdout, sys.stderr = told, complained
    try:
        status = command(options)
    finally:
        sys.stdout, sys.stderr = out, error
    if status == 0 and not complained.parts:
        try:
            answer.keep(arguments, root, places, before, "".join(told.parts))
        except OSError:
            return status  # derived: a state folder that cannot be written costs time, nothing else
    return status
