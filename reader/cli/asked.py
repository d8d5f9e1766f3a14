"""What several sub-commands ask for in the same words."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import complain, say, say_json
from reader.config.file import read_text
from reader.library.article import Article
from reader.search.query import asks
from reader.session.library.opening import open_library
from reader.session.library.root import find_root
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.span import Span

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from reader.annotation.model import Annotation
    from reader.text.fault import Fault

_SPAN = re.compile("([0-9]{1,18}):([0-9]{1,18})")
"""No text is longer than that many digits can say, and no more of them fit where Python keeps the length of one."""


def library(options: argparse.Namespace, *, complains: bool = True) -> Workspace:
    """Return the library that the options name; what of it cannot be used is said on the error stream."""
    workspace = open_library(find_root(options.library))
    for finding in workspace.store.unusable() if complains else ():
        complain(Problem(finding.where, finding.what, finding.mend))
    return workspace


def positive(text: str) -> int:
    """Return a number from 1 on; ValueError, which the argument parser tells, for any other."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return min(number, sys.maxsize)  # all there is, in any case


def say_faults(name: str, read: Callable[[str, str], list[Fault]], *, as_json: bool) -> int:
    """Print the faults that ``read`` finds in a file's text, given its name; return 1 if there are any."""
    text, faults = read_text(name)
    if text is not None:
        faults = read(text, Path(name).name)
    elif not faults:
        raise Problem("There is no such file.", name, "Check the name.")
    for fault in faults:
        if as_json:
            say_json({"where": fault.place, "what": fault.what, "mend": fault.mend})
        else:
            say(f"{fault.place}: {fault.what} {fault.mend}")
    return 1 if faults else 0


def written(text: str) -> str:
    """Return the text of an argument; ``-`` stands for what the standard input holds."""
    return sys.stdin.read() if text == "-" else text


def query(options: argparse.Namespace) -> str:
    """Return the words of a query; an argument with spaces and no condition that the shell kept whole is a phrase."""
    return " ".join(
        f'"{word}"' if " " in word and '"' not in word and not asks(word) else word for word in options.query
    )


def span(text: str) -> Span:
    """Return the span that ``START:END`` says; Problem if it says none."""
    match = _SPAN.fullmatch(text)
    if not match or int(match[1]) >= int(match[2]):
        raise Problem("That is no passage.", text, "Write it as START:END, in characters from 0.")
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


def say_annotation(workspace: Workspace, annotation: Annotation, *, as_json: bool) -> None:
    """Print one annotation."""
    from reader.session.annotations.annotate import shown

    row = shown(workspace, annotation)
    if as_json:
        say_json(row)
        return
    mark = "" if row["state"] == "anchored" else f" ({row['state']})"
    say(f"{row['id']}  {row['article']}{mark}  {' '.join('#' + tag for tag in row['tags'])}".rstrip())
    say(f"  {guard(row['quote'])}")
    if row["note"]:
        say(f"  — {row['note']}")
