"""`scolie edit`."""

from __future__ import annotations

import argparse

from reader.annotation.model import Ink
from reader.cli.shared import library, say_annotation, span
from reader.session.annotations.annotate import change
from reader.session.annotations.article_annotations import annotation_by_id
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("id", help=_("the annotation's id"))
    parser.add_argument("--add-tag", metavar="T", action="append", default=[])
    parser.add_argument("--remove-tag", metavar="T", action="append", default=[])
    parser.add_argument("--note", metavar="T")
    parser.add_argument("--span", metavar="START:END", action="append")
    parser.add_argument("--ink", choices=[ink.value for ink in Ink])


def run(options: argparse.Namespace) -> int:
    """Change an annotation, and print it when the change is on the disk."""
    given = (options.add_tag, options.remove_tag, options.span, options.ink)
    if not any(given) and options.note is None:
        raise Problem(_("There is nothing to change."), "", _("Give tags, a note, a span or an ink."))
    workspace = library(options)
    workspace.articles()
    old = annotation_by_id(workspace, options.id)
    paths = workspace.codebook.paths(old.tags)
    for tag in options.remove_tag:
        if tag not in paths and tag not in old.tags:
            hint = _("It has {tags}.").format(tags=", ".join(paths)) if paths else _("It has no tags.")
            raise Problem(_("The annotation does not have that tag."), tag, hint, status=1)
    changed = change(
        workspace,
        old,
        add_tags=options.add_tag,
        remove_tags=options.remove_tag,
        note=options.note,
        ink=Ink(options.ink) if options.ink else None,
        spans=[span(text) for text in options.span] if options.span else None,
    )
    say_annotation(workspace, changed, as_json=options.json)
    workspace.store.close()
    return 0
