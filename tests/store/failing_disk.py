"""A disk whose calls fail when a test says so."""

from __future__ import annotations

import os
from collections.abc import Callable

from reader.store.disk import Disk

CALLS = ("open", "write", "read", "fsync", "truncate", "replace", "mkdir", "sync_folder")


class FailingDisk(Disk):
    """Fails at the ``nth`` call of the seam (from 1), once or from then on; ``short`` writes half of it first."""

    def __init__(self, nth: int, code: int, short: bool = False, lasting: bool = False) -> None:
        self.nth, self.code, self.short, self.lasting = nth, code, short, lasting
        self.calls = 0

    @property
    def over(self) -> bool:
        return self.calls >= self.nth

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self.nth or (self.lasting and self.calls > self.nth):
            raise OSError(self.code, os.strerror(self.code))

    def write(self, fd: int, data: bytes) -> int:
        try:
            self._count()
        except OSError:
            if self.short:
                super().write(fd, data[: len(data) // 2])
            raise
        return super().write(fd, data)


def _failing(name: str) -> Callable[..., object]:
    real = getattr(Disk, name)

    def call(self: FailingDisk, *arguments: object) -> object:
        self._count()
        return real(self, *arguments)

    return call


for _name in CALLS:
    if _name != "write":
        setattr(FailingDisk, _name, _failing(_name))
