"""A key, and what it paints: motion, a held key, another width, theme or size of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter

from tests.bench.bench import HERE, Bench
from tests.bench.corpus import first_sign, last_sign
from tests.bench.row import BenchRow, in_ms, ratio_row
from tests.bench.watched import SIZE, Watched

MOTION, PAGE_TURN, FRAME, LAG, RELAYOUT = 1.7, 2.2, 16, 10, 25
MINIMAL = "minimal Textual app"
MOTIONS = {"sentence": "j", "page": " ", "word": "w"}
UP, DOWN = "\x1b[A", "\x1b[B"


def minimal_app(bench: Bench, stack: ExitStack) -> Watched:
    """Start the least Textual app, and wait until it stands."""
    program = stack.enter_context(bench.python(str(HERE / "minimal_app.py")))
    program.until("Standing")
    program.settle()
    return program


def opened(bench: Bench, stack: ExitStack, *arguments: str) -> Watched:
    """Start scolie on an article and wait until it has nothing more to paint."""
    program = stack.enter_context(bench.scolie(*arguments))
    program.until(first_sign(0))
    program.settle(1.0)
    program.press("gg")
    program.settle(0.5)
    return program


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds from a key to the end of its first frame and of its last one, and the bytes of all."""

    painted: float
    rest: float
    bytes: int


def key(program: Watched, keys: str, quiet: float = 0.03) -> Answer:
    """Press a key and watch until nothing has come for ``quiet`` seconds."""
    at = program.press(keys)
    burst = program.burst(quiet)
    return Answer(burst.painted - at, burst.end - at, burst.bytes)


def motions(bench: Bench) -> Iterator[BenchRow]:
    """Motions in 1 MB with no, some and many highlights around, by turns with the least app there can be."""
    for highlights in (100,) if bench.quick else (0, 100, 5_000):
        with ExitStack() as stack:
            ours = opened(bench, stack, "read", "large", "-l", str(bench.large(1, highlights)))
            theirs = minimal_app(bench, stack)
            plain = stack.enter_context(bench.python(str(HERE / "plain_pane.py"), _text(bench)))
            plain.until(first_sign(0))
            plain.settle(1.0)
            key(plain, DOWN)
            for name, keys in MOTIONS.items():
                key(ours, keys)
                effects: list[Answer] = []
                least: list[float] = []
                lines: list[float] = []
                for number in range(bench.times(25, 150)):
                    least.append(key(theirs, "x").painted)
                    effects.append(key(ours, keys))
                    if name == "sentence":
                        lines.append(key(plain, UP if number // 50 % 2 else DOWN).bytes)
                what = f"{name}, {highlights:,} highlights"
                goal = PAGE_TURN if name == "page" else MOTION
                painted, rest = ([effect.painted for effect in effects], [effect.rest for effect in effects])
                yield ratio_row(f"key to paint: {what}", in_ms(painted), MINIMAL, in_ms(least), goal)
                yield BenchRow(f"key to rest: {what}", in_ms(rest), goal="a frame", limit=FRAME, judged=0.99)
                if name == "sentence":
                    sent = [float(effect.bytes) for effect in effects]
                    yield ratio_row(f"sent for: {what}", sent, "plain pane", lines, 0.5, unit="bytes")
            yield _held(ours, highlights)


def _text(bench: Bench) -> str:
    return str(bench.six / "seeds" / "a00005.md")


def _held(program: Watched, highlights: int) -> BenchRow:
    """Hold a key for two seconds at 30 Hz and let go."""
    lags = []
    for keys in ("j", "k", "j"):
        begun = perf_counter()
        for number in range(60):
            program.listen(max(0.0, begun + number / 30 - perf_counter()))
            pressed = program.press(keys)
        lags.append(program.burst().end - pressed)
        program.settle()
    return BenchRow(f"lag after a held key, {highlights:,} highlights", in_ms(lags), goal=f"{LAG} ms", limit=LAG)


def changes_of_look(bench: Bench) -> Iterator[BenchRow]:
    """Another size, width and theme for 1 MB."""
    with ExitStack() as stack:
        program = opened(bench, stack, "read", "large", "-l", str(bench.large(1)))
        sizes, widths, themes = [], [], []
        for number in range(bench.times(4, 30)):
            at = program.resize((120, 40) if number % 2 == 0 else SIZE)
            sizes.append(program.burst().painted - at)
            program.settle()
        for number in range(bench.times(4, 30)):
            program.press("z")
            program.settle(0.1)
            at = program.press("n" if number % 2 == 0 else "w")
            widths.append(program.burst().painted - at)
            program.settle()
        for number in range(bench.times(4, 20)):
            program.press("zt")
            program.settle()
            at = program.press("ab"[number % 2])
            themes.append(program.burst().painted - at)
            program.settle()
    for name, spent in (("another size of the window", sizes), ("another width", widths), ("another theme", themes)):
        yield BenchRow(f"first paint: {name}, 1 MB", in_ms(spent), goal=f"{RELAYOUT} ms", limit=RELAYOUT)


def far(bench: Bench) -> Iterator[BenchRow]:
    """The end of 10 MB, and a word there."""
    root = bench.large(10)
    text = (root / "seeds" / "large.md").read_text(encoding="utf-8")
    last = int(text.rpartition(" E")[2][:6])
    ends, hits = [], []
    for _ in range(bench.times(1, 7)):
        with ExitStack() as stack:
            program = opened(bench, stack, "read", "large", "-l", str(root))
            at = program.press("ge")
            ends.append(program.until(last_sign(last)) - at)
            program.settle()
            program.press("gg")
            program.settle(0.5)
            at = program.press(f"/{first_sign(last - 40)}\r")
            hits.append(program.until(last_sign(last - 41)) - at)  # the one above is in view, too
            program.settle()
    yield BenchRow("the end of 10 MB", in_ms(ends), goal="300 ms", limit=300)
    yield BenchRow("a word at the end of 10 MB", in_ms(hits), goal="300 ms", limit=300)


def less_line(bench: Bench) -> Iterator[BenchRow]:
    """A line down in `less`, for those who want to compare."""
    program = bench.other("less", str(bench.large(1) / "seeds" / "large.md"))
    if program is None:
        yield BenchRow("key to paint: less, a line", reason="less is not installed")
        return
    with program:
        program.until(first_sign(0))
        program.settle()
        spent = [key(program, "j").painted for _ in range(bench.times(25, 150))]
    yield BenchRow("key to paint: less, a line", in_ms(spent))
