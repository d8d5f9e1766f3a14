"""From the command to the page: first content, first key acted on, and what leaving takes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.bench import HERE, Bench
from tests.bench.corpus import first_sign
from tests.bench.row import BenchRow, in_ms, ratio_row

SEEN, UNSEEN, KEY, READ_ANEW = 4, 2, 2, 2.5
PRINT, MINIMAL = "python -c print", "minimal Textual app"


@dataclass
class Starts:
    """Seconds of several starts."""

    content: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    leaving: list[float] = field(default_factory=list)
    printed: list[float] = field(default_factory=list)
    least_content: list[float] = field(default_factory=list)
    least_key: list[float] = field(default_factory=list)

    def rows(self, name: str, *, unseen: float | None = None) -> Iterator[BenchRow]:
        """Yield a row for each. ``unseen``: the goal where there was no snapshot, for the first key too."""
        against, theirs, goal = (MINIMAL, self.least_content, unseen) if unseen else (PRINT, self.printed, SEEN)
        yield ratio_row(f"first content: {name}", in_ms(self.content), against, in_ms(theirs), goal)
        yield ratio_row(f"first key acted on: {name}", in_ms(self.key), MINIMAL, in_ms(self.least_key), unseen or KEY)
        yield BenchRow(f"leaving: {name}", in_ms(self.leaving))


def references(bench: Bench, starts: Starts) -> None:
    """Start both references once."""
    with bench.python("-c", "print('Standing')") as program:
        starts.printed.append(program.until("Standing") - program.started)
        program.leave()
    with bench.python(str(HERE / "minimal_app.py")) as program:
        starts.least_content.append(program.until("Standing") - program.started)
        program.press("x")
        starts.least_key.append(program.until("Key 1") - program.started)
        program.settle()
        program.leave("q")


def start(
    bench: Bench, starts: Starts, arguments: tuple[str, ...], content: str, key: str, effect: str, back: str = ""
) -> None:
    """Start scolie once, press ``key`` as soon as ``content`` is there, wait for ``effect``, go back and leave."""
    with bench.scolie(*arguments) as program:
        starts.content.append(program.until(content) - program.started)
        program.press(key)
        starts.key.append(program.until(effect) - program.started)
        program.settle()
        if back:
            program.press(back)
            program.settle()
        starts.leaving.append(program.leave("q"))


def several(bench: Bench, count: int, once: Callable[[Starts], None]) -> Starts:
    """Start once without counting, then ``count`` times, each time with both references."""
    once(Starts())
    starts = Starts()
    for _ in range(count):
        references(bench, starts)
        once(starts)
    return starts


def forget_snapshots(bench: Bench) -> None:
    """Delete the snapshots of earlier starts."""
    shutil.rmtree(bench.folder / "state" / "scolie" / "snapshots", ignore_errors=True)


def pages(bench: Bench) -> Iterator[BenchRow]:
    """Articles of three sizes: again, for the first time, and after the file was edited."""
    for name, root, article in (
        ("an article of 8 kB", bench.six, "a00000"),
        *([] if bench.quick else [("1 MB", bench.large(1), "large")]),
        ("10 MB", bench.large(10), "large"),
    ):
        asked = ("read", article, "-l", str(root))
        edited = bench.edited if root == bench.six else root  # an edited article would slow down what is measured later
        asked_edited = ("read", article, "-l", str(edited))
        file = edited / "seeds" / f"{article}.md"
        yield from _page(bench, f"{name}, again", asked, lambda: None)
        if bench.quick and root != bench.six:
            continue
        yield from _page(bench, f"{name}, without a snapshot", asked, lambda: forget_snapshots(bench), UNSEEN)
        yield from _page(bench, f"{name}, edited since", asked_edited, lambda file=file: _edit(file), READ_ANEW)  # type: ignore[misc]


def _page(
    bench: Bench, name: str, asked: tuple[str, ...], before: Callable[[], None], unseen: float | None = None
) -> Iterator[BenchRow]:
    def once(starts: Starts) -> None:
        before()
        start(bench, starts, asked, first_sign(0), " ", first_sign(5), "gg")

    yield from several(bench, bench.times(3, 11), once).rows(name, unseen=unseen)


def _edit(file: Path) -> None:
    with file.open("a", encoding="utf-8") as article:
        article.write("\nUne ligne de plus.\n")


def lists(bench: Bench) -> Iterator[BenchRow]:
    """The library's list, second start; a key is one that opens an article."""

    def asked(root: Path) -> Callable[[Starts], None]:
        return lambda starts: start(bench, starts, (str(root),), "Dossier 00000", "\r", first_sign(0), "q")

    yield from several(bench, bench.times(3, 11), asked(bench.six)).rows("the list of 6 articles")
    if bench.quick:
        yield BenchRow("first content: the list of 10,000 articles", reason="not in a quick run")
        return
    yield from several(bench, 9, asked(bench.many)).rows("the list of 10,000 articles")
    many = several(bench, 5, asked(bench.stored))
    yield from many.rows("the list with 100,000 annotations")
    after = [key - content for key, content in zip(many.key, many.content, strict=True)]
    yield BenchRow("ready after the list with 100,000 annotations", in_ms(after), goal="1 s", limit=1000)


def peers(bench: Bench) -> Iterator[BenchRow]:
    """What others need for the same text, for those who want to compare."""
    file = str(bench.six / "seeds" / "a00000.md")
    found: dict[str, list[float]] = {"less": [], "vim": []}
    for _ in range(bench.times(3, 11)):
        for name, times in found.items():
            program = bench.other(name, file)
            if program is None:
                continue
            with program:
                times.append(program.until(first_sign(0)) - program.started)
    for name, times in found.items():
        yield BenchRow(f"first content: {name}, 8 kB", in_ms(times), reason="" if times else f"{name} is not installed")
