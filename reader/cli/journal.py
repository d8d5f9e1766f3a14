"""`scolie journal`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import library, written
from reader.session.codebook import memo_edits
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("text", nargs="?", help=_("a new entry; - reads it from the standard input"))
    parser.add_argument(
        "--date",
        default="",
        metavar="D",
        help=_("its day, as 2024-05-31; default: today; without a text, print this day"),
    )
    parser.add_argument("--id", default="", help=_("print or change this entry; an empty text deletes it"))


def run(options: argparse.Namespace) -> int:
    """Print the journal, or write an entry and print it; return 1 if there is nothing to print."""
    workspace = library(options)
    if options.text is None and not (options.date and options.id):
        every = [memo_edits.entry(workspace, options.id)] if options.id else memo_edits.journal(workspace)
        entries = [entry for entry in every if entry.date.startswith(options.date)]
    else:
        text = memo_edits.entry(workspace, options.id).text if options.text is None else written(options.text)
        made = memo_edits.write_entry(workspace, text, options.date, options.id)
        entries = [made] if made else []
        workspace.store.close()
    for entry in entries:
        if options.json:
            say_json(memo_edits.entry_row(entry))
            continue
        say(f"{entry.date}  {entry.coder}  {entry.id}")
        say("\n".join(f"  {line}" for line in entry.text.split("\n")), lines=True)
    return 0 if entries or options.text == "" else 1
