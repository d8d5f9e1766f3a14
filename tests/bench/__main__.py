"""`make bench`: what a person waits for, against references that run by turns with it.

    python -m tests.bench [--quick] [--only REGEX] [--out FILE]

One table; ratios travel from machine to machine, milliseconds do not. What was measured is kept in `.bench/`, for
`python -m tests.bench.compare`. The exit status is 1 if something could not be measured; goals that are not met are only reported.
"""

from __future__ import annotations

import argparse
import gc
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from tests.bench import commands, first_look, jumping, moving, searching, starting, staying, writing
from tests.bench.bench import Bench
from tests.bench.machine import Machine
from tests.bench.row import BenchRow, table
from tests.bench.runs import save
from tests.bench.watched import Silent

CASES: dict[str, Callable[[Bench], Iterator[BenchRow]]] = {
    "pages": starting.pages,
    "lists": starting.lists,
    "first look": first_look.first_look,
    "peers": starting.peers,
    "motions": moving.motions,
    "looks": moving.changes_of_look,
    "far": moving.far,
    "less": moving.less_line,
    "changes": writing.changes,
    "store": writing.store,
    "opening": writing.opening,
    "commands": commands.commands,
    "phrases": commands.phrases,
    "searching": searching.searching,
    "letters": jumping.letters,
    "passages": jumping.passages,
    "matching": jumping.matching,
    "ranking": jumping.ranking,
    "memory": staying.memory,
    "idle": staying.idle,
}


def measured(bench: Bench, only: str) -> tuple[list[BenchRow], int]:
    """Return the rows of the cases whose name ``only`` finds, and how many cases failed."""
    rows: list[BenchRow] = []
    failed = 0
    for name, case in CASES.items():
        if not re.search(only, name):
            continue
        start = perf_counter()
        try:
            for row in case(bench):
                rows.append(row)
                gc.collect()
        except KeyboardInterrupt:
            rows.append(BenchRow(name, reason="interrupted"))
            return rows, failed + 1
        except (Silent, OSError, subprocess.CalledProcessError) as error:
            failed += 1
            rows.append(BenchRow(name, reason=f"failed: {error}"[:120]))
        print(f"{name}: {perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return rows, failed


def main() -> int:
    """Measure, print the table and keep it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a minute: small libraries, few repetitions")
    parser.add_argument("--only", default="", metavar="REGEX", help=f"of {', '.join(CASES)}")
    parser.add_argument("--out", type=Path, help="keep the run in this file")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was measured by then is printed
    gc.disable()  # a collection in the middle of a wait would be counted as the program's
    sys.setswitchinterval(1)
    before = Machine.look()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        rows, failed = measured(Bench(Path(folder), options.quick), options.only)
    busy = Machine.look().since(before)
    print(table(rows))
    judged = [row.met for row in rows if row.met is not None]
    print(f"\n{sum(judged)} of {len(judged)} goals met. {busy}")
    print(f"Saved in {save(rows, busy, options.out, quick=options.quick)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
