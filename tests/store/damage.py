"""A database in two situations, and each way in which one of its three files may be damaged: see docs/store.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.store.disk import Disk
from reader.store.log_line import LoggedChange, LogLine, encode
from tests.store.making import TABLE, change, folder_store, log_of


class Hasty(Disk):
    """Waits for no disk: here files are damaged by hand, and nothing loses power."""

    def fsync(self, fd: int) -> None:
        pass


SITUATIONS = ("quiet", "busy")
SOUND = "whole"


class Library:
    """One database in ``root``, of five changes: a; b and `gone`; `gone` deleted; c; d.

    In the quiet situation a checkpoint has them all; in the busy one it has three, and the newest lines the others.
    """

    def __init__(self, root: Path, situation: str, database: str = "article") -> None:
        self.log = log_of(root, database)
        self.checkpoint = self.log.with_suffix(".json")
        self.recent = self.log.parent / ".backup" / "recent" / self.log.name
        store = folder_store(root, disk=Hasty())
        store.put([change("o", "of another article", "other")])
        store.put([change("a", "a", database)])
        store.put([change("b", "b", database), change("gone", "gone", database)])
        self.old_recent = self.recent.read_bytes()
        store.close()
        self.old_checkpoint = self.checkpoint.read_bytes()
        self.others_checkpoint = log_of(root, "other").with_suffix(".json").read_bytes()
        store = folder_store(root, disk=Hasty())
        store.put([change("gone", None, database)])
        store.close()
        store = folder_store(root, disk=Hasty())
        store.put([change("c", "c", database)])
        store.put([change("d", "d", database)])
        if situation == "quiet":
            store.close()

    def damage(self, log: str, recent: str, checkpoint: str) -> None:
        """Do to each file what its state's name says."""
        for path, data in (
            (self.log, LOG[log](self.log.read_bytes())),
            (self.recent, self._recent(recent)),
            (self.checkpoint, self._checkpoint(checkpoint)),
        ):
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)

    def _recent(self, state: str) -> bytes | None:
        data = self.recent.read_bytes()
        return {
            SOUND: data,
            "missing": None,
            "damaged": _flipped(data, 20) if data else b"\0\xff{]}\n",
            "older": self.old_recent,
        }[state]

    def _checkpoint(self, state: str) -> bytes | None:
        data = self.checkpoint.read_bytes()
        return {
            SOUND: data,
            "missing": None,
            "empty": b"",
            "zeroed": bytes(len(data)),
            "damaged": data[: len(data) // 2] + bytes(8) + data[len(data) // 2 + 8 :],
            "edited": data.replace(b'"note": "a"', b'"note": "A"'),
            "older": self.old_checkpoint,
            "another's": self.others_checkpoint,
        }[state]


def _flipped(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _until(data: bytes, lines: int) -> int:
    """Return where the line of that number ends."""
    return len(b"".join(data.splitlines(keepends=True)[:lines]))


def _line_of(id_: str) -> bytes:
    return encode(LogLine((LoggedChange(TABLE, id_, 1, {"id": id_, "note": id_}),), 9, "hand"))


LOG: dict[str, Callable[[bytes], bytes | None]] = {
    SOUND: lambda data: data,
    "missing": lambda _data: None,
    "empty": lambda _data: b"",
    "zeroed": lambda data: bytes(len(data)),
    "zeroed from line 2": lambda data: data[: _until(data, 1)] + bytes(len(data) - _until(data, 1)),
    "last byte flipped": lambda data: _flipped(data, -1),
    "line 1 damaged": lambda data: _flipped(data, 20),
    "line 4 damaged": lambda data: _flipped(data, _until(data, 3) + 20),
    "line end flipped": lambda data: _flipped(data, _until(data, 3) - 1),
    "cut after line 2": lambda data: data[: _until(data, 2)],
    "cut in line 5": lambda data: data[: _until(data, 4) + 20],
    "half a line more": lambda data: data + _line_of("never")[:30],
    "another branch": lambda data: data[: _until(data, 1)] + _line_of("z") * 12,
    "another log": lambda _data: _line_of("z") * 20,
}
RECENT = (SOUND, "missing", "damaged", "older")
CHECKPOINT = (SOUND, "missing", "empty", "zeroed", "damaged", "edited", "older", "another's")
