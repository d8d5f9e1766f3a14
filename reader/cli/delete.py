"""`scolie delete`."""

from __future__ import annotations

import argparse

from reader.cli.shared import library, say_annotation
from reader.session.annotations import annotate
from reader.session.annotations.article_annotations import annotation_by_id
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("id", help=_("the annotation's id"))


def run(options: argparse.Namespace) -> int:
    """Delete an annotation and print it; `scolie undo` brings it back."""
    workspace = library(options)
    workspace.articles()
    old = annotation_by_id(workspace, options.id)
    annotate.delete(workspace, old)
    say_annotation(workspace, old, as_json=options.json)
    workspace.store.close()
    return 0
