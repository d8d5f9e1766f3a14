"""`scolie add`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import article_rows, library
from reader.cli.write_notice import WriteNotice
from reader.ingest.formats import format_list
from reader.session.library.add import add


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=format_list())


def run(options: argparse.Namespace) -> int:
    """Copy files into the library and print the articles they make."""
    workspace = library(options)
    articles = add(workspace, options.files)
    workspace.part(WriteNotice)()
    if options.json:
        for row in article_rows(workspace, articles):
            say_json(row)
    else:
        for article in articles:
            say(f"{article.id}  {article.title}")
    return 0
