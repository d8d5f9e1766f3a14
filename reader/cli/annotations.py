"""`scolie annotations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.shared import add_query, library, query, say_annotation
from reader.session.annotations.article_annotations import annotations_in
from reader.translation import _

if TYPE_CHECKING:
    import argparse

    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the quote, note or tags"))


def run(options: argparse.Namespace) -> int:
    """Print the annotations; return 1 if there are none."""
    workspace = library(options)
    annotations = _matches(workspace, query(workspace, options))
    for annotation in annotations:
        say_annotation(workspace, annotation, as_json=options.json)
    return 0 if annotations else 1


def _matches(workspace: Workspace, asked: str) -> list[Annotation]:
    """Return the annotations that meet a query; without one, the language of queries is not loaded."""
    if not asked:
        workspace.articles()  # has the files looked at: an annotation is placed in the text as it is now
        return annotations_in(workspace)
    from reader.session.search.find import annotations_of

    return annotations_of(workspace, asked)
