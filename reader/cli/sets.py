"""`scolie sets`: saved searches."""

from __future__ import annotations

import argparse

from reader.cli.output import say_json, say_rows
from reader.cli.shared import library, query
from reader.session.library.workspace import Workspace
from reader.session.search import saved_searches
from reader.text.problem import Problem
from reader.translation import _

USES = {"list": "", "save": "NAME QUERY", "rename": "NAME NEW", "delete": "NAME"}
_COUNTS = {"list": (0, 0), "save": (2, 10_000), "rename": (2, 2), "delete": (1, 1)}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    uses = [f"  scolie sets {name} {use}".rstrip() for name, use in USES.items()]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(
        [_("uses:"), *uses, "", _("In a query, {example} stands for it.").format(example=_("set:NAME"))]
    )
    parser.add_argument("action", nargs="?", default="list", choices=list(USES))
    parser.add_argument("query", nargs="*", metavar="NAME", help=_("a saved search; for save, also its query"))


def run(options: argparse.Namespace) -> int:
    """Run an action and print the saved searches; return 1 if there are none to list."""
    action, names = options.action, options.query
    fewest, most = _COUNTS[action]
    if not fewest <= len(names) <= most:
        usage = f"scolie sets {action} {USES[action]}".rstrip()
        raise Problem(_("Invalid arguments."), f"scolie sets {action}", usage)
    workspace = library(options)
    if action != "list":
        _change(workspace, options)
        workspace.store.close()
    every = saved_searches.saved_searches(workspace)
    if options.json:
        for each in every:
            say_json(saved_searches.search_row(each))
    else:
        say_rows((each.name, each.query, each.coder) for each in every)
    return 0 if every or action != "list" else 1


def _change(workspace: Workspace, options: argparse.Namespace) -> None:
    name = options.query[0]
    if options.action == "save":
        options.query = options.query[1:]
        saved_searches.save(workspace, name, query(workspace, options))
        return
    search = saved_searches.saved_search(workspace, name)
    if options.action == "rename":
        saved_searches.rename(workspace, search, options.query[1])
    else:
        saved_searches.delete(workspace, search)
