"""The list that a few letters leave: how soon, and whether the one that was meant is on top."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench.bench import Bench
from tests.bench.row import BenchRow, in_ms

FRAME = 16
PASSAGES = ("souverainete", "fronteire", "R000002", "zxq")
QUERIES = ("dossier 04", "dosier 17", "0999", "ds 31")


def letters(bench: Bench) -> Iterator[BenchRow]:
    """Letters typed one by one into the prompt that opens an article: the letter, and the list once it rests."""
    root, size = (bench.six, "6") if bench.quick else (bench.many, "10,000")
    shown, settled = [], []
    with ExitStack() as stack:
        program = stack.enter_context(bench.scolie(str(root)))
        program.until("Dossier")
        program.settle(1.0)
        for query in QUERIES[:1] if bench.quick else QUERIES * 2:
            program.press("ga")
            program.settle(0.5)
            for letter in query:
                at = program.press(letter)
                burst = program.burst(0.06)
                shown.append(burst.start - at)
                settled.append(burst.end - at)
            program.press("\x1b")
            program.settle(0.4)
    yield BenchRow(f"typed letter shown, {size} titles", in_ms(shown), goal="a frame", limit=FRAME, judged=0.95)
    goal = {"goal": "a frame", "limit": FRAME} if not bench.quick else {}
    yield BenchRow(f"list at rest, {size} titles", in_ms(settled), judged=0.95, **goal)  # type: ignore[arg-type]


def passages(bench: Bench) -> Iterator[BenchRow]:
    """Letters typed where annotations are found, too: while they are read for the first time, and once they are."""
    root, size = (bench.six, "12") if bench.quick else (bench.stored, "100,000")
    for name, keys in (("g n", "gn"), ("Ctrl+p", "\x10")):
        shown: dict[str, list[float]] = {"while read": [], "afterwards": []}
        settled: list[float] = []
        with ExitStack() as stack:
            program = stack.enter_context(bench.scolie(str(root)))
            program.until("Dossier")
            program.settle(1.0)
            for when, times in shown.items():
                for query in PASSAGES[:1] if bench.quick else PASSAGES:
                    program.press(keys)
                    if when == "afterwards":
                        program.settle(1.0, 120)
                    for letter in query:
                        at = program.press(letter)
                        burst = program.burst(0.2)
                        times.append(burst.start - at)
                        if when == "afterwards":
                            settled.append(burst.end - at)
                    program.press("\x1b")
                    program.settle(0.4, 2)
        for when, times in shown.items():
            work = f"{name}, typed letter shown {when}, {size} annotations"
            yield BenchRow(work, in_ms(times), goal="a frame", limit=FRAME, judged=0.95)
        yield BenchRow(f"{name}, list at rest, {size} annotations", in_ms(settled), judged=0.95)


def matching(bench: Bench) -> Iterator[BenchRow]:
    """The matching alone, letter by letter, over many titles; measured inside, against fzf as a person sees it."""
    for count in (10_000,) if bench.quick else (10_000, 100_000, 1_000_000):
        titles = bench.folder / f"titles-{count}"
        figures = bench.inside("jump", str(count), str(titles))
        theirs = _fzf(bench, str(titles), figures["queries"])
        row = BenchRow(f"matching a letter, {count:,} titles", figures["ours"], judged=0.95)
        if theirs:
            row.against, row.theirs = "fzf", in_ms(theirs)
        if count == 10_000:
            row.goal, row.limit = "a frame", FRAME
        elif theirs:
            factor = 1.0 if count == 100_000 else 1.5
            row.goal, row.limit = f"{factor:g} x fzf's own", factor * 1000 * sorted(theirs)[int(0.95 * len(theirs))]
        else:
            row.goal = "fzf is not installed"
        yield row


def _fzf(bench: Bench, titles: str, queries: list[str]) -> list[float]:
    """Type the queries into fzf; return the seconds to the last byte of each letter, nothing where there is no fzf."""
    if bench.which("fzf") is None:
        return []
    spent: list[float] = []
    for query in queries:
        program = bench.other("sh", "-c", 'exec fzf < "$0"', titles)
        if program is None:
            return []
        with program:
            program.settle(1.0)
            for letter in query:
                at = program.press(letter)
                spent.append(program.burst(0.2).end - at)
    return spent


def ranking(bench: Bench) -> Iterator[BenchRow]:
    """How near the top is what was meant: the mean of 1/rank by kind of query, beside fzf's where it is installed."""
    fzf = bench.which("fzf") or ""
    figures = bench.inside("ranking", str(bench.times(2_000, 10_000)), str(bench.times(40, 150)), fzf)
    kinds = [name.removeprefix("ours ") for name in figures if name.startswith("ours ")]
    for kind in kinds:
        theirs = figures.get(f"fzf {kind}", [])
        floor = {"typo": 0.8, "all": 0.85}.get(kind, 0.0)
        least = max([floor, *theirs])
        goal = "" if not least else f"at least {floor}" if least == floor else "at least fzf's"
        against = "fzf" if theirs else ""
        yield BenchRow(
            f"mean of 1/rank: {kind}", figures[f"ours {kind}"], against, theirs, goal, least or None, "", at_least=True
        )
    opened = bench.inside("opened", str(bench.times(2_000, 10_000)), str(bench.times(20, 100)))
    for whose, loss in (("opened before", 0.0), ("never opened", 0.005)):
        without = opened[f"without {whose}"]
        yield BenchRow(
            f"mean of 1/rank: {whose}", opened[f"ours {whose}"], "no openings", without,
            f"at most {loss} less" if loss else "at least without", without[0] - loss, "", at_least=True,
        )  # fmt: skip
