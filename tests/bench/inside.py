"""What can only be measured inside a process, in one of its own: prints JSON, milliseconds by name."""

from __future__ import annotations

import gc
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.jump_ranking import Queries, rank, title, typed

Told = dict[str, list[Any]]


def timed(what: Callable[[], object]) -> float:
    """Return the milliseconds that ``what`` takes."""
    start = perf_counter()
    what()
    return 1000 * (perf_counter() - start)


def work(*arguments: str) -> Told:
    """A sub-command once everything is loaded: the work that is its own."""
    from reader.cli.command_line import main

    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
    main(arguments)
    ours = [timed(lambda: main(arguments)) for _ in range(5)]
    sys.stdout = sys.__stdout__
    return {"ours": ours}


def durable(count: str, folder: str) -> Told:
    """A change in a database of so many records, a raw append, and the same change in stock TinyDB."""
    from tinydb import TinyDB

    from tests.bench.adapters import Store
    from tests.bench.writing import Raw

    root = Path(folder)
    body = {"quote": "mot " * 40, "note": "", "tags": ["a", "b"]}
    store = Store(root)
    for start in range(0, int(count), 1000):
        store.fill(f"k{number}" for number in range(start, start + 1000))
    raw = Raw(root / "raw")
    ours, appended = [], []
    for number in range(200):
        appended.append(1000 * raw.append())
        ours.append(timed(lambda number=number: store.insert(f"new{number}", body)))  # type: ignore[misc]
    store.close()
    raw.close()
    stock = root / "stock.json"
    stock.write_text(json.dumps({"_default": {str(number): body for number in range(1, int(count) + 1)}}))
    database = TinyDB(stock)
    theirs = [timed(lambda: database.insert(dict(body))) for _ in range(3)]
    database.close()
    return {"ours": ours, "raw": appended, "tinydb": theirs}


def placing(root: str) -> Told:
    """The annotations of an article whose text was read, from a library opened anew."""
    from reader.session.annotating import annotations_in
    from reader.session.opening import open_library

    ours = []
    for number in range(0, 200, 10):
        workspace = open_library(Path(root), coder="Ada")
        workspace.articles()
        id_ = f"a{number:05d}"
        workspace.document(id_)
        workspace.digest(id_)
        ours.append(timed(lambda: annotations_in(workspace, id_)))  # noqa: B023
        workspace.store.close()
    return {"ours": ours}


def jump(count: str, file: str) -> Told:
    """Each letter of queries typed from their first on; the titles are written to ``file`` for others to match."""
    from reader.search.jump import Entry, JumpIndex

    rng = random.Random(7)
    titles = [title(rng) for _ in range(int(count))]
    Path(file).write_text("\n".join(titles) + "\n", encoding="utf-8")
    index = JumpIndex(Entry(str(number), text) for number, text in enumerate(titles))
    sample = rng.sample(titles, 4)
    queries = [
        make(text) for make in Queries(titles, rng).kinds.values() for text in sample[: 4 if len(titles) < 10**6 else 1]
    ]
    gc.collect()
    return {"ours": [spent for query in queries for spent in typed(index, query)], "queries": queries[::4]}


def ranking(count: str, queries: str) -> Told:
    """The mean of 1/rank for each kind of query, and for all."""
    from reader.search.jump import Entry, JumpIndex

    rng = random.Random(7)
    titles = [title(rng) for _ in range(int(count))]
    index = JumpIndex(Entry(str(number), text) for number, text in enumerate(titles))
    told: Told = {}
    every: list[float] = []
    for kind, make in Queries(titles, rng).kinds.items():
        targets = rng.sample(titles, int(queries))
        places = [rank(index, titles, make(target), target) for target in targets]
        found = [1 / place if place else 0.0 for place in places]
        told[kind] = [sum(found) / len(found)]
        every += found
    return {**told, "all": [sum(every) / len(every)]}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
