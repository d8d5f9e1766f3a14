"""A process that answers questions ends with the program that asks."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from reader.ingest.child_process import ChildProcess, answer_questions

_PROGRAM = """
import sys
sys.path[:] = sys.argv[2:]
from reader.ingest.child_process import ChildProcess
ChildProcess("tests.ingest.test_child_process").ask(sys.argv[1])
"""
_SECONDS = 30


def serve() -> None:
    """Answer with the number of the process; to the name of a pipe, write it there and never answer."""
    answer_questions(_answer)


def _answer(question: str) -> int:
    if question:
        with Path(question).open("w") as pipe:
            pipe.write(f"{os.getpid()}\n")
            pipe.flush()
            while True:
                pass
    return os.getpid()


def test_a_process_answers_one_question_after_another_and_ends_when_it_is_told() -> None:
    child = ChildProcess(__name__)
    first, second = child.ask(""), child.ask("")
    assert first == second != os.getpid()
    assert child.is_there
    assert child.end() == -signal.SIGKILL
    assert not child.is_there


def test_a_process_at_work_ends_when_the_program_that_asked_is_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(pipe), *filter(None, sys.path)])
    with pipe.open() as reading:
        child = int(reading.readline())
        waiting = select.poll()  # `select.select` takes no descriptor above 1023
        waiting.register(reading, select.POLLIN)
        program.kill()
        program.wait()
        try:
            assert waiting.poll(1000 * _SECONDS), "it still holds the pipe"
            assert reading.read() == ""
        except AssertionError:
            os.kill(child, signal.SIGKILL)
            raise
