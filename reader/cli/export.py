"""`scolie export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reader.cli.output import losses, say_json, say_losses
from reader.cli.shared import add_query, annotations_met, library, query
from reader.exchange.csv_table import SEPARATORS
from reader.exchange.formats import FORMATS, ExportFormat, Exports, format_list, formats_of
from reader.session.output.excerpts import Citing, rows
from reader.session.output.project import export_annotations, project_of
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("format", choices=formats_of(Exports.ANNOTATIONS), help=format_list(Exports.ANNOTATIONS))
    add_query(parser, _("words of the quote, note or tags"))
    parser.add_argument("-o", "--output", metavar="FILE", help=_("write to a file; without it, or for -, print"))
    parser.add_argument(
        "--separator", choices=SEPARATORS, help=_("between the cells of CSV; Excel in French needs semicolon")
    )
    parser.add_argument(
        "--crlf", action="store_true", help=_("line ends of two characters, for REFI-QDA programs that want them")
    )


def run(options: argparse.Namespace) -> int:
    """Write annotations for another tool; print the report on the error stream, or with --json on the standard output."""
    if options.json and options.output in (None, "-"):
        raise Problem(
            _("The export needs a file."), _("--json prints the report in its place."), _("Give a file with -o.")
        )
    row = _row(options)
    if row.binary and options.output in (None, "-") and sys.stdout.isatty():
        raise Problem(_("The export needs a file."), _(row.name), _("Give a file with -o."))
    if options.separator and not row.separated:
        wanted = ", ".join(key for key, other in FORMATS.items() if other.separated)
        raise Problem(
            _("This format has no separator."),
            options.format,
            _("Use --separator with {formats}.").format(formats=wanted),
        )
    workspace = library(options)
    annotations = annotations_met(workspace, query(workspace, options))
    separator = SEPARATORS.get(options.separator, "")
    if options.output and options.output != "-":
        report = export_annotations(workspace, annotations, row, Path(options.output), Citing(), separator)
    elif row.whole:
        report = row.write_project(project_of(workspace, annotations, Citing(format=row.citations)), sys.stdout.buffer)
    else:
        report = row.write(rows(workspace, annotations, Citing(format=row.citations)), sys.stdout, separator)
    if options.json:
        say_json({"format": report.format, "written": report.written, "kept": report.kept, "lost": losses(report)})
    else:
        sys.stderr.write(_("Annotations written: {count}.").format(count=report.written) + "\n")
        say_losses(report)
    return 0 if annotations else 1


def _row(options: argparse.Namespace) -> ExportFormat:
    """Return the format that the options name; Problem if it has no form with line ends of two characters, and it should."""
    key = f"{options.format}-crlf" if options.crlf else options.format
    if key not in FORMATS:
        raise Problem(_("This format has no such line ends."), options.format, _("Use --crlf with refi."))
    return FORMATS[key]
