"""What keys do on a screen of commands, without the screen."""

from __future__ import annotations

from typing import Any, cast

import pytest
from textual import events

from reader.command.command import Context
from reader.command.keyfile import preset
from reader.command.keymap import Pending
from reader.tui.screen.command_keys import CommandKeys
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.waiting import Waiting


class ModalContent(ScreenContent):
    """Content that takes ``w`` itself."""

    def take_key(self, key: str, typed: tuple[str, ...]) -> bool:
        return key == "w"


class Place:
    """A screen that notes what it is to do."""

    def __init__(self) -> None:
        self.content: ScreenContent = ModalContent()
        self.waiting = Waiting(cast(Any, self))
        self.waiting.stands = True
        self.contexts: tuple[Context, ...] = ("article",)
        self.done: list[tuple[str, str | None]] = []
        self.following: list[Pending | None] = []
        self.keys = CommandKeys(self, lambda: preset("default"), self.following.append)

    def do(self, name: str, argument: str | None = None) -> None:
        self.done.append((name, argument))

    def press(self, *keys: str) -> None:
        for key in keys:
            assert self.keys.take(events.Key(key, key if len(key) == 1 else None))


@pytest.fixture
def place() -> Place:
    return Place()


def test_a_sequence_of_keys_does_one_command_and_shows_what_can_follow(place: Place) -> None:
    place.press("g")
    assert place.keys.in_sequence
    assert isinstance(place.following[-1], Pending)
    place.press("e")
    assert place.done == [("goto.end", None)]
    assert place.following[-1] is None
    assert not place.keys.in_sequence


def test_a_key_that_means_nothing_ends_a_sequence(place: Place) -> None:
    place.press("g", "f12", "j")
    assert place.done == [("move.next-sentence", None)]


def test_a_command_gets_the_character_that_it_asks_for(place: Place) -> None:
    place.press("m", "x")
    assert place.done == [("mark.set", "x")]


def test_the_content_comes_before_the_keymap(place: Place) -> None:
    place.press("w")
    assert place.done == []


def test_only_a_key_that_leaves_passes_a_search_and_none_a_change(place: Place) -> None:
    leave, move = events.Key("q", "q"), events.Key("j", "j")
    assert place.keys.leaves(leave)
    assert not place.keys.leaves(move)
    place.waiting.works = True
    assert not place.keys.leaves(leave)


@pytest.mark.parametrize("reason", ["opening", "works", "awaits"])
def test_keys_wait_for_what_is_sought(place: Place, reason: str) -> None:
    assert not place.keys.seeks
    setattr(place.waiting, reason, True)
    assert place.keys.seeks


def test_giving_up_means_escape_where_nothing_else_is_given_up(place: Place) -> None:
    place.keys.give_up()
    assert place.done == [("select.clear", None)]
    given_up: list[bool] = []
    place.waiting.leave = lambda: given_up.append(True)
    place.keys.give_up()
    assert given_up == [True]
    assert len(place.done) == 1
