"""Changes: from the key to where they are painted and durable."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from tests.bench.bench import Bench
from tests.bench.moving import Answer, key, opened
from tests.bench.row import BenchRow, in_ms, ratio_row
from tests.bench.watched import Watched

APPENDS = 1.5
QUIET = 0.05


class Raw:
    """The least that makes a line durable: append it and fsync."""

    def __init__(self, file: Path) -> None:
        self._fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append(self) -> float:
        """Append and return the seconds."""
        start = perf_counter()
        os.write(self._fd, b"x" * 600)
        os.fsync(self._fd)
        return perf_counter() - start

    def close(self) -> None:
        os.close(self._fd)


def changes(bench: Bench) -> Iterator[BenchRow]:
    """Highlight, tag, note and undo by turns with a motion and a raw append, in a bare library and in one of many."""
    libraries = [("0 annotations", bench.bare)]
    if not bench.quick:
        libraries.append(("100,000 annotations", bench.stored))
    for name, root in libraries:
        raw = Raw(root / "raw")
        with ExitStack() as stack:
            program = opened(bench, stack, "read", "a00003", "-l", str(root))
            first = key(program, "h", QUIET).painted
            program.settle()
            motion, appended, found = _rounds(bench, program, raw)
        raw.close()
        allowed = 1000 * (statistics.median(motion) + APPENDS * statistics.median(appended))
        goal = "a motion and 1.5 raw appends"
        for what, answers in found.items():
            spent = in_ms([answer.painted for answer in answers])
            yield BenchRow(f"key to durable: {what}, {name}", spent, "motion", in_ms(motion), goal, allowed)
            yield BenchRow(
                f"key to rest: {what}, {name}", in_ms([answer.rest for answer in answers]), "motion", in_ms(motion)
            )
        yield BenchRow(f"key to durable: the first of a sitting, {name}", [1000 * first], "motion", in_ms(motion))


def _rounds(bench: Bench, program: Watched, raw: Raw) -> tuple[list[float], list[float], dict[str, list[Answer]]]:
    """Return the seconds of motions and raw appends, and what was answered to each kind of change."""
    motion: list[float] = []
    appended: list[float] = []
    found: dict[str, list[Answer]] = {"highlight": [], "tag": [], "note": [], "undo": []}
    for number in range(bench.times(3, 40)):
        for _ in range(2):
            motion.append(key(program, "j" if number % 12 < 6 else "k", QUIET).painted)
            appended.append(raw.append())
            program.settle(0.1)
        for what, before, keys in (("highlight", "", "h"), ("tag", "tvif", "\r"), ("note", "aUn mot", "\x13")):
            if before:
                program.press(before)
                program.settle(0.25)
            found[what].append(key(program, keys, QUIET))
            program.settle(0.25)
        for _ in range(3):
            found["undo"].append(key(program, "u", QUIET))
            program.settle(0.25)
    return motion, appended, found


def store(bench: Bench) -> Iterator[BenchRow]:
    """A durable change where many records are, against a raw append and stock TinyDB; measured inside."""
    for count in (1_000,) if bench.quick else (1_000, 100_000):
        figures = bench.inside("durable", str(count), str(bench.folder / f"durable-{count}"))
        yield ratio_row(
            f"a durable change at {count:,} records", figures["ours"], "raw append", figures["raw"], APPENDS
        )
        yield BenchRow(
            f"a durable change at {count:,} records, once more", figures["ours"], "stock TinyDB", figures["tinydb"]
        )


def opening(bench: Bench) -> Iterator[BenchRow]:
    """The annotations of an article whose text is there, asked for the first time."""
    if bench.quick:
        yield BenchRow("an article's annotations, 100,000 stored", reason="not in a quick run")
        return
    figures = bench.inside("placing", str(bench.stored))
    yield BenchRow("an article's annotations, 100,000 stored", figures["ours"], goal="1 ms", limit=1)
