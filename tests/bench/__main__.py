"""`make bench`: what a person waits for, as ratios against a reference measured in the same run.

Rows: a durable highlight against a raw fsynced append; the list of articles against an empty Python; a fuzzy query over
10,000 titles in milliseconds. Medians; machines are noisy, ratios travel.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reader.search.jump import Entry, JumpIndex
from tests.bench.adapters import Store

TOP = Path(__file__).parent.parent.parent


def median_ms(what: Callable[[int], object], count: int) -> float:
    times = []
    for number in range(count):
        start = time.perf_counter()
        what(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def durable_change(folder: Path) -> tuple[float, float]:
    store = Store(folder / "library")
    body = {"quote": "mot " * 40, "note": "", "tags": ["a", "b"]}
    ours = median_ms(lambda number: store.insert(f"k{number}", body), 400)
    store.close()
    fd = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def raw(_number: int) -> None:
        os.write(fd, b"x" * 300)
        os.fsync(fd)

    reference = median_ms(raw, 400)
    os.close(fd)
    return ours, reference


def listing() -> tuple[float, float]:
    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=TOP)

    pairs = [
        (median_ms(lambda _: run("-m", "reader", "list", "-l", "seeds"), 1), median_ms(lambda _: run("-c", "pass"), 1))
        for _ in range(9)
    ]
    return statistics.median(ours for ours, _ in pairs), statistics.median(other for _, other in pairs)


def jumping() -> float:
    words = "mer port vent quai phare marée digue voile grue cargo escale rade".split()
    titles = [f"{words[n % 12]} {words[n // 12 % 12]} {words[n // 144 % 12]} {n}" for n in range(10_000)]
    index = JumpIndex(Entry(str(number), title) for number, title in enumerate(titles))
    queries = ["p", "ph", "pha", "phar", "phare qu", "vnt", "mdp", "cargo 77", "dgue"]
    return median_ms(lambda number: index.best(queries[number % len(queries)]), 45)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        change, append = durable_change(Path(folder))
        listed, empty = listing()
    print(f"durable change           {change:7.2f} ms   {change / append:5.2f} x a raw fsynced append")
    print(f"scolie list              {listed:7.1f} ms   {listed / empty:5.2f} x an empty Python")
    print(f"fuzzy query, 10,000      {jumping():7.2f} ms")


if __name__ == "__main__":
    main()
