"""`scolie keys`."""

from __future__ import annotations

import argparse
import sys

from reader.cli.output import say_json, say_rows
from reader.cli.shared import say_faults
from reader.command.keyfile import preset, read_keymap
from reader.command.manual import keys_page_markdown
from reader.command.table import COMMANDS
from reader.session.preferences import preferences
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--check", metavar="FILE", help=_("check a keymap file"))
    parser.add_argument("--markdown", action="store_true", help=_("print the keys as a page in Markdown"))


def run(options: argparse.Namespace) -> int:
    """Print the keys in use, or the faults of a keymap file; return 1 if it has any."""
    if options.check is not None:
        base = preset("default")
        return say_faults(options.check, lambda text, name: read_keymap(text, name, base)[1], as_json=options.json)
    keymap = preferences().keymap
    if options.markdown:
        sys.stdout.write(keys_page_markdown(keymap))
        return 0
    rows = [
        (command.group, where, " ".join(keymap.keys_of(command, where)), command.name, command.help)
        for command in COMMANDS
        for where in sorted(command.where)
    ]
    if options.json:
        for group, where, keys, name, text in rows:
            say_json({"group": group, "where": where, "keys": keys, "command": name, "help": text})
    else:
        say_rows(rows)
    return 0
