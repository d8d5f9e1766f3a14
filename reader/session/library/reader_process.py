"""Processes that read files for `first_look`, so that several cores work and the app stays quick.

Such a process is a Python that gets batches of files by its standard input and gives back what it saw by its output,
both as pickles, which nobody else can write to. It ends with its input, so also when the program that started it is killed.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, cast

from reader.session.library.file_look import FileLook, look
from reader.translation import language, use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.files.state import FileState

Batch = list[tuple[str, "FileState"]]
"""Paths in a library and states of files."""
BATCH = 400_000
"""Bytes of the files that one process reads at a time."""
MOST = 4
"""Processes; more read faster than one process can write."""
_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.session.library.reader_process import serve; serve()"
_NICE = 10


def cores() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def looks(root: str, files: Iterable[tuple[str, FileState]]) -> Iterator[list[FileLook]]:
    """Yield what processes see of files of the library at ``root``, a batch at a time; files that one dies of are left out."""
    count = min(cores(), MOST)
    waiting: deque[Future[list[FileLook]]] = deque()
    processes = [ReaderProcess(root) for _ in range(count)]
    free: queue.SimpleQueue[ReaderProcess] = queue.SimpleQueue()
    for process in processes:
        free.put(process)

    def read(batch: Batch) -> list[FileLook]:
        process = free.get()
        try:
            return process.read(batch)
        finally:
            free.put(process)

    with ThreadPoolExecutor(count) as threads:
        try:
            for batch in _batches(files):
                waiting.append(threads.submit(read, batch))
                if len(waiting) > count + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            for process in processes:
                process.end()


def _batches(files: Iterable[tuple[str, FileState]]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for path, state in files:
        batch.append((path, state))
        size += state.size
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class ReaderProcess:
    """One process; it is started when it is first needed, and again if it has died."""

    def __init__(self, root: str) -> None:
        self._about = (root, language())
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, batch: Batch) -> list[FileLook]:
        """Return what the process sees of files; nothing if it cannot be started, or dies of them."""
        try:
            process = self._process or self._start()
            assert process.stdin and process.stdout
            pickle.dump(batch, process.stdin)
            process.stdin.flush()
            return cast("list[FileLook]", pickle.load(process.stdout))  # noqa: S301 - our own process writes it
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            return []

    def _start(self) -> subprocess.Popen[bytes]:
        # The same modules as here, and none from the current folder, which may be anybody's library.
        paths = [path for path in sys.path if path]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin
        pickle.dump(self._about, self._process.stdin)
        return self._process

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def serve() -> None:
    """Be such a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+c is for who started it
    if hasattr(os, "nice"):
        os.nice(_NICE)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    root, spoken = pickle.load(asked)  # noqa: S301 - from the program that started this one
    use(spoken)
    while True:
        try:
            batch: Sequence[tuple[str, FileState]] = pickle.load(asked)  # noqa: S301 - likewise
        except EOFError:
            return
        pickle.dump([look(root, path, state) for path, state in batch], answers)
        answers.flush()
