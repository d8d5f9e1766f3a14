"""`scolie stats`."""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from pathlib import Path

from reader.cli.output import say, say_json
from reader.cli.shared import library, query
from reader.exchange.csv_table import SEPARATORS, write_table
from reader.session.library.write_out import write_out
from reader.session.output.library_statistics import TABLES, statistics_of
from reader.session.output.statistics_charts import lines, picture
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", nargs="?", choices=["all", *TABLES], default="all", help=_("a table, or all"))
    parser.add_argument("query", nargs="*", help=_('words, "phrases", tag:PATH, article:ID, state:S'))
    parser.add_argument("--csv", action="store_true", help=_("print one table as CSV"))
    parser.add_argument(
        "--separator",
        choices=SEPARATORS,
        default="comma",
        help=_("between the cells of CSV; Excel in French needs semicolon"),
    )
    parser.add_argument("--svg", metavar="FILE", help=_("write one table as a chart"))


def run(options: argparse.Namespace) -> int:
    """Print statistics of the annotations, or draw one table; return 1 if nothing is annotated."""
    if (options.csv or options.svg) and options.what == "all":
        hint = _("scolie stats NAME, with one of {names}").format(names=", ".join(TABLES))
        raise Problem(_("Which table?"), _("CSV and SVG have only one."), hint)
    if options.csv and options.json:
        raise Problem(_("Which format?"), "--csv and --json", _("Use one of them."))
    workspace = library(options)
    statistics = statistics_of(workspace, query(options))
    names = list(TABLES) if options.what == "all" else [options.what]
    if options.svg:
        write_out(workspace, Path(options.svg), picture(statistics, names[0]))
        sys.stderr.write(_("The chart is written.") + "\n")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    for name in names:
        table = TABLES[name](statistics)
        if options.json:
            for row in table.rows:
                say_json({"table": name, **dict(zip(table.columns, row, strict=True))})
        elif options.csv:
            stream = io.StringIO(newline="")
            write_table(table.columns, table.rows, stream, SEPARATORS[options.separator])
            sys.stdout.write(stream.getvalue())
        elif not options.svg:
            _say(table.title, lines(statistics, name, width - 2), last=name == names[-1])
    return 0 if statistics.coded else 1


def _say(title: str, drawn: list[str], *, last: bool) -> None:
    say(title)
    for line in drawn or [_("(nothing)")]:
        say(f"  {line}")
    if not last:
        say("")
