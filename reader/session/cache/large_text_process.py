"""Read a large article in a process of its own, which leaves its cached text and ends.

Parsing takes ten times the size of a file in memory, of which the system gets little back from a process that goes on, and
an interpreter that parses has less time for keys.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from reader.files.state import FileState
from reader.ingest.child_process import ChildProcess, answer_questions
from reader.session.cache.large_text_cache import Prepared, is_cached, prepared
from reader.text.problem import Problem
from reader.translation import language, use

if TYPE_CHECKING:
    from _typeshed import StrPath

APART = 3_000_000
"""The size in bytes from which a file is read by another process: that takes a second, and starting one a quarter."""


def prepared_apart(file: StrPath, state: FileState) -> Prepared:
    """Do as `large_text_cache.prepared`, a large file in a process of its own if that is possible."""
    if state.size >= APART and not is_cached(file, state):
        _read_apart(file, state)
    return prepared(file, state)  # reads the file here if the process has died, or could write nothing


def _read_apart(file: StrPath, state: FileState) -> None:
    """Have a process leave the cached text of ``file``; the Problem that it met, if it says so."""
    try:
        child = ChildProcess(__name__)
    except OSError:
        return
    try:
        problem: Problem | None = child.ask((os.fspath(file), state, language()))
    except (OSError, EOFError):
        return
    finally:
        child.end()
    if problem:
        raise problem


def serve() -> None:
    """Read the files that are asked for, as a process of its own."""
    gc.disable()  # parsing makes hardly any garbage, and this process ends soon
    answer_questions(_answer)


def _answer(question: tuple[str, FileState, str]) -> Problem | None:
    file, state, spoken = question
    use(spoken)
    try:
        prepared(file, state)
    except Problem as problem:
        return problem
    return None
