"""`scolie backup`."""

from __future__ import annotations

import argparse
from datetime import date

from reader.cli.output import say, say_json
from reader.cli.shared import library
from reader.session.upkeep.restore import restore
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("action", nargs="?", choices=("list", "restore"), default="list")
    parser.add_argument("day", nargs="?", help=_("YYYY-MM-DD, as `scolie backup` lists them"))


def run(options: argparse.Namespace) -> int:
    """List the backups, or restore one; return 1 if there is none, or nothing has changed since."""
    workspace = library(options)
    if options.action == "list":
        days = workspace.store.backups()
        for day in days:
            if options.json:
                say_json({"day": day.isoformat()})
            else:
                say(day.isoformat())
        return 0 if days else 1
    try:
        day = date.fromisoformat(options.day or "")
    except ValueError as error:
        raise Problem(_("Which day?"), options.day or "", _("`scolie backup` lists them.")) from error
    workspace.articles()
    count = restore(workspace, day)
    workspace.store.close()
    if options.json:
        say_json({"day": day.isoformat(), "changed": count})
    else:
        say(_("Records restored: {count}. `scolie undo` takes it back.").format(count=count))
    return 0 if count else 1
