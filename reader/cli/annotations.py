"""`scolie annotations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.shared import add_query, annotations_met, library, query, say_annotation
from reader.translation import _

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the quote, note or tags"))


def run(options: argparse.Namespace) -> int:
    """Print the annotations; return 1 if there are none."""
    workspace = library(options)
    annotations = annotations_met(workspace, query(workspace, options))
    for annotation in annotations:
        say_annotation(workspace, annotation, as_json=options.json)
    return 0 if annotations else 1
