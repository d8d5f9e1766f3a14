"""A library that was never seen: how fast its articles are read, and whether one large one holds up the list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench import TOP, Bench
from tests.bench.corpus import article, library
from tests.bench.row import BenchRow
from tests.bench.starting import READ_ANEW, Starts, several, start

MEGABYTES_A_SECOND = 6


def first_look(bench: Bench) -> Iterator[BenchRow]:
    """Describe articles for the first time, by turns with reading their files and splitting them at white space."""
    made = library(bench.folder / "libraries" / "unseen", 300, 8_000)
    figures = bench.inside("first_look", str(made))
    goal = f"{MEGABYTES_A_SECOND} MB/s"
    yield BenchRow(
        "a first look at articles of 8 kB", figures["ours"], "read and split", figures["split"],
        goal, MEGABYTES_A_SECOND, unit="MB/s", at_least=True,
    )  # fmt: skip
    figures = bench.inside("first_look", str(_saved_pages(bench)))
    yield BenchRow(
        "a first look at saved pages of 4 kB", figures["ours"], "read and split", figures["split"], unit="MB/s"
    )
    for megabytes in (1,) if bench.quick else (1, 50):
        yield from _one_large(bench, megabytes)


def _saved_pages(bench: Bench) -> Path:
    """Return a library of copies of the sample, which has the short lines of saved web pages."""
    root = bench.folder / "libraries" / "saved-pages"
    (root / "seeds").mkdir(parents=True)
    for file in sorted((TOP / "seeds").glob("*.*")):
        for number in range(50):
            shutil.copy(file, root / "seeds" / f"{number}-{file.name}")
    return root


def _one_large(bench: Bench, megabytes: int) -> Iterator[BenchRow]:
    root = library(bench.folder / "libraries" / f"one-large-{megabytes}", 6, 8_000)
    (root / "seeds" / "large.md").write_text(article("Volume", megabytes * 1_000_000), encoding="utf-8")

    def once(starts: Starts) -> None:
        shutil.rmtree(bench.folder / "state", ignore_errors=True)
        # Its title shares no letter with its file name, which stands in the list until it has been read.
        start(bench, starts, (str(root),), "Dossier 00005", "", "Volume")

    name = f"the list, a never-seen article of {megabytes} MB in it"
    starts = several(bench, bench.times(2, 5), once)
    content, *_ = starts.rows(name, unseen=READ_ANEW)
    yield content
    read = [1000 * (key - content) for key, content in zip(starts.key, starts.content, strict=True)]
    yield BenchRow(f"its title, after {name}", read)
