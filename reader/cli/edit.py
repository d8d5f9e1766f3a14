"""`scolie edit`."""

from __future__ import annotations

import argparse

from reader.annotation.model import Ink
from reader.cli.asked import library, say_annotation, span
from reader.session.annotating import annotation, change


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("id", help="the annotation's id")
    parser.add_argument("--add-tag", metavar="T", action="append", default=[])
    parser.add_argument("--remove-tag", metavar="T", action="append", default=[])
    parser.add_argument("--note", metavar="T")
    parser.add_argument("--span", metavar="START:END", action="append")
    parser.add_argument("--ink", choices=[ink.value for ink in Ink])


def run(options: argparse.Namespace) -> int:
    """Change an annotation and print it once it is durable."""
    workspace = library(options)
    workspace.articles()
    changed = change(
        workspace,
        annotation(workspace, options.id),
        add_tags=options.add_tag,
        remove_tags=options.remove_tag,
        note=options.note,
        ink=Ink(options.ink) if options.ink else None,
        spans=[span(text) for text in options.span] if options.span else None,
    )
    say_annotation(workspace, changed, as_json=options.json)
    workspace.store.close()
    return 0
