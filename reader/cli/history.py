"""`scolie history`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.annotation.edit_names import edit_name, edit_subject
from reader.cli.output import say, say_json
from reader.cli.shared import library, positive
from reader.session.library.titles import title_of
from reader.text.timestamp import rfc3339
from reader.translation import _, pgettext

if TYPE_CHECKING:
    from reader.session.annotations.undo import TakenBack
    from reader.session.library.workspace import Workspace
    from reader.store.interface import Record


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-n", type=positive, default=20, help=_("the most changes to print"))


def run(options: argparse.Namespace) -> int:
    """Print the changes, newest first; return 1 if there are none."""
    workspace = library(options)
    history = workspace.history()
    entries = history.entries[::-1][: options.n]
    for entry in entries:
        say_entry(workspace, entry, undone=history.is_undone(entry), as_json=options.json)
    return 0 if entries else 1


def say_taken_back(workspace: Workspace, done: TakenBack, *, undone: bool, as_json: bool) -> None:
    """Print the change that was undone or redone, and those that were skipped."""
    if as_json:
        skipped = [{"id": each.entry["id"], "what": each.entry["what"], "why": each.why} for each in done.skipped]
        say_json({**_row(done.entry, undone=undone), "skipped": skipped})
        return
    for skip in done.skipped:
        say(_("Skipped, because it cannot be taken back: {edits}").format(edits=skip))
    say_entry(workspace, done.entry, undone=undone, as_json=False)


def _row(entry: Record, *, undone: bool) -> Record:
    row = {"id": entry["id"], "time": rfc3339(entry["time"]), "coder": entry["coder"], "what": entry["what"]}
    return {**row, "article": entry.get("article"), "undone": undone, "about": entry.get("about", "")}


def say_entry(workspace: Workspace, entry: Record, *, undone: bool, as_json: bool) -> None:
    """Print one edit."""
    row = _row(entry, undone=undone)
    if as_json:
        say_json(row)
        return
    mark = pgettext("edit", "(undone)") if undone else ""
    title = title_of(workspace, row["article"]) if row["article"] else ""
    parts = (row["time"], row["coder"], edit_name(row["what"]), title, edit_subject(entry), mark)
    say("  ".join(part for part in parts if part))
