"""How results and problems are worded."""

from __future__ import annotations

from typing import Any, cast

import pytest

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
    messages(workspace, told, *contexts).tell_done("Kept.")
    assert told == ["Kept. u takes it back."]


@pytest.mark.parametrize("count", [0, 1, MOST_PLACES, MOST_PLACES + 1, 100])
def test_a_problem_lists_a_few_places_and_counts_the_rest(workspace: Workspace, told: list[str], count: int) -> None:
    places = tuple(f"place {number}" for number in range(count))
    messages(workspace, told, "library").tell_problem(Problem("Title.", "Message.", "Hint.", places))
    first, *lines = told[0].splitlines()
    assert first == "Title. Message. Hint."
    assert lines[:MOST_PLACES] == list(places[:MOST_PLACES])
    assert lines[MOST_PLACES:] == ([f"… and {count - MOST_PLACES} more."] if count > MOST_PLACES else [])
