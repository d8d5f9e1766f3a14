"""What can only be measured inside a process, in one of its own: prints JSON, milliseconds by name."""

from __future__ import annotations

import gc
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from reader.text.fold import fold_key
from tests.bench.jump_ranking import Queries, rank, title, typed

Figures = dict[str, list[Any]]


def timed(what: Callable[[], object]) -> float:
    """Return the milliseconds that ``what`` takes."""
    start = perf_counter()
    what()
    return 1000 * (perf_counter() - start)


def work(*arguments: str) -> Figures:
    """A sub-command once everything is loaded: the work that is its own."""
    from reader.cli.command_line import main

    sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
    main(arguments)
    ours = [timed(lambda: main(arguments)) for _ in range(5)]
    sys.stdout = sys.__stdout__
    return {"ours": ours}


def durable(count: str, folder: str) -> Figures:
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


def placing(root: str) -> Figures:
    """The annotations of an article whose text was read, from a library opened anew."""
    from reader.session.annotations.article_annotations import annotations_in
    from reader.session.library.opening import open_library

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


def first_look(root: str) -> Figures:
    """Megabytes a second of one core in which never-seen articles are described, and their files read and split."""
    from reader.session.library.catalogue import Catalogue

    seeds = Path(root) / "seeds"
    files = sorted(seeds.iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6

    def described() -> None:
        Catalogue(root, seeds).articles({})

    def split() -> None:
        for file in files:
            file.read_bytes().decode().split()

    figures: Figures = {"ours": [], "split": []}
    for _ in range(6):
        for name, what in (("ours", described), ("split", split)):
            start = process_time()
            what()
            figures[name].append(size / (process_time() - start))
    return {name: speeds[1:] for name, speeds in figures.items()}  # the first one also loads what it needs


def first_index(root: str) -> Figures:
    """Megabytes a second of two cores, by the time that all cores spend, for the first look; FTS5 of one, at the texts alone."""
    import resource

    from reader.session.library.opening import open_library

    files = sorted((Path(root) / "seeds").iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    workspace = open_library(root, coder="Ada")
    list(workspace.read_articles())
    workspace.text_index.close()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in used)
    start = process_time()
    _bare(root, ":memory:")
    figures: Figures = {"ours": [2 * size / seconds], "fts5": [size / (process_time() - start)], "megabytes": [size]}
    return figures | {"memory": [used[0].ru_maxrss / 1024]}


def second_start(root: str) -> Figures:
    """The look at a library that has not changed."""
    from reader.session.library.opening import open_library

    workspace = open_library(root, coder="Ada")
    return {"ours": [timed(lambda: list(workspace.read_articles()))]}


def queries(root: str) -> Figures:
    """The first page of each query, twice, in a library that is open; and all hits of a phrase, by turns with FTS5 alone."""
    from itertools import islice

    from reader.session.library.opening import open_library
    from reader.session.search import find
    from tests.bench.searching import FIRST_PAGE, PHRASE, queries

    workspace = open_library(root, coder="Ada")
    workspace.catalogue.patience = 0
    list(workspace.read_articles())
    find.prepare(workspace)  # as the screen does when it opens
    ours: list[float] = []
    for query in queries() * 2:
        workspace.articles()
        ours.append(timed(lambda query=query: list(islice(find.search(workspace, query), FIRST_PAGE))))  # type: ignore[misc]
    bare, asked = _bare(root, ":memory:"), f'"{PHRASE}"'
    highlighted = "select highlight(texts, 0, '[', ']') from texts where texts match ?"
    figures: Figures = {"ours": ours, "phrase": [], "fts5": []}
    for _ in range(9):
        figures["phrase"].append(timed(lambda: list(find.search(workspace, asked))))
        figures["fts5"].append(timed(lambda: bare.execute(highlighted, (asked,)).fetchall()))
    return figures


def _bare(root: str, file: str) -> sqlite3.Connection:
    """Return an FTS5 table of the files, and nothing else."""
    connection = sqlite3.connect(file)
    connection.execute("create virtual table texts using fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    for path in sorted((Path(root) / "seeds").iterdir()):
        connection.execute("insert into texts values (?)", (path.read_text(encoding="utf-8"),))
    connection.commit()
    return connection


def jump(count: str, file: str) -> Figures:
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


def ranking(count: str, queries: str, fzf: str = "") -> Figures:
    """The mean of 1/rank for each kind of query, and for all: ours, and that of the program at ``fzf`` if one is given."""
    from reader.search.jump import Entry, JumpIndex

    rng = random.Random(7)
    titles = [title(rng) for _ in range(int(count))]
    index = JumpIndex(Entry(str(number), text) for number, text in enumerate(titles))
    figures: Figures = {}
    for kind, make in Queries(titles, rng).kinds.items():
        asked = [(make(target), target) for target in rng.sample(titles, int(queries))]
        found = {"ours": [rank(index, titles, query, target) for query, target in asked]}
        if fzf:
            found["fzf"] = [_filtered(fzf, titles, query, target) for query, target in asked]
        for whose, places in found.items():
            figures.setdefault(f"{whose} {kind}", []).append(
                statistics.fmean(1 / place if place else 0.0 for place in places)
            )
    # Of each kind there are as many queries.
    alls = {
        f"{whose} all": [mean for name, means in figures.items() for mean in means if name.startswith(whose)]
        for whose in ("ours", "fzf")
    }
    return figures | {name: [statistics.fmean(means)] for name, means in alls.items() if means}


def opened(count: str, queries: str) -> Figures:
    """The mean of 1/rank over all kinds of queries, with what was opened and without: of titles that were, and of others.

    One title in thirty was opened, some often and lately and some not.
    """
    from reader.search.jump import NEVER, Entry, JumpIndex

    rng = random.Random(7)
    titles = [title(rng) for _ in range(int(count))]
    index = JumpIndex(Entry(str(number), text) for number, text in enumerate(titles))
    before = {str(number): rng.random() for number in rng.sample(range(len(titles)), len(titles) // 30)}
    never = [number for number in range(len(titles)) if str(number) not in before]
    targets = {
        "opened before": [int(id_) for id_ in before][: int(queries)],
        "never opened": rng.sample(never, int(queries)),
    }
    figures: Figures = {}
    for whose, numbers in targets.items():
        asked = [(make(titles[at]), titles[at]) for make in Queries(titles, rng).kinds.values() for at in numbers]
        for name, history in (("ours", before), ("without", NEVER)):
            places = [rank(index, titles, query, target, history) for query, target in asked]
            figures[f"{name} {whose}"] = [statistics.fmean(1 / place if place else 0.0 for place in places)]
    return figures


def _filtered(fzf: str, titles: list[str], query: str, target: str) -> int:
    """Return the rank that fzf gives a title that reads like ``target``, 0 if it is not among the first 20."""
    listed = subprocess.run(
        [fzf, "--filter", query], input="\n".join(titles), capture_output=True, text=True, check=False
    )
    for place, line in enumerate(listed.stdout.split("\n")[:20], 1):
        if fold_key(line) == fold_key(target):
            return place
    return 0


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
