"""The index and what a search takes, beside SQLite's FTS5 alone and ripgrep, over texts with as many words as real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from tests.bench.bench import SCOLIE, Bench
from tests.bench.row import BenchRow, in_ms, ratio_row

MEGABYTES_A_SECOND = 5
FIRST_PAGE = 50
"""Hits that are shown before all are found, and milliseconds that they may take."""
FACTOR = 3
_SYLLABLES = "ba cé do fu gi hâ lo mè ni pô qué ra sou té vi œu çon lan mar tri".split()
_WORDS = 30_000
PHRASE = "frontière souveraineté"


def vocabulary() -> tuple[list[str], list[float]]:
    """Return words, and the sums of how often they come, which follow Zipf's law."""
    rng = random.Random(3)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(_WORDS)]
    return words, list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))


def text(number: int, size: int, words: Sequence[str], sums: Sequence[float]) -> str:
    """Return an article of about ``size`` bytes; one in a hundred has `PHRASE`."""
    rng = random.Random(number)
    parts = [f"# Dossier {number}"]
    for _ in range(max(1, size // 700)):
        paragraph = rng.choices(words, cum_weights=sums, k=110)
        if len(parts) == 2 and number % 100 == 0:
            paragraph[50:52] = PHRASE.split()
        parts.append(" ".join(paragraph).capitalize() + ".")
    return "\n\n".join(parts) + "\n"


def library(root: Path, count: int, size: int) -> Path:
    """Write a library of such articles and return its folder."""
    words, sums = vocabulary()
    (root / "seeds").mkdir(parents=True)
    for number in range(count):
        (root / "seeds" / f"a{number:05d}.md").write_text(text(number, size, words, sums), encoding="utf-8")
    return root


def queries() -> list[str]:
    """Return queries of all kinds, with common and with rare words."""
    words, sums = vocabulary()
    rng = random.Random(11)
    common, rare = words[20:40], words[2_000:2_400]
    longer = [word for word in rare if len(word) > 5]
    line = text(4_200, 3_000, words, sums).split("\n\n")[1].lower().split()
    asked = [*rng.sample(common, 6), *rng.sample(rare, 6), *(f"{word[:4]}*" for word in rng.sample(longer, 4))]
    asked += [f"{one} {other}" for one, other in zip(rng.sample(common, 4), rng.sample(rare, 4), strict=True)]
    asked += [f"{one} OR {other}" for one, other in zip(rng.sample(rare, 4), rng.sample(rare, 4), strict=True)]
    asked += [f"{one} -{other}" for one, other in zip(rng.sample(rare, 4), rng.sample(common, 4), strict=True)]
    asked += [f'"{" ".join(line[at : at + 3])}"' for at in (5, 20, 40, 60)]
    asked += [f'"{line[at]} {line[at + 4]}"~5' for at in (8, 25, 45)]
    return [*asked, f'"{PHRASE}"', "souverainetes", "nullepart", f"title:dossier {rare[0]}"]


def searching(bench: Bench) -> Iterator[BenchRow]:
    """Index a library for the first time, start again, and search in it."""
    count, size = (600, 8_000) if bench.quick else (10_000, 9_000)
    root = library(bench.folder / "libraries" / "indexed", count, size)
    figures = bench.inside("first_index", str(root))
    (megabytes,) = figures["megabytes"]
    yield BenchRow(
        f"first index of {megabytes:.0f} MB, by two cores", figures["ours"], "FTS5 alone, by one", figures["fts5"],
        f"{MEGABYTES_A_SECOND} MB/s", MEGABYTES_A_SECOND, unit="MB/s", at_least=True,
    )  # fmt: skip
    yield BenchRow("memory of the program meanwhile", figures["memory"], unit="MiB")
    again = [bench.inside("second_start", str(root))["ours"][0] for _ in range(bench.times(2, 5))]
    yield BenchRow("a second start, nothing changed", again, goal="1 s", limit=1000)
    figures = bench.inside("queries", str(root))
    yield BenchRow(
        f"the first {FIRST_PAGE} hits of a query, {count} articles", figures["ours"],
        goal=f"{FIRST_PAGE} ms", limit=FIRST_PAGE, judged=0.95,
    )  # fmt: skip
    yield ratio_row(
        "all hits of a phrase in one in a hundred",
        figures["phrase"],
        "FTS5 alone, with highlight",
        figures["fts5"],
        FACTOR,
    )
    yield from _command(bench, root)


def _command(bench: Bench, root: Path) -> Iterator[BenchRow]:
    ours: list[float] = []
    theirs: list[float] = []
    ripgrep = bench.which("rg")
    for _ in range(bench.times(2, 7)):
        ours.append(bench.run(str(SCOLIE), "search", f'"{PHRASE}"', "-l", str(root)))
        if ripgrep:
            theirs.append(bench.run(ripgrep, "-i", PHRASE, str(root)))
    yield BenchRow("scolie search, that phrase", in_ms(ours), "ripgrep" if ripgrep else "", in_ms(theirs))
