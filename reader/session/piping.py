"""Give a passage to a command of the system, and take what it prints."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass

from reader.text.problem import Problem

SECONDS = 30.0
LARGEST = 200_000
"""Bytes of output that are kept."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command printed, on both streams, and its exit status."""

    text: str
    status: int


def pipe(text: str, command: str, seconds: float = SECONDS) -> Output:
    """Run ``command`` in the shell with ``text`` as its input; Problem if it takes longer than ``seconds``."""
    given = text.encode("utf-8", "replace")
    with subprocess.Popen(  # noqa: S602 - the user has typed it, for the shell
        command,
        shell=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)  # with all that it has started
            hint = "Try it in a terminal of its own."
            raise Problem(
                "The command took too long.", f"{command}: over {seconds:g} seconds.", hint, status=1
            ) from error
    return Output(printed[:LARGEST].decode("utf-8", "replace"), process.returncode)
