"""What is said for a while: how long it stays, and what takes it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from reader.tui.service.notifications import READ_SECONDS, SHOW_SECONDS, TOGETHER_SECONDS, Notification, Notifications


class FakeTime:
    """A clock that stands still until it is moved on, and calls what is due then."""

    def __init__(self) -> None:
        self.now = 100.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def __call__(self) -> float:
        return self.now

    def call_after(self, seconds: float, what: Callable[[], None]) -> FakeCall:
        call = FakeCall(self.due, (self.now + seconds, what))
        self.due.append(call.entry)
        return call

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        for entry in [entry for entry in self.due if entry[0] <= self.now]:
            self.due.remove(entry)
            entry[1]()


class FakeCall:
    def __init__(self, due: list[tuple[float, Callable[[], None]]], entry: tuple[float, Callable[[], None]]) -> None:
        self.due, self.entry = due, entry

    def cancel(self) -> None:
        if self.entry in self.due:
            self.due.remove(self.entry)


class Row:
    """A place where notifications are shown."""

    def __init__(self) -> None:
        self.time = FakeTime()
        self.messages: list[str] = []
        self.changes = 0
        self.notifications = Notifications(self.show, self.time.call_after, self.time)

    def show(self, notifications: Sequence[Notification]) -> None:
        self.messages = [each.message for each in notifications]
        self.changes += 1


@pytest.fixture
def row() -> Row:
    return Row()


@pytest.mark.parametrize("timeout", [None, 0.5, 8.0])
def test_a_message_stays_for_its_time(row: Row, timeout: float | None) -> None:
    row.notifications.notify("Kept.", timeout=timeout)
    seconds = SHOW_SECONDS if timeout is None else timeout
    row.time.pass_by(seconds - 0.1)
    assert row.messages == ["Kept."]
    row.time.pass_by(0.1)
    assert row.messages == []
    assert not row.notifications.shown
    assert not row.time.due


def test_a_message_gives_way_to_the_next_one(row: Row) -> None:
    row.notifications.notify("One.")
    row.notifications.notify("Two.")
    assert row.messages == ["Two."]


@pytest.mark.parametrize(("seconds", "together"), [(TOGETHER_SECONDS / 2, True), (TOGETHER_SECONDS * 2, False)])
def test_warnings_that_come_together_are_shown_together(row: Row, seconds: float, together: bool) -> None:
    row.notifications.notify("Look out.", severity="warning")
    row.time.pass_by(seconds)
    row.notifications.notify("That failed.", severity="error")
    assert row.messages == (["Look out.", "That failed."] if together else ["That failed."])


def test_of_two_that_are_shown_together_each_goes_when_its_time_is_over(row: Row) -> None:
    row.notifications.notify("Look out.", severity="warning", timeout=2)
    row.notifications.notify("That failed.", severity="error", timeout=8)
    row.time.pass_by(3)
    assert row.messages == ["That failed."]
    row.time.pass_by(6)
    assert row.messages == []


def test_a_key_takes_away_what_could_be_read(row: Row) -> None:
    row.notifications.notify("Look out.", severity="warning")
    row.notifications.notify("Kept.")
    row.notifications.give_way()
    assert row.messages == ["Look out."]
    row.time.pass_by(READ_SECONDS + 0.1)
    row.notifications.give_way()
    assert row.messages == []
    assert not row.time.due


def test_a_key_changes_nothing_where_nothing_is_shown(row: Row) -> None:
    row.notifications.give_way()
    row.notifications.dismiss()
    assert row.changes == 0


def test_what_is_dismissed_goes_at_once(row: Row) -> None:
    row.notifications.notify("That failed.", severity="error")
    row.notifications.dismiss()
    assert row.messages == []
    assert not row.time.due


def test_what_is_shown_is_shown_again_where_it_is_asked_for(row: Row) -> None:
    row.notifications.notify("Kept.")
    row.messages = []
    row.time.pass_by(1)
    row.notifications.refresh()
    assert row.messages == ["Kept."]
    row.time.pass_by(SHOW_SECONDS - 1)
    assert row.messages == []


def test_control_characters_are_made_visible_and_lines_stay(row: Row) -> None:
    row.notifications.notify("a\x1b[31mb\nc\x9b1m")
    assert row.messages == ["a␛[31mb\nc\ufffd1m"]
