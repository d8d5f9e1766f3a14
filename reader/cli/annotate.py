"""`scolie annotate`."""

from __future__ import annotations

import argparse

from reader.annotation.model import Ink
from reader.cli.shared import library, say_annotation, span
from reader.session.annotations.annotate import annotate, place_of
from reader.text.fold import is_blank
from reader.text.problem import Problem


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", help="an id, a unique part of one, or a path")
    parser.add_argument("--quote", metavar="TEXT", help="the passage, word for word")
    parser.add_argument("--prefix", metavar="T", default="", help="the words before it")
    parser.add_argument("--suffix", metavar="T", default="", help="the words after it")
    parser.add_argument("--span", metavar="START:END", action="append", help="a passage in characters from 0")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="a tag's path")
    parser.add_argument("--note", metavar="T", default="", help="a note")
    parser.add_argument("--ink", choices=[ink.value for ink in Ink], default=Ink.YELLOW.value)


def run(options: argparse.Namespace) -> int:
    """Highlight a passage, and print the annotation when it is on the disk."""
    if (options.quote is None) == (options.span is None):
        raise Problem("Which passage?", "Neither or both of --quote and --span were given.", "Give one of them.")
    if options.quote is not None and is_blank(options.quote):
        raise Problem("The quote is empty.", "", "Give the passage, word for word.")
    workspace = library(options)
    article = workspace.article(options.article).id
    if options.span is not None:
        places = [span(text) for text in options.span]
    else:
        places = [place_of(workspace, article, options.quote, options.prefix, options.suffix)]
    made = annotate(workspace, article, places, options.tag, options.note, Ink(options.ink))
    say_annotation(workspace, made, as_json=options.json)
    workspace.store.close()
    return 0
