"""A Python of its own that answers questions, where what takes too long, or ends the process, does this program no harm.

Questions and answers are pickles on its standard input and output, which nobody else can write to. It ends with its input,
whatever it is at, so also when the program that started it is killed.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

_START = "import sys; sys.path[:] = sys.argv[1:]; from {module} import serve; serve()"


class ChildProcess:
    """A process that answers one question at a time."""

    def __init__(self, module: str) -> None:
        """Start it; its ``module`` has the function ``serve``, which calls `answer_questions`. OSError if that fails."""
        # The same modules as here, and none from the current folder, which may be anybody's library.
        paths = [path for path in sys.path if path]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(module=module), *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in the terminal is for this program
        )

    @property
    def is_there(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, question: object) -> Any:
        """Return the answer to a question; EOFError or OSError if the process has ended over it."""
        assert self._process.stdin and self._process.stdout
        pickle.dump(question, self._process.stdin)
        self._process.stdin.flush()
        try:
            return pickle.load(self._process.stdout)  # noqa: S301 - our own process writes it
        except pickle.UnpicklingError as error:
            raise EOFError("a part of an answer") from error

    def end(self) -> int:
        """End the process, whatever it does, and return its status as `subprocess.Popen` does."""
        self._process.kill()
        self._process.communicate()
        return self._process.returncode


def answer_questions(answer: Callable[[Any], object]) -> None:
    """Be such a process, until there are no more questions."""
    with (
        os.fdopen(_taken(sys.stdin.fileno()), "rb") as questions,
        os.fdopen(_taken(sys.stdout.fileno()), "wb") as answers,
    ):
        _end_with(questions.fileno())
        while True:
            try:
                question = pickle.load(questions)  # noqa: S301 - from the program that started this one
            except EOFError:
                return
            pickle.dump(answer(question), answers)
            answers.flush()


def _taken(descriptor: int) -> int:
    """Return a copy of a descriptor, which itself leads nowhere from now on: what a parser prints is no answer."""
    copy, nowhere = os.dup(descriptor), os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return copy


def _end_with(questions: int) -> None:
    """End this process as soon as nobody can ask it any more, even if an answer takes an hour."""
    watched = select.poll()
    watched.register(questions, select.POLLHUP)

    def watch() -> None:
        watched.poll()
        os._exit(0)

    Thread(target=watch, daemon=True).start()
