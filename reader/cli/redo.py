"""`scolie redo`."""

from __future__ import annotations

import argparse

from reader.cli.asked import library
from reader.cli.history import say_taken_back
from reader.session.annotations.undo import redo


def configure(_parser: argparse.ArgumentParser) -> None:
    """Nothing more can be asked."""


def run(options: argparse.Namespace) -> int:
    """Make again what was undone last and print it."""
    workspace = library(options)
    say_taken_back(redo(workspace), undone=False, as_json=options.json)
    workspace.store.close()
    return 0
