"""What happens with the result of work in a thread."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reader.text.problem import Problem
from reader.tui.service import background
from reader.tui.service.background import Background
from reader.tui.service.messages import Messages


class Screen:
    is_attached = True


class Tasks:
    """Runs work at once."""

    def __init__(self) -> None:
        self.screen = Screen()

    def run_worker(self, work: Callable[[], object], **_how: Any) -> None:
        work()

    def call_later(self, callback: Callable[..., Any], *arguments: Any) -> bool:
        callback(*arguments)
        return True


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def tasks() -> Tasks:
    return Tasks()


@pytest.fixture
def messages(told: list[str]) -> Messages:
    state = SimpleNamespace(workspace=SimpleNamespace(store=SimpleNamespace(unsaved=0)))

    def notify(message: str, **_how: Any) -> None:
        told.append(message)

    return Messages(cast(Any, state), cast(Any, SimpleNamespace(screen_stack=())), notify)


@pytest.fixture
def beside(tasks: Tasks, messages: Messages) -> Background:
    return Background(cast(Any, tasks), lambda: True, messages)


def refuse(_: object = None) -> None:
    raise Problem("It cannot be done.", "Why.", "What to do.")


@pytest.mark.parametrize("how", ["in_background", "when_quiet"])
def test_the_result_is_handed_on(beside: Background, how: str) -> None:
    results: list[str] = []
    getattr(beside, how)(lambda: "done", results.append)
    assert results == ["done"]
    assert beside.awaited == []


@pytest.mark.parametrize("how", ["in_background", "when_quiet"])
def test_nothing_follows_on_a_screen_that_was_left(beside: Background, tasks: Tasks, how: str) -> None:
    results: list[str] = []
    tasks.screen.is_attached = False
    getattr(beside, how)(lambda: "done", results.append)
    assert results == []


@pytest.mark.parametrize("how", ["in_background", "when_quiet"])
def test_a_problem_is_reported_and_nothing_is_awaited_any_more(beside: Background, told: list[str], how: str) -> None:
    getattr(beside, how)(refuse, lambda _: None)
    getattr(beside, how)(lambda: None, refuse)
    assert told == ["It cannot be done. Why. What to do."] * 2
    assert beside.awaited == []


def test_what_can_wait_waits_no_longer_than_the_limit(beside: Background, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("reader.tui.service.background.time.monotonic", lambda: now[0])
    monkeypatch.setattr("reader.tui.service.background.time.sleep", sleep)
    beside.awaited.append("something that never ends")
    assert beside.run_exclusive(lambda: "done") == "done"
    assert background.REST_SECONDS <= now[0] < background.REST_SECONDS * 1.1


def test_what_can_wait_waits_for_what_a_person_waits_for(beside: Background, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    looks: list[float] = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            done.append(beside.awaited.pop())

    monkeypatch.setattr("reader.tui.service.background.time.sleep", sleep)
    work = object()
    beside.awaited.append(work)
    beside.when_quiet(lambda: done.append("can wait"), lambda _: None)
    assert done == [work, "can wait"]


def test_what_can_wait_waits_for_the_keyboard_to_rest(
    tasks: Tasks, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet, looks = iter([False, False, True]), list[float]()
    monkeypatch.setattr("reader.tui.service.background.time.sleep", looks.append)
    background_work = Background(cast(Any, tasks), lambda: next(quiet), messages)
    assert background_work.run_exclusive(lambda: len(looks)) == 2
