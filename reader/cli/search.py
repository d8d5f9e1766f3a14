"""`scolie search`."""

from __future__ import annotations

import argparse

from reader.cli.output import complain, say, say_json
from reader.cli.progress_line import ProgressLine
from reader.cli.shared import add_query, article_name, library, query
from reader.session.library.workspace import Workspace
from reader.session.search.find import search
from reader.text.characters import in_one_line
from reader.text.hyphenation import mended
from reader.translation import _


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the text, in all their forms"), nargs="+")


def run(options: argparse.Namespace) -> int:
    """Print all hits; return 1 if there are none."""
    count = 0
    article = ""
    workspace = library(options)
    _read_all(workspace)
    if problem := workspace.text_index.problem:
        complain(problem)
    for hit in search(workspace, query(workspace, options)):
        count += 1
        if options.json:
            place = {"article": hit.article, "start": hit.span.start, "end": hit.span.end}
            say_json({**place, "quote": hit.quote, "before": hit.before, "after": hit.after})
        else:
            around = in_one_line(mended(f"…{hit.before[-30:]}[{hit.quote}]{hit.after[:30]}…"))
            if hit.article != article:
                article = hit.article
                say(article_name(workspace, article))
            say(f"  {hit.span.start}:{hit.span.end}  {around}")
    for problem in workspace.catalogue.missing_packages:
        complain(problem)
    return 0 if count else 1


def _read_all(workspace: Workspace) -> None:
    """Read the articles that were never read, and say how far it is."""
    total = 0
    with ProgressLine(_read_so_far) as progress:
        for left in workspace.read_articles():
            total = max(total, left)
            progress(total - left, total)


def _read_so_far(done: int, of: int) -> str:
    percent = 100 * done // of if of else 100
    return _("{percent} % of the articles are read. Ctrl+c ends it, and keeps what is read.").format(percent=percent)
