from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.output.pipe import LARGEST, MOST_LINES, Output, pipe
from reader.text.problem import Problem


def test_the_passage_is_its_input() -> None:
    assert pipe("un\ndeux", "cat") == Output("un\ndeux", 0)


def test_errors_are_shown_too() -> None:
    output = pipe("", "echo raté >&2; exit 3")
    assert output == Output("raté\n", 3)


def test_a_command_that_hangs_is_ended_with_all_it_started() -> None:
    with pytest.raises(Problem, match="took too long"):
        pipe("", "sleep 60 & sleep 60", 0.2)


def test_what_it_leaves_running_is_ended_too(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="took too long"):
        pipe("", f"sleep 61 & echo $! > {tmp_path}/pid; exit 0", 0.5)
    status = Path("/proc", (tmp_path / "pid").read_text().strip(), "status")
    assert not status.exists() or "State:\tS" not in status.read_text()


def test_a_command_that_does_not_read_its_input_is_not_at_fault() -> None:
    assert pipe("x" * 1_000_000, "true").status == 0


LINE = "y" * 127


@pytest.mark.parametrize("command", [f"yes {LINE}", "cat", f"yes {LINE}; sleep 0"])
def test_only_the_beginning_of_much_output_is_kept_and_that_is_reported(command: str) -> None:
    output = pipe(f"{LINE}\n" * (LARGEST // 100), command)
    assert (output.text, output.cut) == (f"{LINE}\n" * (LARGEST // 128), True)


def test_so_is_the_beginning_of_many_lines() -> None:
    output = pipe("\n" * (MOST_LINES + 1), "cat")
    assert output == Output("\n" * MOST_LINES, 0, cut=True)


def test_as_much_as_is_kept_is_not_cut() -> None:
    output = pipe("y" * LARGEST, "cat")
    assert output == Output("y" * LARGEST, 0)


def test_a_command_that_prints_without_end_and_ignores_signals_is_ended() -> None:
    with pytest.raises(Problem, match="took too long"):
        pipe("", "trap '' PIPE; while :; do yes; done 2>/dev/null", 1)


def test_one_that_closes_its_output_is_waited_for_no_longer_than_others() -> None:
    with pytest.raises(Problem, match="took too long"):
        pipe("", "exec >&- 2>&-; sleep 60", 0.2)
