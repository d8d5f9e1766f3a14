"""Output of all sub-commands: text without control characters for a person, JSON Lines for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from reader.layout.cells import cells, is_plain
from reader.text.guard import guard, json_line
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from reader.exchange.row import Report


def say(text: str, *, lines: bool = False) -> None:
    """Print text for a person, without what would control the terminal."""
    sys.stdout.write(guard(text, lines=lines) + "\n")


def say_json(value: object) -> None:
    """Print a JSON object on one line, with control characters escaped."""
    sys.stdout.write(json_line(value) + "\n")


def say_rows(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell."""
    table = [tuple(guard(cell) for cell in row) for row in rows]
    if not table:
        return
    width = len if is_plain("".join(chain.from_iterable(table))) else cells
    table_widths = [[width(cell) for cell in row] for row in table]
    column_widths = [max(column) for column in zip(*table_widths, strict=True)]
    for row, row_widths in zip(table, table_widths, strict=True):
        filled = [cell + " " * (most - own) for cell, most, own in zip(row, column_widths, row_widths, strict=True)]
        sys.stdout.write("  ".join(filled).rstrip() + "\n")


def losses(report: Report) -> list[dict[str, object]]:
    """Return what an export lost or changed, as `--json` prints it."""
    return [{"what": what, "count": count} for what, count in report.lost.items()]


def say_losses(report: Report) -> None:
    """Print on the error stream what an export lost or changed, a line for each kind of loss."""
    sys.stderr.writelines(f"{line}\n" for line in report.loss_lines)


def complain(problem: Problem) -> int:
    """Print a problem on the error stream and return the exit status."""
    what = problem.title
    if problem.message:
        what = _("{title}: {message}").format(title=problem.title.rstrip(".?\u202f"), message=problem.message)
    lines = [f"scolie: {guard(what)}"]
    if problem.hint:
        lines.append(guard(problem.hint))
    lines += [f"  {guard(place)}" for place in problem.places]
    if sys.stderr is not None:
        sys.stderr.write("\n".join(lines) + "\n")
    return problem.status
