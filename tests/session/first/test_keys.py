"""Keys on the first page: what terminals send, what is done at once, and what is left to the app."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.command.notation import parse_key
from reader.session.first.begin import Begin
from reader.session.first.keys import Keys, is_begun, split
from reader.session.first.standing import Standing
from tests.tui.terminal import readable


class Page:
    begin = Begin("port")


class Noting:
    """Stands for a page on which only j, k and Down mean anything."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.page = Page()

    def take(self, key: str) -> bool:
        if key in ("j", "k", "Down"):
            self.taken.append(key)
            return True
        return False

    def rows(self) -> list[str]:
        return ["".join(self.taken)]


class Typist:
    def __init__(self) -> None:
        self.typing, self.terminal = pty.openpty()
        tty.setraw(self.terminal)
        self.page = Noting()
        self.shown: list[list[str]] = []
        self.told, self.tells = os.pipe()
        self.fits = True
        self.keys = Keys(lambda _: cast(Standing, self.page), self.paint, lambda: self.fits, self.terminal)
        self.keys.begin()

    def paint(self, rows: list[str]) -> None:
        self.shown.append(rows)
        os.write(self.tells, b".")

    def type(self, data: bytes) -> None:
        """Type, and wait until something was painted."""
        os.write(self.typing, data)
        assert readable(self.told, 10), "nothing was painted"
        os.read(self.told, 1)

    def left(self) -> bytes:
        """End the keys and return all that was typed and not done: what was read, and what still is in the terminal."""
        left = self.keys.end()
        assert left.failure is None
        return left.typed + self.unread()

    def unread(self) -> bytes:
        """Return what is still in the terminal."""
        return os.read(self.terminal, 1024) if readable(self.terminal, 0) else b""

    def close(self) -> None:
        for fd in (self.typing, self.terminal, self.told, self.tells):
            os.close(fd)


@pytest.fixture
def typist() -> Iterator[Typist]:
    one = Typist()
    yield one
    one.close()


def test_every_name_is_a_key_of_the_notation() -> None:
    for data in (b"\x1b[A", b"\x1bOB", b"\x1b[5~", b"\x1b[6~", b" ", b"\r", b"\t", b"\x08", b"j", b"J", b">", b"\x04"):
        name, size = split(data + b"j")
        assert (parse_key(name), size) == (name, len(data))


@given(st.binary(max_size=8))
def test_a_key_is_of_the_bytes_that_come_first(data: bytes) -> None:
    name, size = split(data)
    assert bool(name) == (size > 0) and size <= len(data)
    if name and not is_begun(data):
        assert split(data[:size]) == (name, size)


@pytest.mark.parametrize("data", [b"\x1b", b"\x1b[5", "é".encode(), b"\x1b[<0;1;1M", b"\x1b[200~", b"\x00"])
def test_what_is_no_key_here_is_left(data: bytes) -> None:
    assert split(data) == ("", 0)


def test_what_moves_is_done_and_the_rest_is_left_in_order(typist: Typist) -> None:
    typist.type(b"jk\x1b[Bhjj")
    left = typist.keys.end()
    assert (left.typed, left.begin, left.failure) == (b"hjj", Begin("port"), None)
    assert typist.page.taken == ["j", "k", "Down"]
    assert typist.shown[-1] == ["jkDown"]


def test_nothing_typed_leads_nowhere(typist: Typist) -> None:
    left = typist.keys.end()
    assert (left.typed, left.begin) == (b"", None)


def test_a_sequence_in_two_parts_is_one_key(typist: Typist) -> None:
    typist.type(b"j\x1b[")
    typist.type(b"B")
    assert typist.left() == b""
    assert typist.page.taken == ["j", "Down"]


@pytest.mark.parametrize("data", [b"\x1b", b"\x1b[", "é".encode()[:1], b"h\x1b["])
def test_what_is_cut_in_two_is_left_as_it_came(typist: Typist, data: bytes) -> None:
    typist.type(b"j" + data)
    assert typist.left() == data
    assert typist.page.taken == ["j"]


def test_in_a_window_of_another_size_all_is_left(typist: Typist) -> None:
    typist.type(b"j")
    typist.fits = False
    os.write(typist.typing, b"jk")
    assert typist.left() == b"jk"


def test_what_cannot_be_made_is_left(typist: Typist) -> None:
    typist.keys.end()
    typist.keys = Keys(lambda _: None, typist.paint, lambda: True, typist.terminal)
    typist.keys.begin()
    os.write(typist.typing, b"jj")
    assert (typist.left(), typist.shown) == (b"jj", [])


def test_a_fault_inside_is_told_where_the_keys_end_and_leaves_what_was_typed(typist: Typist) -> None:
    def faulty(key: str) -> bool:
        os.write(typist.tells, b".")
        raise ZeroDivisionError(key)

    typist.page.take = faulty  # type: ignore[method-assign]
    typist.type(b"jk")
    left = typist.keys.end()
    assert isinstance(left.failure, ZeroDivisionError)
    assert (left.typed, left.begin) == (b"jk", None)
