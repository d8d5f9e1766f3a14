"""`scolie search`."""

from __future__ import annotations

import argparse

from reader.cli.asked import library, query
from reader.cli.output import say, say_json
from reader.session.search.find import search


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "query",
        nargs="+",
        help='words (all of them), "phrases", article:ID, status:S; tag:PATH, state:S: within such annotations',
    )


def run(options: argparse.Namespace) -> int:
    """Print every hit; 1 if there are none."""
    found = 0
    for hit in search(library(options), query(options)):
        found += 1
        if options.json:
            place = {"article": hit.article, "start": hit.span.start, "end": hit.span.end}
            say_json({**place, "quote": hit.quote, "before": hit.before, "after": hit.after})
        else:
            say(f"{hit.article} {hit.span.start}:{hit.span.end}  …{hit.before[-30:]}[{hit.quote}]{hit.after[:30]}…")
    return 0 if found else 1
