"""`scolie undo`."""

from __future__ import annotations

import argparse

from reader.cli.history import say_taken_back
from reader.cli.shared import library
from reader.session.annotations.undo import undo


def configure(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def run(options: argparse.Namespace) -> int:
    """Undo the newest change of this coder, and print it."""
    workspace = library(options)
    say_taken_back(workspace, undo(workspace), undone=True, as_json=options.json)
    workspace.store.close()
    return 0
