"""`scolie memo`."""

from __future__ import annotations

import argparse

from reader.annotation.memo import Memo, Subject
from reader.cli.output import say, say_json
from reader.cli.shared import library, written
from reader.session.codebook import memo_edits
from reader.session.library.workspace import Workspace
from reader.translation import _, pgettext


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--tag", metavar="TAG", help=_("the memo on a tag"))
    about.add_argument("--article", metavar="ARTICLE", help=_("the memo on an article"))
    parser.add_argument(
        "text", nargs="?", help=_("the new text; - reads it from the standard input, an empty text deletes the memo")
    )
    parser.epilog = _("A text without --tag and --article is the memo on the whole library.")


def run(options: argparse.Namespace) -> int:
    """Print all memos, or the one on a tag or an article; with a text, write that memo or the one on the library."""
    workspace = library(options)
    workspace.articles()
    subject, about = _subject(options)
    if options.text is not None:
        memos = [memo_edits.write_memo(workspace, written(options.text), subject, about)]
        workspace.store.close()
    elif subject is Subject.LIBRARY:
        memos = memo_edits.memos(workspace)
    else:
        memos = [memo_edits.memo(workspace, subject, about)]
    memos = [memo for memo in memos if memo.text]
    for memo in memos:
        _say(workspace, memo, as_json=options.json)
    return 0 if memos or options.text is not None else 1


def _subject(options: argparse.Namespace) -> tuple[Subject, str]:
    if options.tag is not None:
        return Subject.TAG, options.tag
    return (Subject.LIBRARY, "") if options.article is None else (Subject.ARTICLE, options.article)


def _subject_name(subject: Subject) -> str:
    names = {
        Subject.TAG: pgettext("memo", "tag"),
        Subject.ARTICLE: pgettext("memo", "article"),
        Subject.LIBRARY: pgettext("memo", "library"),
    }
    return names[subject]


def _say(workspace: Workspace, memo: Memo, *, as_json: bool) -> None:
    if as_json:
        say_json(memo_edits.memo_row(workspace, memo))
        return
    gone = memo_edits.gone(workspace, memo)
    say(
        " ".join(
            filter(None, (_subject_name(memo.subject), memo_edits.named(workspace, memo), f"({gone})" if gone else ""))
        )
    )
    say("\n".join(f"  {line}" for line in memo.text.split("\n")), lines=True)
