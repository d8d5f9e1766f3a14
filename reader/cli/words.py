"""`scolie words`."""

from __future__ import annotations

import argparse

from reader.cli.shared import library, positive, query
from reader.cli.tables import add_arguments, chosen, say_tables
from reader.search.collocation import WINDOW
from reader.session.output.statistics_charts import bar_lines, bar_picture
from reader.session.output.words_around import TABLES, words_around
from reader.text.problem import Problem
from reader.translation import _

MOST_WINDOW = 50
"""Words on each side of a hit."""
_CHOICES = ("all", *TABLES)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("query", nargs="+", help=_("what to look for, as in `scolie search`"))
    table = _("which table: the words around the hits (default), where the hits are, or all; it may also come first")
    parser.add_argument("-t", "--table", dest="what", choices=_CHOICES, help=table)
    window = _("how many words on each side of a hit are counted; default: {count}").format(count=WINDOW)
    parser.add_argument("-w", "--window", type=positive, default=WINDOW, metavar="N", help=window)
    add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print which words stand around the hits of a query, and where they are; return 1 if there are none."""
    _take_table(options)
    names = chosen(options, "words", TABLES)
    if options.window > MOST_WINDOW:
        hint = _("Use at most {count}.").format(count=MOST_WINDOW)
        raise Problem(_("That window is too wide."), f"--window {options.window}", hint)
    workspace = library(options)
    around = words_around(workspace, query(workspace, options), options.window)
    tables = {name: TABLES[name](around) for name in names}
    say_tables(
        workspace,
        options,
        tables,
        lambda name, width: bar_lines(tables[name], width),
        lambda name: bar_picture(tables[name]),
    )
    return 0 if around.count else 1


def _take_table(options: argparse.Namespace) -> None:
    """Take the name of a table in front of a query for the table, unless the option says one."""
    if options.what is None:
        named = len(options.query) > 1 and options.query[0] in _CHOICES
        options.what = options.query.pop(0) if named else "words"
