"""Sub-commands: what they take beside Python's own start and their work."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from tests.bench.bench import SCOLIE, Bench
from tests.bench.row import BenchRow, in_ms

FACTOR = 10
PASS = "python -c pass"


def commands(bench: Bench) -> Iterator[BenchRow]:
    """Yield a row for each command.

    Its work is the same call again in one process that has everything loaded.
    """
    six = str(bench.six)
    asked = [
        (f"scolie {words[0]}, 6 articles", [*words, "-l", six], bench.times(7, 25))
        for words in (["list"], ["annotations"], ["excerpt"], ["jump", "dossier"])
    ]
    if not bench.quick:
        asked.append(("scolie list, 10,000 articles", ["list", "-l", str(bench.many)], 9))
        asked.append(("scolie jump, 10,000 articles", ["jump", "dossier", "-l", str(bench.many)], 9))
        asked.append(("scolie list, 100,000 annotations", ["list", "-l", str(bench.stored)], 5))
        asked.append(("scolie annotations, 100,000", ["annotations", "article:a00007", "-l", str(bench.stored)], 5))
    for name, arguments, count in asked:
        work = statistics.median(bench.inside("work", *arguments)["ours"])
        goal = f"{FACTOR} x, and {work:.1f} of work"
        bench.run(str(SCOLIE), *arguments)
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(count):
            theirs.append(bench.run(sys.executable, "-c", "pass"))
            ours.append(bench.run(str(SCOLIE), *arguments))
        limit = FACTOR * 1000 * statistics.median(theirs) + work
        yield BenchRow(name, in_ms(ours), PASS, in_ms(theirs), goal, limit)


def phrases(bench: Bench) -> Iterator[BenchRow]:
    """A phrase looked for in ten thousand articles whatever its accents, from start to end, beside ripgrep if it is there."""
    if bench.quick:
        yield BenchRow("scolie search, a phrase in 10,000 articles", reason="not in a quick run")
        return
    root, ripgrep = str(bench.many), bench.which("rg")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(7):
        ours.append(bench.run(str(SCOLIE), "search", '"frontiere souverainete"', "-l", root))
        if ripgrep:
            theirs.append(bench.run(ripgrep, "-i", "fronti[eè]re souverainet[eé]", root))
    yield BenchRow(
        "scolie search, a phrase in 10,000 articles", in_ms(ours), "ripgrep" if ripgrep else "", in_ms(theirs)
    )
