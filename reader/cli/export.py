"""`scolie export`."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from reader.cli.asked import library, query
from reader.cli.output import say_json
from reader.exchange import csv_table, json_lines, markdown
from reader.session.library.write_out import write_out
from reader.session.output.excerpts import Citing, rows
from reader.session.search.find import annotations_of
from reader.text.problem import Problem

WRITERS = {"csv": csv_table.write, "jsonl": json_lines.write, "markdown": markdown.write}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("format", choices=WRITERS)
    parser.add_argument("query", nargs="*", help='words, "phrases", tag:PATH, article:ID, state:S')
    parser.add_argument("-o", "--output", metavar="FILE", help="else, and for -, the export is printed")


def run(options: argparse.Namespace) -> int:
    """Write annotations for another tool; the report goes to the error stream unless --json asks for it."""
    if options.json and options.output in (None, "-"):
        raise Problem("Where shall the export go?", "--json prints the report.", "Give a file with -o.")
    workspace = library(options)
    found = annotations_of(workspace, query(options))
    stream = io.StringIO(newline="")
    citing = Citing(format="markdown" if options.format == "markdown" else "plain")
    report = WRITERS[options.format](rows(workspace, found, citing), stream)
    text = stream.getvalue()
    if options.output and options.output != "-":
        # A spreadsheet takes CSV for UTF-8 only with a byte order mark.
        write_out(workspace, Path(options.output), "\ufeff" + text if options.format == "csv" else text)
    else:
        sys.stdout.write(text)
    losses = [{"what": what, "count": count} for what, count in report.lost.items()]
    if options.json:
        say_json({"format": report.format, "written": report.written, "kept": report.kept, "lost": losses})
    else:
        sys.stderr.write(f"Annotations written: {report.written}.\n")
        for loss in losses:
            sys.stderr.write(f"Not kept as they were: {loss['what']} ({loss['count']}).\n")
    return 0 if found else 1
