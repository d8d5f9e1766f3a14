"""`scolie read`, and `scolie` alone: the only way from the command line to the screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.scan_notice import ScanNotice
from reader.session.library.catalogue import PATIENCE
from reader.session.library.list_cache import recall
from reader.session.library.opening import open_library
from reader.session.library.root import find_root
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    import argparse

    from reader.session.snapshot import Snapshot


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", nargs="?", help=_("an id, a unique part of one, or a path"))


def run(options: argparse.Namespace, snapshot: Snapshot) -> int:
    """Open the app on an article."""
    return open_app(options.library, options.article, snapshot)


def open_app(path: str | None, article: str | None, snapshot: Snapshot) -> int:
    """Open the app on the library at ``path``, and on ``article`` if given; ``snapshot`` may be on the screen."""
    snapshot.hold_keys()
    root = Path(find_root(path, remember=True))
    workspace = open_library(root, retrying=True)
    workspace.catalogue.patience = PATIENCE
    last = recall(workspace)
    if not last:  # then no snapshot is on the screen either
        workspace.catalogue.look = ScanNotice(str(root))
    opened = workspace.article(article).id if article else None
    if not article and not last:
        workspace.articles()
    workspace.catalogue.look = None
    workspace.catalogue.patience = 0  # the app reads the other articles in the background
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem(
            _("The app needs a terminal."), _("Input or output is not one."), _("See `scolie --help` for the rest.")
        )
    from reader.tui.run import run_app

    return run_app(workspace, opened, snapshot, last)
