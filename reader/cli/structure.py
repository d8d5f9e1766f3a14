"""`scolie structure`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from reader.cli.output import say, say_json
from reader.cli.shared import library, span
from reader.session.annotations import structure_edits
from reader.session.library.corrections import PlacedCorrection
from reader.text.correction import Action
from reader.text.hyphenation import mended
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

_LIST = "list"
_REMOVE = "remove"
_POSITION = re.compile("[0-9]{1,18}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", help=_("an id, a unique part of one, or a path"))
    parser.add_argument(
        "action", nargs="?", default=_LIST, choices=[_LIST, *(action.value for action in Action), _REMOVE]
    )
    parser.add_argument("id", nargs="?", help=_("the correction to remove"))
    parser.add_argument(
        "--at",
        metavar="N",
        help=_(
            "a position in characters from 0, in the word to split at or in the sentence; START:END for several sentences"
        ),
    )
    parser.epilog = _("`scolie undo` takes a correction back. The file is never changed.")


def run(options: argparse.Namespace) -> int:
    """Print the corrections of an article's structure, make one, or remove one; return 1 if there are none to print."""
    workspace = library(options)
    article = workspace.article(options.article).id
    if options.action == _LIST:
        placed = structure_edits.corrections(workspace, article)
        _say_all(placed, as_json=options.json)
        return 0 if placed else 1
    if options.action == _REMOVE:
        if not options.id:
            hint = _("Give its id: `scolie structure {article}` lists them.").format(article=article)
            raise Problem(_("Which correction?"), "", hint)
        structure_edits.remove(workspace, article, options.id)
    else:
        made = structure_edits.correct(workspace, article, Action(options.action), _place(options.at))
        _say_all(made, as_json=options.json)
    workspace.store.close()
    return 0


def _place(text: str | None) -> Span:
    if text is None:
        raise Problem(_("At which place?"), "", _("Give --at with a position, as in `scolie show --json`."))
    if ":" in text:
        return span(text)
    if not _POSITION.fullmatch(text):
        raise Problem(_("This is not a position."), text, _("Give a number of characters, counted from 0."))
    return Span(int(text), int(text) + 1)


def _say_all(placed: Sequence[PlacedCorrection], *, as_json: bool) -> None:
    for each in placed:
        row = structure_edits.correction_row(each)
        if as_json:
            say_json(row)
            continue
        place = f"{row['spans'][0][0]}:{row['spans'][-1][1]}" if each.correction else _("set aside")
        say(f"{row['id']}  {row['action']}  {place}  {' '.join(mended(row['quote']).split())}")
