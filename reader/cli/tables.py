"""Tables of statistics on the command line: as bars, as CSV, as JSON Lines, or one of them as a chart in a file."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import say, say_json
from reader.exchange.csv_table import SEPARATORS, write_table
from reader.session.library.write_out import write_out
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    import argparse

    from reader.session.library.workspace import Workspace
    from reader.session.output.library_statistics import StatisticsTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how tables are printed."""
    parser.add_argument("--csv", action="store_true", help=_("print one table as CSV"))
    parser.add_argument(
        "--separator",
        choices=SEPARATORS,
        default="comma",
        help=_("between the cells of CSV; Excel in French needs semicolon"),
    )
    parser.add_argument("--svg", metavar="FILE", help=_("write one table as a chart"))


def chosen(options: argparse.Namespace, command: str, names: Collection[str]) -> list[str]:
    """Return the names of the tables that ``options.what`` asks for; Problem if they cannot be printed so."""
    if (options.csv or options.svg) and options.what == "all":
        hint = _("scolie {command} NAME, with one of {names}").format(command=command, names=", ".join(names))
        raise Problem(_("Which table?"), _("CSV and SVG have only one."), hint)
    if options.csv and options.json:
        raise Problem(_("Which format?"), "--csv and --json", _("Use one of them."))
    return list(names) if options.what == "all" else [options.what]


def say_tables(
    workspace: Workspace,
    options: argparse.Namespace,
    tables: Mapping[str, StatisticsTable],
    lines: Callable[[str, int], list[str]],
    picture: Callable[[str], str],
) -> None:
    """Print tables as the options say. ``lines`` draws a table by its name at a width in cells, ``picture`` as SVG."""
    names = list(tables)
    if options.svg:
        write_out(workspace, Path(options.svg), picture(names[0]))
        sys.stderr.write(_("The chart is written.") + "\n")
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    for name, table in tables.items():
        if options.json:
            for row in table.rows:
                say_json({"table": name, **dict(zip(table.columns, row, strict=True))})
        elif options.csv:
            stream = io.StringIO(newline="")
            write_table(table.columns, table.rows, stream, SEPARATORS[options.separator])
            sys.stdout.write(stream.getvalue())
        elif not options.svg:
            _say(table.title, lines(name, width - 2), last=name == names[-1])


def _say(title: str, drawn: list[str], *, last: bool) -> None:
    say(title)
    for line in drawn or [_("(nothing)")]:
        say(f"  {line}")
    if not last:
        say("")
