"""`scolie journal`."""

from __future__ import annotations

import argparse

from reader.cli.asked import library, written
from reader.cli.output import say, say_json
from reader.session.codebook import memo_edits


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("text", nargs="?", help="a new entry; - reads it")
    parser.add_argument(
        "--date", default="", metavar="D", help="its day, 2024-05-31; else today; without a text, what to print"
    )
    parser.add_argument("--id", default="", help="change this entry instead; an empty text deletes it")


def run(options: argparse.Namespace) -> int:
    """Print the journal, or write an entry and print it; 1 if there is none."""
    workspace = library(options)
    if options.text is None and not (options.date and options.id):
        found = [memo_edits.entry(workspace, options.id)] if options.id else memo_edits.journal(workspace)
        found = [one for one in found if one.date.startswith(options.date)]
    else:
        text = memo_edits.entry(workspace, options.id).text if options.text is None else written(options.text)
        made = memo_edits.write_entry(workspace, text, options.date, options.id)
        found = [made] if made else []
        workspace.store.close()
    for one in found:
        if options.json:
            say_json(memo_edits.entry_shown(one))
            continue
        say(f"{one.date}  {one.coder}  {one.id}")
        say("\n".join(f"  {line}" for line in one.text.split("\n")), lines=True)
    return 0 if found or options.text == "" else 1
