"""`scolie tags`."""

from __future__ import annotations

import argparse
from typing import Any

from reader.cli.asked import library
from reader.cli.output import say_json, say_rows
from reader.session.tagging import rename, tags_shown
from reader.text.problem import Problem


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("action", nargs="?", default="list", choices=["list", "rename"])
    parser.add_argument("paths", nargs="*", metavar="TAG", help="rename: the old path and the new")


def run(options: argparse.Namespace) -> int:
    """Print the tags, or rename one; 1 if there are none."""
    workspace = library(options)
    workspace.articles()
    wanted: set[str] | None = None
    if options.action == "rename":
        if len(options.paths) != 2:
            raise Problem("Which tag?", "A rename takes two paths.", "scolie tags rename OLD NEW")
        wanted = {tag.path for tag in rename(workspace, *options.paths)}
        workspace.store.close()
    elif options.paths:
        raise Problem("That is not how to ask", " ".join(options.paths), "scolie tags, or scolie tags rename OLD NEW")
    rows: list[dict[str, Any]] = [row for row in tags_shown(workspace) if wanted is None or row["path"] in wanted]
    if options.json:
        for row in rows:
            say_json(row)
    else:
        say_rows((row["path"], row["key"], f"{row['count']}", f"{row['total']}", row["definition"]) for row in rows)
    return 0 if rows else 1
