"""Read files in a process of its own, which is ended when it takes too long: some parsers never end with some files.

A process that has read a file waits for the next one, because starting it takes longer than most files do. It ends with this
program, since its connection is closed then, and whatever it does when its time is up, since the system ends it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import deque
from multiprocessing.connection import Connection, Pipe

from reader.ingest.content import Content
from reader.lazy import Lazy
from reader.text.problem import Problem
from reader.translation import _, language, use

PATIENCE = 90
"""Seconds that reading one file may take. A PDF with as many pages as are read takes one minute."""
_MOST_IDLE = 2
"""Processes that wait for the next file."""
_BEGIN = "import sys; sys.path[:] = {path!r}; from reader.ingest.worker import serve; serve({descriptor})"


class _Worker:
    """A process that reads one file at a time."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            begin = _BEGIN.format(path=sys.path, descriptor=theirs.fileno())
            self._process = subprocess.Popen(
                [sys.executable, "-c", begin],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl+C in the terminal is for this program
            )

    @property
    def is_there(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def read(self, read: Lazy, data: bytes, seconds: float) -> Content | Problem:
        """Return what ``read`` returns or raises; EOFError or OSError if the process has ended over it."""
        self._connection.send((read, data, seconds, language()))
        answer: Content | Problem = self._connection.recv()
        return answer

    def end(self) -> int:
        """End the process, whatever it does, and return its status as `subprocess.Popen` does."""
        self._connection.close()
        self._process.kill()
        return self._process.wait()


_idle: deque[_Worker] = deque()


def read_pdf(data: bytes) -> Content:
    """Return what a PDF says; Problem as for `ingest.pdf.read` and `in_time`."""
    return in_time(Lazy("reader.ingest.pdf", "read"), data)


def in_time(read: Lazy, data: bytes, seconds: float = PATIENCE) -> Content:
    """Return what ``read`` makes of a file's bytes.

    Problem as for ``read``, if it takes more than so many seconds, and if the process ends over it.
    """
    worker = _free()
    try:
        answer = worker.read(read, data, seconds)
    except (EOFError, OSError) as error:
        hint = _("Open it in its own program, print it to a new file, and add that.")
        if worker.end() == -signal.SIGALRM:
            raise Problem(_("This file takes too long to read."), "", hint) from error
        raise Problem(_("Reading this file ended early, perhaps for lack of memory."), "", hint) from error
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


def _free() -> _Worker:
    while True:
        try:
            worker = _idle.pop()
        except IndexError:
            return _Worker()
        if worker.is_there:
            return worker
        worker.end()


def serve(descriptor: int) -> None:
    """Read one file after another, as a process of its own, until the connection is closed."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with Connection(descriptor) as connection:
        while True:
            try:
                read, data, seconds, spoken = connection.recv()
            except EOFError:
                return
            use(spoken)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            try:
                answer = read(data)
            except Problem as problem:
                answer = problem
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(answer)
