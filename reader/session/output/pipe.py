"""Pass a text to a shell command, and return what it prints."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import IO

from reader.text.problem import Problem
from reader.translation import _, ngettext, number

SECONDS = 30.0
LARGEST = 1 << 20
"""Bytes of output that are kept."""
MOST_LINES = 50_000
"""Lines of output that are kept: laying out more of them would hold up the keyboard."""


def cut() -> str:
    """Return the sentence that says how much of a long output is kept."""
    return _("The output was cut: the first {size}, and of that the first {lines} lines, are kept.").format(
        size=f"{LARGEST >> 20} MiB", lines=number(MOST_LINES)
    )


@dataclass(frozen=True, slots=True)
class Output:
    """What a command printed on both streams, and its exit status. ``cut``: it printed more than is kept."""

    text: str
    status: int
    cut: bool = False


def pipe(text: str, command: str, seconds: float = SECONDS) -> Output:
    """Run ``command`` in the shell with ``text`` as its input; Problem if it takes longer than ``seconds``.

    When a command prints more than is kept, its output is closed, as ``head`` does.
    """
    end = monotonic() + seconds
    # A file as the input: a command may read it late or never, while its output is being read.
    with tempfile.TemporaryFile() as given:
        given.write(text.encode("utf-8", "replace"))
        given.seek(0)
        with subprocess.Popen(  # noqa: S602 - the user has typed it, for the shell
            command,
            shell=True,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            try:
                printed = _read(process.stdout, end)
                process.stdout.close()
                process.wait(max(0.0, end - monotonic()))
            except (TimeoutError, subprocess.TimeoutExpired) as error:
                with suppress(ProcessLookupError):  # it has just ended
                    os.killpg(process.pid, signal.SIGKILL)  # with all that it has started
                hint = _("Try it in a terminal of its own.")
                where = ngettext("{command}: over {count} second.", "{command}: over {count} seconds.", ceil(seconds))
                where = where.format(command=command, count=f"{seconds:g}")
                raise Problem(_("The command took too long."), where, hint, status=1) from error
    whole = printed[:LARGEST].decode("utf-8", "replace")
    first_lines = "".join(whole.splitlines(keepends=True)[:MOST_LINES])
    return Output(first_lines, process.returncode, len(printed) > LARGEST or len(first_lines) < len(whole))


def _read(output: IO[bytes], end: float) -> bytes:
    """Return what is printed, at most one byte more than is kept; TimeoutError if it does not end by ``end``."""
    printed = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while len(printed) <= LARGEST:
            if not selector.select(max(0.0, end - monotonic())):
                raise TimeoutError
            data = os.read(output.fileno(), LARGEST + 1 - len(printed))
            if not data:
                break
            printed += data
    return bytes(printed)
