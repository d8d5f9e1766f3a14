"""`scolie annotate`."""

from __future__ import annotations

import argparse

from reader.annotation.model import Ink
from reader.cli.output import say
from reader.cli.shared import library, say_annotation, span
from reader.session.annotations.annotate import annotate, place_of, tagged_twice
from reader.text.fold import is_blank
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", help=_("an id, a unique part of one, or a path"))
    parser.add_argument("--quote", metavar="TEXT", help=_("the passage, word for word"))
    parser.add_argument("--prefix", metavar="T", default="", help=_("the words before it"))
    parser.add_argument("--suffix", metavar="T", default="", help=_("the words after it"))
    parser.add_argument("--span", metavar="START:END", action="append", help=_("a passage in characters from 0"))
    parser.add_argument("--tag", metavar="T", action="append", default=[], help=_("a tag's path"))
    parser.add_argument("--note", metavar="T", default="", help=_("a note"))
    parser.add_argument("--ink", choices=[ink.value for ink in Ink], default=Ink.YELLOW.value)


def run(options: argparse.Namespace) -> int:
    """Highlight a passage, and print the annotation when it is on the disk."""
    if (options.quote is None) == (options.span is None):
        raise Problem(
            _("Which passage?"), _("Neither or both of --quote and --span were given."), _("Give one of them.")
        )
    if options.quote is not None and is_blank(options.quote):
        raise Problem(_("The quote is empty."), "", _("Give the passage, word for word."))
    workspace = library(options)
    article = workspace.article(options.article).id
    if options.span is not None:
        places = [span(text) for text in options.span]
    else:
        places = [place_of(workspace, article, options.quote, options.prefix, options.suffix)]
    made = annotate(workspace, article, places, options.tag, options.note, Ink(options.ink))
    say_annotation(workspace, made, as_json=options.json)
    if not options.json and (twice := tagged_twice(workspace, made, options.tag)):
        say(f"  {twice}")
    workspace.store.close()
    return 0
