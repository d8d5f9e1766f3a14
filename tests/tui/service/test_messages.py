"""How results and problems are worded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from reader.command.keyfile import read_keymap
from reader.session.annotations.undo import TakenBack
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.text.problem import Problem
from reader.tui.service.app_state import AppState
from reader.tui.service.messages import MOST_PLACES, Messages
from tests.tui.service.fakes import FakeApp, FakeScreen


@pytest.fixture
def told() -> list[str]:
    return []


def messages(workspace: Workspace, told: list[str], *contexts: str) -> Messages:
    def notify(message: str, **_how: Any) -> None:
        told.append(message)

    app = FakeApp(*map(FakeScreen, contexts))
    return Messages(AppState(workspace, preferences()), cast(Any, app), notify)


@pytest.mark.parametrize("contexts", [("library",), ("library", "article"), ("library", "picker"), ()])
def test_what_was_done_is_reported_with_the_key_that_takes_it_back(
    workspace: Workspace, told: list[str], contexts: tuple[str, ...]
) -> None:
    messages(workspace, told, *contexts).tell_done("Kept")
    assert told == ["Kept · u to undo"]


def test_a_message_names_the_keys_of_this_keymap(workspace: Workspace, told: list[str]) -> None:
    chosen = preferences()
    keys = '[everywhere]\n"edit.undo" = ["Z"]\n"edit.redo" = []\n"goto.passes" = ["F4"]\n'
    keymap, _ = read_keymap(keys, "keys.toml", chosen.keymap)
    state = AppState(workspace, replace(chosen, keymap=keymap))

    def notify(message: str, **_how: Any) -> None:
        told.append(message)

    said = Messages(state, cast(Any, FakeApp(FakeScreen("library"))), notify)
    said.tell_done("Kept")
    said.tell_made_again(TakenBack({"what": "highlight", "id": "e1"}))
    said.tell_taken_back(TakenBack({"what": "highlight", "id": "e1"}))
    assert told == [
        "Kept · Z to undo",
        "Redone: highlight · Z to undo",
        "Undone: highlight · “Redo” in the palette to redo",
    ]
    assert state.key_of("goto.passes", "article") == "F4"


@pytest.mark.parametrize("count", [0, 1, MOST_PLACES, MOST_PLACES + 1, 100])
def test_a_problem_lists_a_few_places_and_counts_the_rest(workspace: Workspace, told: list[str], count: int) -> None:
    places = tuple(f"place {number}" for number in range(count))
    messages(workspace, told, "library").tell_problem(Problem("Title.", "Message.", "Hint.", places))
    first, *lines = told[0].splitlines()
    assert first == "Title. Message. Hint."
    assert lines[:MOST_PLACES] == list(places[:MOST_PLACES])
    assert lines[MOST_PLACES:] == ([f"… and {count - MOST_PLACES} more."] if count > MOST_PLACES else [])
