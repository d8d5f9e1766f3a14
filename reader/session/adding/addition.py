"""Records of what was added: one for each time, with the files that it made. Undo and later additions look them up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reader.ingest.formats import format_of
from reader.store.interface import LIBRARY, Record, Store

TABLE = "additions"


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that was added: its ``path`` in the library, what it is (``key``), and the sha256 of its bytes.

    ``replaced`` is the sha256 of the file that stood there before; empty for a new one.
    """

    path: str
    key: str
    sha256: str
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """What was added at ``time`` (microseconds)."""

    id: str
    time: int
    files: tuple[AddedFile, ...]

    def to_record(self) -> Record:
        """Return the record of the table."""
        rows = [[file.path, file.key, file.sha256, file.replaced] for file in self.files]
        return {"id": self.id, "time": self.time, "files": rows}

    @classmethod
    def from_record(cls, record: Record) -> Addition:
        """Return the addition of a record; ValueError or a like error if it is not valid."""
        return cls(str(record["id"]), int(record["time"]), tuple(map(_file, record["files"])))


def _file(row: Any) -> AddedFile:
    if not isinstance(row, list) or len(row) != 4 or not all(isinstance(part, str) for part in row):
        raise ValueError(f"{row!r} is not a file")
    file = AddedFile(*row)
    if not _is_article(file.path):
        raise ValueError(f"{file.path!r} is no article of the library")
    return file


def _is_article(path: str) -> bool:
    """Whether a path can be that of an article. A record may come from anybody, and no name in it leads to another file."""
    parts = path.split("/")
    return (
        format_of(path) is not None and parts[0] != "annotations" and not any(part[:1] in ("", ".") for part in parts)
    )


def additions_in(records: Iterable[Record]) -> list[Addition]:
    """Return the additions of those records that are valid, the oldest first."""
    found = []
    for record in records:
        try:
            found.append(Addition.from_record(record))
        except (KeyError, TypeError, ValueError):
            continue  # `scolie check` names it
    return sorted(found, key=lambda addition: addition.time)


def added_files(store: Store) -> dict[str, AddedFile]:
    """Return the files that were added, by key; for a key that was added several times, the latest."""
    additions = additions_in(store.records(LIBRARY, TABLE).values())
    return {file.key: file for addition in additions for file in addition.files}
