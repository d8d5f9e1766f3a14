"""The parts that screens are made of, each without a screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.command.keyfile import preset
from reader.command.keymap import KeyMatch, Pending
from reader.text.problem import Problem
from reader.tui.dialog.choices import NEW, Choice, Choices, Creation, Picked
from reader.tui.screen.background_loading import BackgroundLoading, FittedWidth
from reader.tui.screen.key_sequence import KeySequence
from reader.tui.screen.list_commands import ListCommands
from reader.tui.widget.row_places import ManyLines
from tests.tui.screens.fakes import FakeShell


@pytest.fixture
def shell() -> FakeShell:
    return FakeShell()


class TestKeySequence:
    def test_keys_are_kept_only_while_more_can_follow(self) -> None:
        keys, keymap = KeySequence(), preset("default")
        assert isinstance(keys.add("g", keymap, ["library"]), Pending)
        assert len(keys.begun) == 1
        found = keys.add("g", keymap, ["library"])
        assert isinstance(found, KeyMatch)
        assert found.command.name == "goto.top"
        assert not keys.begun

    def test_the_first_context_comes_before_the_others(self) -> None:
        found = KeySequence().add("F", preset("default"), ["pass", "article"])
        assert isinstance(found, KeyMatch)
        assert found.command.name == "pass.finish"

    def test_only_the_first_key_of_a_sequence_leaves(self) -> None:
        keys, keymap = KeySequence(), preset("default")
        assert keys.leaves("q", keymap, ["review"])
        keys.add("g", keymap, ["review"])
        assert not keys.leaves("q", keymap, ["review"])


class TestWaiting:
    def test_keys_wait_until_the_work_has_ended(self, shell: FakeShell) -> None:
        came: list[int] = []
        shell.waiting.wait_for("Looking…", lambda _: 7, came.append)
        assert (shell.waiting.stands, shell.waiting.opening) == (False, True)
        shell.host.finish()
        assert came == [7]
        assert (shell.waiting.stands, shell.waiting.opening) == (True, False)

    def test_a_result_that_was_given_up_is_dropped(self, shell: FakeShell) -> None:
        came: list[int] = []
        shell.waiting.wait_for("", lambda _: 7, came.append)
        assert shell.waiting.give_up()
        shell.host.finish()
        assert came == []
        assert not shell.waiting.give_up()

    def test_a_problem_is_raised_after_what_to_do_then(self, shell: FakeShell) -> None:
        def fail(_wanted: Callable[[], bool]) -> None:
            raise Problem("No.")

        failed: list[bool] = []
        shell.waiting.wait_for("", fail, lambda _: None, failed=lambda: failed.append(True))
        with pytest.raises(Problem):
            shell.host.finish()
        assert failed == [True]
        assert shell.waiting.stands


class TestBackgroundLoading:
    def loading(self, shell: FakeShell, filled: list[int], left: list[bool]) -> BackgroundLoading[int]:
        return BackgroundLoading(shell, shell.host, load=lambda: 7, fill=filled.append, leave=lambda: left.append(True))

    def test_a_problem_of_a_change_is_reported_and_nothing_follows(self, shell: FakeShell) -> None:
        def fail() -> None:
            raise Problem("No.")

        filled: list[int] = []
        loading = self.loading(shell, filled, [])
        followed: list[bool] = []
        loading.change("Changing…", fail, lambda: followed.append(True))
        assert shell.waiting.works
        shell.host.finish()
        assert [problem.title for problem in shell.host.problems] == ["No."]
        assert filled == [7]  # what is there now is shown all the same
        assert followed == []

    def test_changes_are_made_though_the_screen_was_left(self, shell: FakeShell) -> None:
        filled: list[int] = []
        made: list[str] = []
        loading = self.loading(shell, filled, [])
        for name in "ab":
            loading.change(name, lambda name=name: made.append(name))  # type: ignore[misc]
        shell.is_attached = False
        shell.host.finish()
        assert made == ["a", "b"]
        assert filled == []

    def test_what_looks_for_the_first_time_can_be_left(self, shell: FakeShell) -> None:
        left: list[bool] = []
        loading = self.loading(shell, [], left)
        loading.begin()
        loading.give_up()
        assert left == [True]
        shell.host.finish()
        loading.reload()
        loading.give_up()  # looking again takes as long as it takes
        assert left == [True]


def test_lines_are_laid_out_again_only_for_another_width() -> None:
    room, asked = [40], []
    width = FittedWidth(lambda: room[0], lambda: asked.append(room[0]))
    width.fit()
    width.note()
    width.fit()
    assert asked == []
    room[0] = 50
    width.fit()
    assert asked == [50]


def test_what_belongs_to_a_row_follows_the_cursor() -> None:
    class Rows:
        at = 0

        def move(self, step: int) -> None:
            self.at += step

        def turn(self, step: int) -> None:
            self.at += 10 * step

        def to(self, index: int) -> None:
            self.at = index

    rows, seen = Rows(), []
    commands = ListCommands(rows, lambda: seen.append(rows.at)).commands()
    for name in ("list.down", "list.page-down", "list.page-up", "list.up", "goto.top"):
        commands[name]()
    assert seen == [1, 11, 1, 0, 0]


def test_a_line_leads_to_the_row_that_holds_it() -> None:
    places = ManyLines([2, 3, 1])
    assert [places.row_at(line) for line in range(6)] == [0, 0, 1, 1, 1, 2]
    assert [places.line_of(index) for index in range(4)] == [0, 2, 5, 6]


class TestChoices:
    def test_a_new_name_comes_after_those_it_stands_in(self) -> None:
        choices = Choices(Creation("New: {name}"))
        choices.offer(" mer ", [Choice("a", "terre"), Choice("b", "La mer")])
        assert [choice.id for choice in choices.shown] == ["b", NEW, "a"]
        assert choices.picked(NEW) == Picked(new="mer")

    def test_marks_are_picked_in_place_of_what_is_lit(self) -> None:
        choices = Choices()
        choices.offer("", [Choice("a", "a"), Choice("b", "b")])
        assert choices.picked("b") == Picked(("b",))
        choices.check("a")
        assert choices.picked("b") == Picked(("a",))
        choices.check("a")
        assert choices.picked(None) is None
