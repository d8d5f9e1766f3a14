"""`scolie redo`."""

from __future__ import annotations

import argparse

from reader.cli.history import say_taken_back
from reader.cli.shared import library
from reader.session.annotations.undo import redo


def configure(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def run(options: argparse.Namespace) -> int:
    """Redo the change that was undone last, and print it."""
    workspace = library(options)
    say_taken_back(workspace, redo(workspace), undone=False, as_json=options.json)
    workspace.store.close()
    return 0
