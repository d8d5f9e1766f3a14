"""`scolie history`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.cli.asked import library, positive
from reader.cli.output import say, say_json
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    from reader.session.annotations.undo import TakenBack
    from reader.store.interface import Record


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("-n", type=positive, default=20, help="how many at most")


def run(options: argparse.Namespace) -> int:
    """Print the changes, newest first; 1 if there are none."""
    history = library(options).history()
    entries = history.entries[::-1][: options.n]
    for entry in entries:
        say_entry(entry, undone=history.is_undone(entry), as_json=options.json)
    return 0 if entries else 1


def say_taken_back(done: TakenBack, *, undone: bool, as_json: bool) -> None:
    """Print what was undone or redone, and what was skipped because it could not be."""
    if as_json:
        skipped = [{"id": one.entry["id"], "what": one.entry["what"], "why": one.why} for one in done.skipped]
        say_json({**_row(done.entry, undone=undone), "skipped": skipped})
        return
    for one in done.skipped:
        say(f"Skipped, because it cannot be taken back: {one}")
    say_entry(done.entry, undone=undone, as_json=False)


def _row(entry: Record, *, undone: bool) -> Record:
    row = {"id": entry["id"], "time": rfc3339(entry["time"]), "coder": entry["coder"], "what": entry["what"]}
    return {**row, "article": entry.get("article"), "undone": undone, "about": entry.get("about", "")}


def say_entry(entry: Record, *, undone: bool, as_json: bool) -> None:
    """Print one edit."""
    row = _row(entry, undone=undone)
    if as_json:
        say_json(row)
        return
    mark = "  (undone)" if undone else ""
    told = (row["time"], row["coder"], row["what"], row["article"], row["about"])
    say("  ".join(part for part in told if part) + mark)
