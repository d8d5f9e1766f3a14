"""`scolie check`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import library
from reader.cli.write_notice import WriteNotice
from reader.config.path import config_folder
from reader.session.upkeep.check import findings
from reader.session.upkeep.check import mend as mend_all
from reader.session.upkeep.log_file import log_file
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--mend", action="store_true", help=_("repair what can be repaired; nothing is deleted"))


def run(options: argparse.Namespace) -> int:
    """Print all problems; return 1 if there are any."""
    workspace = library(options, complains=False)
    if options.mend:
        workspace.articles()
        for finding in mend_all(workspace):
            workspace.part(WriteNotice)()
            if options.json:
                say_json({"where": finding.where, "mended": finding.what})
            else:
                say(_("{where}: {what}").format(where=finding.where, what=finding.what))
        workspace.store.close()
        workspace = library(options, complains=False)
    problems = findings(workspace)
    for where, what, mend in problems:
        if options.json:
            say_json({"where": where, "what": what, "mend": mend})
        else:
            say(_("{where}: {what}").format(where=where, what=what))
            say(f"  {mend}")
    if not options.json:
        say(_("Settings: {folder}").format(folder=config_folder()))
        say(_("Log file: {log_file}").format(log_file=log_file()))
        if not problems:
            say(_("No problems were found."))
    return 1 if problems else 0
