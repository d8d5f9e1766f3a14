"""Faults: problems in a file that do not stop the program.

A fault is a value, not an exception: the reader of a user's file collects its faults, uses what is right and
goes on. ``scolie check`` and the app's start show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 20
"""Faults of one file that are shown; of the others only their number is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault.

    ``where``: the file or part of the store. ``line``: counted from 1, or None if the fault is not in a line.
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
    """The faults of one file. Collecting them is fast, however many there are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[Fault] = []
        self._others = 0

    def add(self, line: int | Callable[[], int | None] | None, what: str, mend: str | Callable[[], str]) -> None:
        """Add a fault. A function for the line or for the mending is called only if the fault is shown."""
        if len(self._faults) >= MOST:
            self._others += 1
            return
        where = line() if callable(line) else line
        fault = Fault(self.file, where, what, mend() if callable(mend) else mend)
        if fault not in self._faults:
            self._faults.append(fault)

    def listed(self) -> list[Fault]:
        """Return the faults to show, and a last one with the number of others."""
        if not self._others:
            return list(self._faults)
        count = self._others
        what = ngettext("There is {count} more fault.", "There are {count} more faults.", count).format(count=count)
        more = Fault(self.file, None, what, _("Mend the others first."))
        return [*self._faults, more]

    def __bool__(self) -> bool:
        return bool(self._faults)
