"""What an open program costs: memory, and the core while nothing happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench.bench import Bench
from tests.bench.moving import opened
from tests.bench.row import BenchRow

TEXTUAL = "import textual.app"
FACTOR, TIMES_THE_FILE = 1.6, 5
INDEXED = 10
"""Seconds after which 10 MB are in the index, and their sketch is made."""


def memory(bench: Bench) -> Iterator[BenchRow]:
    """The most that was resident: six articles opened and highlighted, and one of 10 MB read to its end and indexed."""
    six, large, theirs = [], [], []
    for _ in range(bench.times(1, 3)):
        with ExitStack() as stack:
            program = stack.enter_context(
                bench.python("-c", "import textual.app; print('Standing', flush=True); input()")
            )
            program.until("Standing")
            theirs.append(program.memory())
        with ExitStack() as stack:
            program = opened(bench, stack, "read", "a00000", "-l", str(bench.bare))
            for _ in range(6):
                program.press("jh")
                program.settle(0.4)
                program.press("gj")
                program.settle(0.6)
            six.append(program.memory())
            program.leave("Q")
        with ExitStack() as stack:
            program = opened(bench, stack, "read", "large", "-l", str(bench.large(10)))
            program.press("ge")
            program.listen(INDEXED)
            large.append(program.memory())
    file = (bench.large(10) / "seeds" / "large.md").stat().st_size / 2**20
    limit = FACTOR * theirs[0]
    yield BenchRow("memory: six articles", six, TEXTUAL, theirs, f"{FACTOR} x", limit, "MiB")
    goal = f"{FACTOR} x and {TIMES_THE_FILE} x the file"
    yield BenchRow("memory: 10 MB", large, TEXTUAL, theirs, goal, limit + TIMES_THE_FILE * file, "MiB")


def idle(bench: Bench) -> Iterator[BenchRow]:
    """Nothing happens, and the store is watched."""
    seconds = bench.times(4, 20)
    libraries = [("", bench.six)] if bench.quick else [("", bench.six), (", 100,000 annotations", bench.stored)]
    for name, root in libraries:
        with ExitStack() as stack:
            program = opened(bench, stack, "read", "a00000", "-l", str(root))
            program.settle(1.0)
            if name:
                program.listen(5)  # by then it has looked at all there is
            before = program.cpu()
            sent = program.listen(seconds)
            spent = program.cpu() - before
        yield BenchRow(f"core used while idle{name}", [100 * spent / seconds], goal="0.5 %", limit=0.5, unit="%")
        yield BenchRow(f"sent while idle{name}", [float(sent)], goal="0 bytes", limit=0, unit="bytes")
