"""`scolie list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.asked import article_rows, library, query
from reader.cli.output import complain, say_json, say_rows
from reader.session.search.find import articles

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("query", nargs="*", help="words of the title, source or path; status:unread")


def run(options: argparse.Namespace) -> int:
    """Print the articles; 1 if there are none."""
    workspace = library(options)
    found = articles(workspace, query(options))
    for problem in workspace.catalogue.problems:
        complain(problem)
    if options.json:
        for row in article_rows(workspace, found):
            say_json(row)
    else:
        say_rows(
            (
                one.id,
                one.title,
                one.metadata.source,
                one.metadata.date,
                f"{one.minutes} min",
                one.status.value,
                str(one.annotations),
            )
            for one in found
        )
    return 0 if found else 1
