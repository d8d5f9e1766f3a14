"""`scolie review`."""

from __future__ import annotations

import argparse

from reader.cli.output import say, say_json
from reader.cli.shared import library, say_annotation, span
from reader.session.annotations.annotate import annotation_row
from reader.session.annotations.review import Passage, accept, move, orphan, waiting
from reader.session.library.titles import title_of
from reader.text.hyphenation import mended
from reader.text.problem import Problem
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", nargs="?", choices=["list", "accept", "move", "orphan"], default="list")
    parser.add_argument("id", nargs="?", help=_("the annotation's id"))
    parser.add_argument("--span", metavar="START:END", action="append", help=_("move: the right place"))


def run(options: argparse.Namespace) -> int:
    """List the annotations that wait, or decide on one and print it; return 1 if none waits."""
    workspace = library(options)
    workspace.articles()
    if options.what == "list":
        items = waiting(workspace)
        for item in items:
            if options.json:
                say_json(annotation_row(workspace, item.annotation))
                continue
            title = title_of(workspace, item.annotation.article)
            say(f"{item.annotation.id}  {title}  {item.annotation.state.word}")
            say("  " + _("was: {passage}").format(passage=_in_context(item.old)))
            now = _("now: {passage}").format(passage=_in_context(item.candidate)) if item.candidate else ""
            say("  " + (now or _("now: nothing similar")))
        return 0 if items else 1
    if not options.id:
        raise Problem(
            _("Which annotation?"), f"scolie review {options.what}", _("Give its id; see `scolie review list`.")
        )
    if options.what == "move":
        if not options.span:
            raise Problem(_("Where to?"), f"scolie review move {options.id}", _("Give --span START:END."))
        decided = move(workspace, options.id, [span(text) for text in options.span])
    else:
        decided = (accept if options.what == "accept" else orphan)(workspace, options.id)
    say_annotation(workspace, decided, as_json=options.json)
    workspace.store.close()
    return 0


def _in_context(passage: Passage) -> str:
    return " ".join(mended(f"… {passage.before[-40:]}[{passage.quote}]{passage.after[:40]} …").split())
