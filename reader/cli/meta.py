"""`scolie meta`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import article_rows, library
from reader.library.article import Status
from reader.session.codebook.tag_edits import describe_article
from reader.session.reading.positions import ReadingPositions
from reader.text.metadata import FIELDS, HINTS
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", help=_("an id, a unique part of one, or a path"))
    for name in (*FIELDS, "status"):
        parser.add_argument(f"--{name}", metavar=name[0].upper(), help=_(HINTS[name]) if name in HINTS else None)


def run(options: argparse.Namespace) -> int:
    """Set metadata of an article, which never changes its file, and print it."""
    workspace = library(options)
    article = workspace.article(options.article)
    given = {name: value for name in (*FIELDS, "status") if (value := getattr(options, name)) is not None}
    if given:
        article = describe_article(workspace, article, given)
        if given.get("status") == Status.UNREAD:
            places = ReadingPositions(workspace.root)
            places.begin_again(article.id)
            places.save()
        workspace.store.close()
    if options.json:
        say_json(*article_rows(workspace, [article]))
    else:
        shown = {name: getattr(article.metadata, name) for name in FIELDS} | {"status": article.status.value}
        for name, value in shown.items():
            say(f"{name}: {value}")
    return 0
