"""`scolie jump`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import say_json, say_rows
from reader.cli.shared import library, positive
from reader.session.search.jumping import jump
from reader.text.fold import is_blank
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("words", nargs="+", help=_("a few letters of the title, source or file name"))
    parser.add_argument("-n", type=positive, default=20, help=_("the most articles to print"))


def run(options: argparse.Namespace) -> int:
    """Print the articles that match, best first; return 1 if there are none."""
    if is_blank("".join(options.words)):
        raise Problem(_("There is nothing to look for."), "", _("Give a few letters of a title."))
    workspace = library(options)
    matches = jump(workspace, " ".join(options.words), options.n)
    titles = {match.id: workspace.article(match.id).title for match in matches}
    if options.json:
        for match in matches:
            say_json({"id": match.id, "title": titles[match.id], "score": round(match.score, 4)})
    else:
        say_rows((match.id, titles[match.id], f"{match.score:.2f}") for match in matches)
    return 0 if matches else 1
