"""`scolie undo`."""

from __future__ import annotations

import argparse

from reader.cli.history import say_taken_back
from reader.cli.shared import library
from reader.session.adding.interrupted import finish_interrupted
from reader.session.annotations.undo import undo


def configure(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def run(options: argparse.Namespace) -> int:
    """Undo the newest change of this coder, and print it."""
    workspace = library(options)
    finish_interrupted(workspace)  # the newest change is one that was not finished, if the program was killed
    say_taken_back(workspace, undo(workspace), undone=True, as_json=options.json)
    workspace.store.close()
    return 0
