"""What one reading of a file gives: the description for the list and the text for the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from reader.session.cache.index_file import IndexedText
from reader.session.cache.text_index import versions_of
from reader.session.library import description
from reader.text.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Generator

    from reader.files.state import FileState
    from reader.library.article import Article
    from reader.session.cache.large_text_cache import Prepared


class FileLook(NamedTuple):
    """A file as it was read in a state. ``found`` is why it could not be read, or its description; ``text`` is for the index."""

    path: str
    state: FileState
    found: Article | Problem
    text: IndexedText | None = None


def look_at(
    root: str, path: str, state: FileState, reading: Prepared | None = None, *, indexed: bool
) -> Generator[None, None, FileLook]:
    """Read and describe the file at ``path`` of a library, a step at a time. ``reading``: its content, if it was read before."""
    try:
        reading = reading or description.read(f"{root}/{path}", state)
        article = yield from description.describe(path, reading)
    except Problem as problem:
        return FileLook(path, state, problem)
    if not indexed:
        return FileLook(path, state, article)
    source, digest, _document = reading
    return FileLook(path, state, article, IndexedText.of(path, state, versions_of(path), source.text, digest))


def look(root: str, path: str, state: FileState, reading: Prepared | None = None, *, indexed: bool = True) -> FileLook:
    """Do as `look_at` in one step."""
    steps = look_at(root, path, state, reading, indexed=indexed)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("FileLook", end.value)
