"""`scolie stats`."""

from __future__ import annotations

import argparse

from reader.cli.shared import add_query, library, query
from reader.cli.tables import add_arguments, chosen, say_tables
from reader.session.output.library_statistics import TABLES, statistics_of
from reader.session.output.statistics_charts import lines, picture
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", nargs="?", choices=["all", *TABLES], default="all", help=_("a table, or all"))
    add_query(parser, _("words of the quote, note or tags"))
    add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print statistics of the annotations, or draw one table; return 1 if nothing is annotated."""
    names = chosen(options, "stats", TABLES)
    workspace = library(options)
    statistics = statistics_of(workspace, query(workspace, options))
    say_tables(
        workspace,
        options,
        {name: TABLES[name](statistics) for name in names},
        lambda name, width: lines(statistics, name, width),
        lambda name: picture(statistics, name),
    )
    return 0 if statistics.coded else 1
