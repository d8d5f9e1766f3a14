"""`scolie memo`."""

from __future__ import annotations

import argparse

from reader.annotation.memo import Memo, Subject
from reader.cli.asked import library, written
from reader.cli.output import say, say_json
from reader.session.codebook import memo_edits
from reader.session.library.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--tag", metavar="TAG", help="the memo on a tag")
    about.add_argument("--article", metavar="ARTICLE", help="the memo on an article")
    parser.add_argument("text", nargs="?", help="what it shall say; - reads it, an empty one takes the memo away")
    parser.epilog = "Without --tag and --article a text is the memo on the whole library."


def run(options: argparse.Namespace) -> int:
    """Print every memo, or the one on a thing; with a text write it, the library's unless a thing is named."""
    workspace = library(options)
    workspace.articles()
    subject, about = _subject(options)
    if options.text is not None:
        found = [memo_edits.write_memo(workspace, written(options.text), subject, about)]
        workspace.store.close()
    elif subject is Subject.LIBRARY:
        found = memo_edits.memos(workspace)
    else:
        found = [memo_edits.memo(workspace, subject, about)]
    found = [one for one in found if one.text]
    for one in found:
        _say(workspace, one, as_json=options.json)
    return 0 if found or options.text is not None else 1


def _subject(options: argparse.Namespace) -> tuple[Subject, str]:
    if options.tag is not None:
        return Subject.TAG, options.tag
    return (Subject.LIBRARY, "") if options.article is None else (Subject.ARTICLE, options.article)


def _say(workspace: Workspace, one: Memo, *, as_json: bool) -> None:
    row = memo_edits.memo_shown(workspace, one)
    if as_json:
        say_json(row)
        return
    gone = memo_edits.gone(workspace, one)
    say(" ".join(filter(None, (row["subject"], row["about"], f"({gone})" if gone else ""))))
    say("\n".join(f"  {line}" for line in one.text.split("\n")), lines=True)
