"""`scolie review`."""

from __future__ import annotations

import argparse

from reader.cli.asked import library, say_annotation, span
from reader.cli.output import say, say_json
from reader.session.annotations.annotate import shown
from reader.session.annotations.review import Passage, accept, move, orphan, waiting
from reader.text.problem import Problem


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("what", nargs="?", choices=["list", "accept", "move", "orphan"], default="list")
    parser.add_argument("id", nargs="?", help="the annotation's id")
    parser.add_argument("--span", metavar="START:END", action="append", help="the right place, for move")


def run(options: argparse.Namespace) -> int:
    """List what waits (1 if nothing does), or decide on one annotation and print it once that is durable."""
    workspace = library(options)
    workspace.articles()
    if options.what == "list":
        found = waiting(workspace)
        for one in found:
            if options.json:
                say_json(shown(workspace, one.annotation))
                continue
            say(f"{one.annotation.id}  {one.annotation.article}  {one.annotation.state.value}")
            say(f"  was: {_told(one.old)}")
            say(f"  now: {_told(one.candidate)}" if one.candidate else "  now: nothing like it")
        return 0 if found else 1
    if not options.id:
        raise Problem("Which annotation?", f"scolie review {options.what}", "Give its id; see `scolie review list`.")
    if options.what == "move":
        if not options.span:
            raise Problem("Where to?", f"scolie review move {options.id}", "Give --span START:END.")
        decided = move(workspace, options.id, [span(text) for text in options.span])
    else:
        decided = (accept if options.what == "accept" else orphan)(workspace, options.id)
    say_annotation(workspace, decided, as_json=options.json)
    workspace.store.close()
    return 0


def _told(passage: Passage) -> str:
    return " ".join(f"… {passage.before[-40:]}[{passage.quote}]{passage.after[:40]} …".split())
