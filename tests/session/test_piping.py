from __future__ import annotations

import pytest

from reader.session.piping import Output, pipe
from reader.text.problem import Problem


def test_the_passage_is_its_input() -> None:
    assert pipe("un\ndeux", "cat") == Output("un\ndeux", 0)


def test_errors_are_shown_too() -> None:
    told = pipe("", "echo raté >&2; exit 3")
    assert told == Output("raté\n", 3)


def test_a_command_that_hangs_is_ended_with_all_it_started() -> None:
    with pytest.raises(Problem, match="took too long"):
        pipe("", "sleep 60 & sleep 60", 0.2)


def test_a_command_that_does_not_read_is_no_fault() -> None:
    assert pipe("x" * 1_000_000, "true").status == 0
