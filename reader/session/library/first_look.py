"""Read the files of a library that are new or have changed: one reading serves the list and the index.

A few files are read in this process, a step at a time; many are read by processes of their own, while a person reads on.
Whatever ends this early, what was read by then stays.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from reader.ingest.formats import format_of
from reader.session.cache.index_file import FAULTS, IndexedText, IndexWriter
from reader.session.cache.text_index import TextIndex, versions_of
from reader.session.library.file_look import FileLook, look_at

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from reader.files.state import FileState
    from reader.session.library.catalogue import Catalogue

MANY = 3_000_000
"""Bytes from which it is worth starting processes, which takes half a second."""
SLOW = 20
"""A byte in a slow format counts as this many."""
AT_ONCE = 4_000_000
"""Bytes of files that are put into the index in one transaction."""

File = tuple[str, "FileState"]


def first_look(catalogue: Catalogue, index: TextIndex | None = None) -> Iterator[int]:
    """Read the files that are new or have changed, small ones first, and yield now and then how many are left.

    What is listed but not in the ``index`` is read again. If nothing can be written there, `TextIndex.fault` says why.
    """
    with ExitStack() as stack:
        intake = _Intake(catalogue, index, stack)
        waiting = catalogue.unread(intake.lacks)
        left = len(waiting)
        for look in _looks(catalogue, waiting, intake.file):
            if look:
                intake.add(look)
                left -= 1
            yield left
        intake.finish()
    if waiting:
        catalogue.save()


def _looks(catalogue: Catalogue, files: list[File], index: str) -> Iterator[FileLook | None]:
    """Yield a look at each file, and None at the steps between. ``index``: the file that texts go to, if one is open."""
    if sum(_effort(path, state) for path, state in files) > MANY:
        from reader.session.library.reader_process import looks  # few starts need it

        seen = set[str]()
        for batch in looks(catalogue.root, files, index):
            for look in batch:
                if not isinstance(look.found, Exception):  # the others are read again here, which gives the reason
                    seen.add(look.path)
                    yield look
        files = [(path, state) for path, state in files if path not in seen]
    for path, state in files:
        yield (yield from _steps(catalogue, path, state, indexed=bool(index)))


def _steps(catalogue: Catalogue, path: str, state: FileState, *, indexed: bool) -> Generator[None, None, FileLook]:
    reading = catalogue.opened(path, state) if catalogue.opened else None
    return (yield from look_at(catalogue.root, path, state, reading, indexed=indexed))


def _effort(path: str, state: FileState) -> int:
    row = format_of(path)
    return state.size * (SLOW if row and row.slow else 1)


class _Intake:
    """Takes what was seen into the catalogue and the index; the index is open until ``stack`` is left."""

    def __init__(self, catalogue: Catalogue, index: TextIndex | None, stack: ExitStack) -> None:
        self._catalogue = catalogue
        self._index = index
        self._writer: IndexWriter | None = None
        self._states: dict[str, tuple[FileState, str]] = {}
        self._texts: list[IndexedText] = []
        self._size = 0
        if index:
            try:
                self._writer = stack.enter_context(index.file.writing())
                self._states = self._writer.states() if self._writer else {}
                index.fault = ""
            except FAULTS as error:
                self._fail(error)

    @property
    def is_open(self) -> bool:
        """Whether texts can be put into the index."""
        return self._writer is not None

    @property
    def file(self) -> str:
        """The file of the index; empty if it is not open."""
        return self._index.file.path if self._index and self.is_open else ""

    def lacks(self, path: str, state: FileState) -> bool:
        """Whether the index is open and does not have a file in its state."""
        return self.is_open and self._states.get(path) != (state, versions_of(path))

    def add(self, look: FileLook) -> None:
        """Take in what was seen of a file."""
        self._catalogue.take_in(look.path, look.state, look.found)
        if look.text and self.is_open:
            self._texts.append(look.text)
            self._size += look.state.size
            if self._size > AT_ONCE:
                self._write()

    def finish(self) -> None:
        """Write the rest, and drop what is no longer in the library."""
        gone = sorted(self._states.keys() - self._catalogue.files()) if self._states else []
        if self._texts or gone:
            self._write(gone)

    def _write(self, gone: list[str] | None = None) -> None:
        texts, self._texts, self._size = self._texts, [], 0
        try:
            if self._writer:
                self._writer.write(texts, gone or [])
        except FAULTS as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._writer = None
        if self._index:
            self._index.fail(error)
