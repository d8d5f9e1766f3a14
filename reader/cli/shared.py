"""Arguments and output that several sub-commands share."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import complain, say, say_json
from reader.cli.scan_notice import ScanNotice
from reader.cli.write_notice import WriteNotice
from reader.config.file import read_text
from reader.library.article import Article
from reader.session.library.opening import open_library
from reader.session.library.root import find_root
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.text.problem import Problem, bounded
from reader.text.span import Span
from reader.translation import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from reader.annotation.model import Annotation
    from reader.text.fault import Fault

_SPAN = re.compile("([0-9]{1,18}):([0-9]{1,18})")
"""18 digits hold every position in a text, and every such number fits into the 64 bits of a length in Python."""


def library(options: argparse.Namespace, *, complains: bool = True) -> Workspace:
    """Open the library that the options name; print what is unusable in it on the error stream."""
    root = find_root(options.library)
    workspace = open_library(root)
    workspace.catalogue.look = ScanNotice(str(root))
    notice = workspace.part(WriteNotice)
    workspace.store.subscribe(lambda _changes: notice())
    for finding in workspace.store.unusable() if complains else ():
        complain(Problem(finding.where, finding.what, finding.mend))
    return workspace


def annotations_met(workspace: Workspace, asked: str) -> list[Annotation]:
    """Return the annotations that meet a query; without one, the language of queries is not loaded."""
    if not asked:
        from reader.session.annotations.article_annotations import annotations_in

        workspace.articles()  # has the files looked at: an annotation is placed in the text as it is now
        return annotations_in(workspace)
    from reader.session.search.find import annotations_of

    return annotations_of(workspace, asked)


def positive(text: str) -> int:
    """Return a number of at least 1; ArgumentTypeError, which the argument parser reports, for anything else."""
    from argparse import ArgumentTypeError

    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(_("“{text}” is not a whole number above 0").format(text=text))
    return min(number, sys.maxsize)  # all there is, in any case


def say_faults(name: str, read: Callable[[str, str], list[Fault]], *, as_json: bool) -> int:
    """Print the faults that ``read`` finds, given a file's text and name; return 1 if there are any."""
    text, faults = read_text(name)
    if text is not None:
        faults = read(text, Path(name).name)
    elif not faults:
        raise Problem(_("There is no such file."), name, _("Check the name."))
    for fault in faults:
        if as_json:
            say_json({"where": fault.place, "what": fault.what, "mend": fault.mend})
        else:
            what = _("{where}: {what}").format(where=fault.place, what=fault.what)
            say(bounded(f"{what} {fault.mend}"))
    return 1 if faults else 0


def written(text: str) -> str:
    """Return the text of an argument; ``-`` means the standard input."""
    return sys.stdin.read() if text == "-" else text


def add_query(parser: argparse.ArgumentParser, looked_for_in: str, *, nargs: str = "*") -> None:
    """Add the argument of a query; ``looked_for_in`` says, translated, where its words are looked for."""
    from reader.search.query.fields import FIELDS

    signs = _('word, =exact, word*, "a phrase", "two words"~5, /regex/, OR, -without, ( ), and fields: {names}')
    language = signs.format(names=" ".join(f"{name}:" for name in FIELDS))
    parser.add_argument("query", nargs=nargs, help=f"{looked_for_in} · {language}")


def query(workspace: Workspace, options: argparse.Namespace) -> str:
    """Return the query as one string; Problem for one that cannot be asked of this library.

    An argument of several words, without signs of the language, becomes a phrase.
    """
    if not options.query:
        return ""
    from reader.search.query.parser import is_plain
    from reader.session.search.asked import checked

    words = (f'"{word}"' if " " in word and is_plain(word) else word for word in options.query)
    return checked(workspace, " ".join(words))


def span(text: str) -> Span:
    """Return the span written as ``START:END``; Problem if it is not a span."""
    match = _SPAN.fullmatch(text)
    if not match or int(match[1]) >= int(match[2]):
        raise Problem(_("This is not a passage."), text, _("Write it as START:END, in characters from 0."))
    return Span(int(match[1]), int(match[2]))


def article_rows(workspace: Workspace, articles: Sequence[Article]) -> list[dict[str, object]]:
    """Return articles as `list --json` prints them."""
    counts = SentenceCounts(workspace)
    rows: list[dict[str, object]] = [
        {
            "id": article.id,
            "path": article.path,
            **asdict(article.metadata),
            "words": article.words,
            "sentences": counts.of(article),
            "annotations": article.annotations,
            "status": article.status.value,
        }
        for article in articles
    ]
    counts.save()
    return rows


def article_name(workspace: Workspace, article: str) -> str:
    """Return an article's title for a person, and the id that commands take."""
    from reader.session.library.titles import title_of

    title = title_of(workspace, article)
    return article if title == article else _("{title} ({article})").format(title=title, article=article)


def say_annotation(workspace: Workspace, annotation: Annotation, *, as_json: bool) -> None:
    """Print one annotation."""
    from reader.annotation.model import State
    from reader.session.annotations.annotate import annotation_row

    row = annotation_row(workspace, annotation)
    if as_json:
        say_json(row)
        return
    state = State(row["state"])
    mark = "" if state is State.ANCHORED else f" ({state.word})"
    article = article_name(workspace, row["article"])
    say(f"{row['id']}  {article}{mark}  {' '.join('#' + tag for tag in row['tags'])}".rstrip())
    say(f"  {guard(mended(row['quote']))}")
    if row["note"]:
        say(f"  — {row['note']}")
