"""Read files in a process of its own, which is ended when it takes too long: some parsers never end with some files.

A process that has read a file waits for the next one, because starting it takes longer than most files do. Whatever it does
when its time is up, the system ends it.
"""

from __future__ import annotations

import signal
from collections import deque

from reader.ingest.child_process import ChildProcess, answer_questions
from reader.ingest.content import PRINT_ANEW, Content, TakesTooLong
from reader.lazy import Lazy
from reader.text.problem import Problem
from reader.translation import _, language, use

PATIENCE = 90
"""Seconds that reading one file may take. A PDF with as many pages as are read takes one minute."""
_MOST_IDLE = 2
"""Processes that wait for the next file."""
_idle: deque[ChildProcess] = deque()


def read_pdf(data: bytes) -> Content:
    """Return what a PDF says; Problem as for `ingest.pdf.read` and `in_time`."""
    return in_time(Lazy("reader.ingest.pdf", "read"), data)


def in_time(read: Lazy, data: bytes, seconds: float = PATIENCE) -> Content:
    """Return what ``read`` makes of a file's bytes.

    TakesTooLong if it takes more than so many seconds; Problem as for ``read``, and if the process ends over it.
    """
    worker = _free()
    try:
        answer: Content | Problem = worker.ask((read, data, seconds, language()))
    except (EOFError, OSError) as error:
        if worker.end() == -signal.SIGALRM:
            raise TakesTooLong from error
        raise Problem(_("Reading this file ended early, perhaps for lack of memory."), "", _(PRINT_ANEW)) from error
    except BaseException:
        worker.end()
        raise
    if len(_idle) < _MOST_IDLE:
        _idle.append(worker)
    else:
        worker.end()
    if isinstance(answer, Problem):
        raise answer
    return answer


def _free() -> ChildProcess:
    while True:
        try:
            worker = _idle.pop()
        except IndexError:
            return ChildProcess(__name__)
        if worker.is_there:
            return worker
        worker.end()


def serve() -> None:
    """Read one file after another, as a process of its own."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    answer_questions(_read)


def _read(question: tuple[Lazy, bytes, float, str]) -> Content | Problem:
    read, data, seconds, spoken = question
    use(spoken)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        content: Content = read(data)
    except Problem as problem:
        return problem
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return content
