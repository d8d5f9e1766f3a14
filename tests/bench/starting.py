"""From the command to the page: first content, first key acted on, and what leaving takes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.corpus import first_sign
from tests.bench.row import Row, in_ms, ratio_row

PAGE, KEY = 2.5, 1.25
PRINT, TEXTUAL = "python -c print", "import textual.app"


@dataclass
class Starts:
    """Seconds of several starts."""

    content: list[float] = field(default_factory=list)
    key: list[float] = field(default_factory=list)
    leaving: list[float] = field(default_factory=list)
    printed: list[float] = field(default_factory=list)
    textual: list[float] = field(default_factory=list)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield what is told of them."""
        yield ratio_row(f"first content: {name}", in_ms(self.content), PRINT, in_ms(self.printed), PAGE)
        yield ratio_row(f"first key acted on: {name}", in_ms(self.key), TEXTUAL, in_ms(self.textual), KEY)
        yield Row(f"leaving: {name}", in_ms(self.leaving))


def references(bench: Bench, starts: Starts) -> None:
    """Start both references once."""
    with bench.python("-c", "print('Standing')") as program:
        starts.printed.append(program.until("Standing") - program.started)
        program.leave()
    with bench.python("-c", "import textual.app; print('Standing')") as program:
        starts.textual.append(program.until("Standing") - program.started)
        program.leave()


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


def forget_pictures(bench: Bench) -> None:
    """Take away the pictures of earlier starts."""
    shutil.rmtree(bench.folder / "state" / "scolie" / "frames", ignore_errors=True)


def pages(bench: Bench) -> Iterator[Row]:
    """Articles of three sizes: again, for the first time, and after the file was edited."""
    for name, root, article in (
        ("an article of 8 kB", bench.six, "a00000"),
        *([] if bench.quick else [("1 MB", bench.large(1), "large")]),
        ("10 MB", bench.large(10), "large"),
    ):
        asked = ("read", article, "-l", str(root))
        file = root / "seeds" / f"{article}.md"
        yield from _page(bench, f"{name}, again", asked, lambda: None)
        yield from _other_key(bench, name, asked)
        if bench.quick and root != bench.six:
            continue
        yield from _page(bench, f"{name}, without a picture", asked, lambda: forget_pictures(bench))
        yield from _page(bench, f"{name}, edited since", asked, lambda file=file: _edit(file))  # type: ignore[misc]


def _page(bench: Bench, name: str, asked: tuple[str, ...], before: Callable[[], None]) -> Iterator[Row]:
    def once(starts: Starts) -> None:
        before()
        start(bench, starts, asked, first_sign(0), " ", first_sign(6), "gg")

    yield from several(bench, bench.times(3, 11), once).rows(name)


def _other_key(bench: Bench, name: str, asked: tuple[str, ...]) -> Iterator[Row]:
    """A first key that is no motion, so that it is the app that acts on it: it shows what the keys do."""

    def once(starts: Starts) -> None:
        start(bench, starts, asked, first_sign(0), "?", "Keys here", "\x1b")

    starts = several(bench, bench.times(3, 11), once)
    yield ratio_row(f"first other key acted on: {name}", in_ms(starts.key), TEXTUAL, in_ms(starts.textual), KEY)


def _edit(file: Path) -> None:
    with file.open("a", encoding="utf-8") as article:
        article.write("\nUne ligne de plus.\n")


def lists(bench: Bench) -> Iterator[Row]:
    """The library's list, second start; a key is one that opens an article."""

    def asked(root: Path) -> Callable[[Starts], None]:
        return lambda starts: start(bench, starts, (str(root),), "Dossier 00000", "\r", first_sign(0), "q")

    yield from several(bench, bench.times(3, 11), asked(bench.six)).rows("the list of 6 articles")
    if bench.quick:
        yield Row("first content: the list of 10,000 articles", told="not in a quick run")
        return
    yield from several(bench, 9, asked(bench.many)).rows("the list of 10,000 articles")
    many = several(bench, 5, asked(bench.stored))
    yield from many.rows("the list with 100,000 annotations")
    after = [key - content for key, content in zip(many.key, many.content, strict=True)]
    yield Row("ready after the list with 100,000 annotations", in_ms(after), goal="1 s", limit=1000)


def peers(bench: Bench) -> Iterator[Row]:
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
        yield Row(f"first content: {name}, 8 kB", in_ms(times), told="" if times else f"{name} is not installed")
