"""Faults: what is wrong in a file or a store, said without stopping anything.

A fault is a value, not an exception: the reader of a user's file collects its faults, uses what is right and
goes on. ``scolie check`` and the app's start show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 20
"""Faults of one file that are worked out; of the others only the number is said."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    ``where``: the file or part of the store. ``line``: counted from 1, or None where no line is to blame.
    ``what``: what is wrong. ``mend``: what to do about it. Both are whole sentences.
    """

    where: str
    line: int | None
    what: str
    mend: str

    @property
    def place(self) -> str:
        """``file:line``, or the file alone."""
        return self.where if self.line is None else f"{self.where}:{self.line}"


class Faults:
    """The faults of one file, as they are found. However many there are, collecting them takes little time."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[Fault] = []
        self._others = 0

    def add(self, line: int | Callable[[], int | None] | None, what: str, mend: str | Callable[[], str]) -> None:
        """Add a fault. A function for a line or for what to do is called only if the fault will be shown."""
        if len(self._faults) >= MOST:
            self._others += 1
            return
        where = line() if callable(line) else line
        fault = Fault(self.file, where, what, mend() if callable(mend) else mend)
        if fault not in self._faults:
            self._faults.append(fault)

    def listed(self) -> list[Fault]:
        """Return the faults, and last how many more there are."""
        if not self._others:
            return list(self._faults)
        more = Fault(self.file, None, f"There are {self._others} more faults.", "Mend the others first.")
        return [*self._faults, more]

    def __bool__(self) -> bool:
        return bool(self._faults)
