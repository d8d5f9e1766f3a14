"""Processes that read files for `first_look`, so that several cores work and the app stays quick.

Such a process gets batches of files and gives back what it saw. It puts large texts into the index itself: to take them from
it and to write them takes five times their size in memory.
"""

from __future__ import annotations

import os
import queue
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from reader.ingest.child_process import ChildProcess, answer_questions
from reader.session.cache.index_file import FAULTS, IndexedText, IndexFile
from reader.session.cache.large_text_process import APART
from reader.session.library.file_look import FileLook, look
from reader.translation import language, use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.files.state import FileState

Batch = list[tuple[str, "FileState"]]
"""Paths in a library and states of files."""
BATCH = 400_000
"""Bytes of the files that one process reads at a time."""
MOST = 4
"""Processes; more read faster than one process can write."""
_NICE = 10


def cores() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def looks(root: str, files: Iterable[tuple[str, FileState]], index: str = "") -> Iterator[list[FileLook]]:
    """Yield looks at files of the library at ``root``, a batch at a time. Files that crash a process are left out.

    ``index``: the file of the index, if this program is writing to it. A look without a text says that it is there already.
    """
    count = min(cores(), MOST)
    waiting: deque[Future[list[FileLook]]] = deque()
    processes = [ReaderProcess(root, index) for _ in range(count)]
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

    def __init__(self, root: str, index: str) -> None:
        self._root, self._index, self._language = root, index, language()
        self._child: ChildProcess | None = None

    def read(self, batch: Batch) -> list[FileLook]:
        """Return the looks at files; none if the process cannot be started or the files crash it."""
        index = self._index if sum(state.size for _, state in batch) >= APART else ""
        try:
            child = self._child = self._child or ChildProcess(__name__)
            looks: list[FileLook] = child.ask((self._root, index, self._language, batch))
        except (OSError, EOFError):
            self.end()
            return []
        return looks

    def end(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child:
            child.end()


def serve() -> None:
    """Answer batches with looks at their files until the program ends: what such a process runs."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    answer_questions(_looks)


def _looks(question: tuple[str, str, str, Batch]) -> list[FileLook]:
    root, index, spoken, batch = question
    use(spoken)
    looks = [look(root, path, state) for path, state in batch]
    texts = [each.text for each in looks if each.text]
    return [each._replace(text=None) for each in looks] if index and _are_written(texts, index) else looks


def _are_written(texts: list[IndexedText], index: str) -> bool:
    """Put texts into an index that the app is writing to, and return whether that was possible."""
    try:
        return IndexFile(index).write(texts)
    except FAULTS:
        return False
