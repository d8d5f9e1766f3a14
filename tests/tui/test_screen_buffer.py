"""What is sent makes of the screen exactly what Textual asked for."""

from __future__ import annotations

from random import Random

import pyte
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyte.screens import Char
from rich.cells import cell_len

from reader.layout.cells import clusters
from reader.tui.terminal.pen import Pen
from reader.tui.terminal.row_cells import foresee, stretch_of
from reader.tui.terminal.screen_buffer import ScreenBuffer
from tests.store.making import often
from tests.tui.cells import seen

WIDE, HIGH = 30, 12
PANE = 28
LOOKS = ("", "1;38;2;9;9;9;48;2;1;2;3", "38;2;9;9;9;48;2;1;2;3", "4;31;104", "38;5;7", "7", "38;2;200;9;9;48;2;1;2;3")


class Both:
    """Two terminals: one is sent all, the other what the buffer leaves."""

    def __init__(self) -> None:
        self.buffer = ScreenBuffer()
        self.screens = [pyte.Screen(WIDE, HIGH) for _ in range(2)]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.sent = 0

    def show(self, frame: str) -> str:
        """Send a frame to both and return what the sparing one was sent."""
        less = self.buffer.less(frame, WIDE)
        for stream, data in zip(self.streams, (frame, less), strict=True):
            stream.feed(data)
        whole, spared = ([[screen.buffer[y][x] for x in range(WIDE)] for y in range(HIGH)] for screen in self.screens)
        for y in range(HIGH):
            for x in range(WIDE):
                if spared[y][x] != whole[y][x]:
                    assert (y, x, seen(spared[y][x])) == (y, x, seen(whole[y][x])), less
        assert self.screens[0].cursor.x == self.screens[1].cursor.x
        assert self.screens[0].cursor.y == self.screens[1].cursor.y
        return less


def painted(rows: dict[int, list[tuple[int, list[tuple[str, str]]]]], cursor: tuple[int, int] = (1, 1)) -> str:
    """Return a frame as Textual sends it: pieces of rows, each with its runs of (look, text)."""
    lines = []
    for y, pieces in rows.items():
        line = ""
        for x, runs in pieces:
            line += f"\x1b[{y + 1};{x + 1}H"
            line += "".join(f"\x1b[{look}m{text}\x1b[0m" if look else text for look, text in runs)
        lines.append(line)
    return "\n".join(lines) + f"\x1b[{cursor[1]};{cursor[0]}H"


def text_of(words: str, look: str = "", bar: str = "7") -> list[tuple[int, list[tuple[str, str]]]]:
    """Return a row of the pane with a scroll bar."""
    return [(0, [(look, words.ljust(PANE))]), (PANE, [(bar, "  ")])]


LETTERS = "aé «»—…日本한Ω"


def fitted(cells: int, chance: Random) -> list[tuple[str, str]]:
    """Runs that fill so many cells, as terminals and Textual alike count them."""
    runs: list[tuple[str, str]] = []
    while cells > 0:
        text = ""
        for letter in chance.choices(LETTERS, k=chance.randint(1, 12)):
            width = 2 if letter in "日本한" else 1
            if width <= cells:
                text += letter
                cells -= width
        runs.append((chance.choice(LOOKS), text or " " * cells))
        cells -= 0 if text else cells
    return runs


@st.composite
def frames(draw: st.DrawFn) -> list[str]:
    """Frames that scroll, restyle and overwrite."""
    chance = draw(st.randoms(use_true_random=True))  # to draw each letter takes longer than all that is tested
    lines = [fitted(PANE, chance) for _ in range(HIGH + 10)]
    told = []
    for _ in range(draw(st.integers(2, 7))):
        top = draw(st.integers(0, 9))
        first = draw(st.integers(0, HIGH - 1))
        end = draw(st.sampled_from([HIGH, HIGH, HIGH, draw(st.integers(first + 1, HIGH))]))
        rows = {}
        for y in range(draw(st.sampled_from([0, 0, first])) if end == HIGH else first, end):
            pieces = [(0, lines[y + top]), (PANE, [(draw(st.sampled_from(["7", "7", "7", "4"])), "  ")])]
            rows[y] = draw(st.sampled_from([pieces, pieces, pieces, pieces[:1], pieces[1:]]))
        if draw(st.integers(0, 5)) == 0:
            rows[draw(st.integers(0, HIGH - 1))] = [
                (draw(st.integers(0, 20)), [("1", draw(st.text("ab ", min_size=1, max_size=9)))])
            ]
        told.append(painted(dict(sorted(rows.items())), draw(st.sampled_from([(1, 1), (5, 3)]))))
    return told


@settings(max_examples=often(50, 500))
@given(frames())
def test_the_screen_shows_what_was_asked_for(told: list[str]) -> None:
    both = Both()
    for frame in told:
        both.show(frame)


class Opinionated(pyte.Screen):
    """A terminal that gives every cluster of more than one code point, and every emoji, the same number of cells."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        super().__init__(WIDE, HIGH)
        self.reset_mode(7, private=True)

    def draw(self, data: str) -> None:
        for cluster, _ in clusters(data):
            if len(cluster) == 1 and cluster < "\U0001f000":
                super().draw(cluster)
                continue
            x = self.cursor.x
            super().draw("x" * self.cells)
            for at in range(x, min(x + self.cells, WIDE)):
                char = self.buffer[self.cursor.y][at]
                self.buffer[self.cursor.y][at] = char._replace(data=cluster if at == x else "")

    def cell(self, y: int, x: int) -> str:
        return self.buffer[y][x].data


ODD = ["❤️", "🇫🇷", "👩‍🔬", "👨‍👩‍👧‍👦", "1️⃣", "⌚\ufe0e", "👍🏽", "स्त", "©️", "😀"]


@st.composite
def odd_rows(draw: st.DrawFn) -> str:
    """A row of the pane, in cells as Unicode counts them, with clusters that terminals draw in widths of their own."""
    row = ""
    for part in draw(st.lists(st.sampled_from([*ODD, "ab", "c ", " ", "日"]), max_size=16)):
        if cell_len(row + part) <= PANE:
            row += part
    return row + " " * (PANE - cell_len(row))


@settings(max_examples=25)
@given(
    st.lists(odd_rows(), min_size=HIGH + 6, max_size=HIGH + 6),
    st.lists(st.integers(0, 6), max_size=4),
    st.integers(1, 4),
)
def test_what_a_terminal_draws_in_another_width_leaves_no_litter(lines: list[str], tops: list[int], cells: int) -> None:
    buffer, screen = ScreenBuffer(), Opinionated(cells)
    stream = pyte.Stream(screen)

    def page(top: int) -> str:
        return painted({y: [(0, [("31", lines[y + top])]), (PANE, [("7", "||")])] for y in range(HIGH)})

    for top in (0, *tops, 1, 0):
        stream.feed(buffer.less(page(top), WIDE))
        anew = Opinionated(cells)
        pyte.Stream(anew).feed(ScreenBuffer().less(page(top), WIDE))
        for y in range(HIGH):
            row = [screen.cell(y, x) for x in range(WIDE)]
            assert row == [anew.cell(y, x) for x in range(WIDE)], y
            assert row[PANE:] == ["|", "|"], (y, row)


@pytest.mark.parametrize("cells", [1, 2, 4])
@pytest.mark.parametrize("cluster", ODD)
def test_what_follows_such_a_cluster_stands_in_its_place(cluster: str, cells: int) -> None:
    screen = Opinionated(cells)
    buffer, stream = ScreenBuffer(), pyte.Stream(screen)
    for words in (f"A {cluster} B{cluster}", f"A  {cluster}B{cluster}", f"A {cluster}  B", "plain"):
        row = words + " " * (WIDE - cell_len(words))
        stream.feed(buffer.less(painted({0: [(0, [("1", row)])]}), WIDE))
        assert "B" not in words or screen.cell(0, cell_len(words[: words.index("B")])) == "B"
        assert screen.cell(0, 0) == words[0]
        drawn = "".join(screen.cell(0, x) for x in range(WIDE))
        assert set(drawn) <= {" ", *words}, drawn


def test_a_row_with_such_a_cluster_is_sent_whole_or_not_at_all() -> None:
    buffer = ScreenBuffer()
    frame = painted({0: [(0, [("1", "before ❤️ behind")])], 1: [(0, [("", "plain")])]})
    buffer.less(frame, WIDE)
    assert buffer.less(frame, WIDE) == ""
    less = buffer.less(painted({0: [(0, [("1", "before ❤️ behind!")])], 1: [(0, [("", "plain")])]}), WIDE)
    assert less == "\x1b[1;1H\x1b[1mbefore   \x1b[1;8H❤️\x1b[1;10H behind!\x1b[0m\x1b[1;1H"


def test_a_picture_with_such_a_cluster_is_drawn_again() -> None:
    buffer = ScreenBuffer()
    buffer.hold(["a ❤️ b", "plain "])
    buffer.less(painted({0: [(0, [("", "a ❤️ b")])], 1: [(0, [("", "plain ")])]}), WIDE)
    less = buffer.less(buffer.release(), WIDE)
    assert "❤️" in less
    assert "plain" not in less


@given(
    st.lists(st.sampled_from(["e\u0301", "שלום", "ع\u0651", "ab"]), min_size=1, max_size=4), st.text("ab ", max_size=4)
)
@example(["e\u0301"], "b")
def test_letters_with_marks_are_sent_whole(parts: list[str], before: str) -> None:
    both = Both()
    row = before + "".join(parts)
    frame = painted({0: [(0, [("1", row)])], 1: [(0, [("", "plain")])]})
    both.show(frame)
    assert both.show(frame) == ""
    both.show(painted({0: [(0, [("1", row + "!")])]}))
    both.show(painted({0: [(0, [("4", row + "!")])]}))


def test_a_mark_in_another_look_than_its_letter_takes_no_room() -> None:
    stretch = stretch_of("\x1b[1mae\x1b[0m\x1b[4m\u0301b\x1b[0m")
    assert stretch
    assert [cell and cell[0] for cell in stretch.cells] == ["a", "e\u0301", "b"]


@given(st.lists(st.tuples(st.sampled_from(LOOKS), st.text("aé «»Ω", min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_part_of_a_piece_is_written_as_its_cells_are(runs: list[tuple[str, str]]) -> None:
    stretch = stretch_of("".join(f"\x1b[{look}m{text}\x1b[0m" if look else text for look, text in runs))
    assert stretch
    assert stretch.letters == "".join(text for _, text in runs)
    for start in range(len(stretch.cells)):
        for end in range(start + 1, len(stretch.cells) + 1):
            one, other = Pen(), Pen()
            one.part(stretch, start, end)
            other.cells(stretch.cells[start:end])
            assert drawn(one) == drawn(other)


def drawn(pen: Pen) -> list[Char]:
    """Return what a terminal shows of what a pen has written."""
    screen = pyte.Screen(WIDE + 10, 1)
    pyte.Stream(screen).feed("".join(pen.out))
    return [seen(screen.buffer[0][x]) for x in range(screen.columns)]


@pytest.mark.parametrize(
    ("looks", "sent"),
    [
        (("1;31", "31"), "\x1b[1;31ma\x1b[22mb"),
        (("1;3;31", "1;31"), "\x1b[1;3;31ma\x1b[23mb"),
        (("1;2;31", "2;31"), "\x1b[1;2;31ma\x1b[22;2mb"),
        (("4;31", "1;32"), "\x1b[4;31ma\x1b[0;1;32mb"),
        (("4;38;2;9;9;9", "1;38;2;9;9;9"), "\x1b[4;38;2;9;9;9ma\x1b[24;1mb"),
        (("21;31", "31"), "\x1b[21;31ma\x1b[0;31mb"),
        (("31;44", "31"), "\x1b[31;44ma\x1b[49mb"),
        (("31;44", "44"), "\x1b[31;44ma\x1b[39mb"),
        (("31;44", ""), "\x1b[31;44ma\x1b[0mb"),
        (("1;4;31", "4;1;31"), "\x1b[1;4;31mab"),
    ],
)
def test_a_change_of_look_is_no_longer_than_it_must_be(looks: tuple[str, str], sent: str) -> None:
    pen = Pen()
    stretch = stretch_of("".join(f"\x1b[{look}m{letter}\x1b[0m" for look, letter in zip(looks, "ab", strict=True)))
    assert stretch
    pen.cells(stretch.cells)
    assert "".join(pen.out) == sent


def test_of_a_blank_the_colour_of_letters_is_not_changed() -> None:
    stretch = stretch_of("\x1b[31;44ma\x1b[0m\x1b[1;32;44m \x1b[0m\x1b[33;45m  \x1b[0m\x1b[4;31;45m \x1b[0m")
    pen = Pen()
    assert stretch
    pen.cells(stretch.cells)
    assert "".join(pen.out) == "\x1b[31;44ma \x1b[45m  \x1b[4m "


def test_what_lies_over_a_part_of_a_piece_is_what_is_sent() -> None:
    both = Both()
    both.show(painted({0: [(0, [("31", "a row of letters")])]}))
    both.show(painted({0: [(0, [("32", "another row here")]), (4, [("33", "XX")])]}))


def test_what_was_foreseen_is_not_made_again() -> None:
    text = "\x1b[1mforeseen\x1b[0m"
    foresee(text)
    made = stretch_of.cache_info().misses
    assert "foreseen" in ScreenBuffer().put([(0, 0, text)], (0, 0), WIDE)
    assert stretch_of.cache_info().misses == made


def test_what_is_there_is_not_sent_again() -> None:
    both = Both()
    frame = painted({y: text_of(f"row {y}", "31") for y in range(HIGH)})
    both.show(frame)
    assert both.show(frame) == ""
    other = painted({y: text_of(f"row {y}", "31") for y in range(HIGH)} | {3: text_of("row X", "31")})
    assert both.show(other) == "\x1b[4;5H\x1b[31mX\x1b[0m\x1b[1;1H"


def test_a_change_of_look_alone_is_sent() -> None:
    both = Both()
    both.show(painted({0: text_of("row", "38;2;1;1;1;48;2;2;2;2")}))
    less = both.show(painted({0: text_of("row", "38;2;1;1;1;48;2;3;3;3")}))
    assert "row" in less


def test_rows_that_moved_are_moved_by_the_terminal() -> None:
    both = Both()

    def page(top: int) -> str:
        rows = {y: text_of(f"line number {y + top}", "31", "7" if y != top else "1") for y in range(HIGH - 1)}
        return painted(rows | {HIGH - 1: text_of(f"status {top}")})

    both.show(page(0))
    for top in (1, 3, 2, 0):
        less = both.show(page(top))
        assert ("M" in less) != ("L" in less)
        assert "line number 5" not in less
        assert len(less) < len(page(top)) / 2.5


def test_rows_outside_a_frame_are_never_moved() -> None:
    both = Both()
    both.show(painted({y: text_of(f"line number {y}") for y in range(HIGH)}))
    halves = {y: text_of(f"line number {y + 1}") for y in range(HIGH) if y != 5}
    assert "M" not in both.show(painted(halves))


def test_what_is_forgotten_is_sent_again() -> None:
    buffer = ScreenBuffer()
    frame = painted({0: text_of("a row")})
    buffer.less(frame, WIDE)
    buffer.forget()
    assert "a row" in buffer.less(frame, WIDE)


def test_what_is_not_a_frame_is_sent_as_it_is_and_makes_the_screen_unknown() -> None:
    buffer = ScreenBuffer()
    frame = painted({0: text_of("a row")})
    buffer.less(frame, WIDE)
    for strange in ("\x1b[1;1Htext\x1b[K\x1b[1;1H", "\x1b[1;1Htext", "\x1b[2J", "text"):
        assert buffer.less(strange, WIDE) == strange
        assert "a row" in buffer.less(frame, WIDE)


def test_a_picture_stands_until_what_comes_after_it_is_whole() -> None:
    buffer = ScreenBuffer()
    buffer.hold([f"\x1b[0;31mrow {y}\x1b[0m".ljust(WIDE) for y in range(3)])
    assert buffer.less(painted({y: text_of("") for y in range(3)}), WIDE) == ""
    assert (
        buffer.less(
            painted({0: [(0, [("31", "row 0")])], 1: [(0, [("31", "row X")])], 2: [(0, [("31", "row 2")])]}), WIDE
        )
        == ""
    )
    screen = pyte.Screen(WIDE, HIGH)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[31mrow 0\r\nrow 1\r\nrow 2\x1b[0m")
    less = buffer.less(buffer.release(), WIDE)
    assert "row" not in less
    stream.feed(less)
    assert [line.rstrip() for line in screen.display[:3]] == ["row 0", "row X", "row 2"]
    assert buffer.release() == ""


def test_a_wide_letter_of_which_half_is_overwritten_is_sent_again() -> None:
    buffer = ScreenBuffer()
    row = painted({0: [(0, [("1", "日本한")])]})
    for x, torn in ((1, "日"), (2, "本"), (3, "本")):
        buffer.less(row, WIDE)
        buffer.less(painted({0: [(x, [("1", "a")])]}), WIDE)
        assert torn in buffer.less(row, WIDE)
