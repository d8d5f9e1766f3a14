"""`make bench-compare`: the newest run beside one of a commit before it, or two runs by their files.

    python -m tests.bench.compare [OLD NEW]

Compared are ratios, where there is a reference, else figures. A row is worse or better if it differs by more than
three standard errors of both runs together, and by more than a tenth. The exit status is 1 if a row got worse.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.row import FLOOR, BenchRow
from tests.bench.runs import FOLDER, git, load, run_files

ERRORS = 3


def verdict(old: BenchRow, new: BenchRow) -> str:
    """Return ``worse``, ``better`` or nothing."""
    before, after = old.travels, new.travels
    if before is None or after is None or before == after:
        return ""
    band = max(FLOOR, ERRORS * math.hypot(old.noise, new.noise))
    if new.at_least:
        before, after = after, before
    if after > before * (1 + band):
        return "worse"
    return "better" if before > after * (1 + band) else ""


def compared(old: Sequence[BenchRow], new: Sequence[BenchRow]) -> list[tuple[str, str, str, str]]:
    """Return work, what it was, what it is and the verdict, for the rows that both runs have."""
    earlier = {row.work: row for row in old if row.ours}
    lines = []
    for row in new:
        other = earlier.get(row.work)
        if other is not None and row.ours:
            lines.append((row.work, _value(other), _value(row), verdict(other, row)))
    return lines


def _value(row: BenchRow) -> str:
    value = row.travels or 0.0
    return f"{value:.3g} x {row.against}" if row.ratio is not None else f"{value:.3g} {row.unit}"


def two(files: Sequence[Path], parents: Callable[[str], Sequence[str]]) -> tuple[Path, Path] | None:
    """Return the newest run and the newest one of the nearest of its ``parents`` that has one (old, new); None if none.

    A commit measured with changes on top has that commit for its first parent.
    """
    if not files:
        return None
    new = files[0]
    run, _ = load(new)
    wanted = list(parents(run["commit"]))
    wanted = wanted if run["changed"] else wanted[1:]
    measured: dict[str, Path] = {}
    for file in files[1:]:
        other, _ = load(file)
        if not other["changed"] and other["quick"] == run["quick"]:
            measured.setdefault(other["commit"], file)
    return next(((measured[commit], new) for commit in wanted if commit in measured), None)


def main(arguments: Sequence[str]) -> int:
    """Print the comparison."""
    if len(arguments) == 2:
        pair: tuple[Path, Path] | None = (Path(arguments[0]), Path(arguments[1]))
    else:
        pair = two(run_files(), lambda commit: git("log", "--format=%h", commit).split())
    if pair is None:
        print(f"There is no run of an earlier commit in {FOLDER}: check one out and `make bench`.", file=sys.stderr)
        return 2
    both = []
    for name, file in zip(("before", "now"), pair, strict=True):
        about, rows = load(file)
        print(f"{name:6}  {about['commit']}{' with changes' if about['changed'] else ''}: {about['machine']}")
        both.append(rows)
    lines = compared(*both)
    widths = [max([0, *(len(line[column]) for line in lines)]) for column in range(3)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, [*widths, 0], strict=True)).rstrip())
    return 1 if any(line[3] == "worse" for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
