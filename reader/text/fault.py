"""Faults: what is wrong in a file or a store, said without stopping anything.

A fault is a value, not an exception: whoever reads a user's file collects its faults, uses what is right and
goes on. ``scolie check`` and the app's start show them.
"""

from __future__ import annotations

from dataclasses import dataclass


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
