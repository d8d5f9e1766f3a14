"""How often and recently articles, tags, annotations and commands were opened. It belongs to this machine, not to the library.

Each opening counts one, and half of that after each `HALF_LIFE`. One number says it all: the time at which what remains
of the count is one, so what was opened more often or more recently has the later time, at any moment (Jesse Ruderman,
"Frecency", https://wiki.mozilla.org/User:Jesse/NewFrecency). The file is small and nothing depends on it: a damaged one
is thrown away. Several programs may have the same library open: each adds its openings to what is written.
"""

from __future__ import annotations

import json
import math
import time
from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.files.atomic import write_atomically
from reader.files.plain import read_plain
from reader.session.cache.one_at_a_time import one_at_a_time
from reader.session.cache.own_name import own_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import StrPath

HALF_LIFE = 7 * 24 * 3600.0
"""Seconds after which an opening counts half."""
MOST = 1000
"""Things of a library whose openings are kept; what counts least is forgotten first."""
LARGEST_COUNT = 1000.0
"""What a count may be: a time further ahead was written while the clock was wrong."""
LARGEST = 1024 * 1024
"""Bytes of the file: above it, it is not one of ours."""


def openings_file(root: StrPath) -> str:
    """Return the file of the openings in the library at ``root``."""
    return state_file("opened", f"{own_name(root)}.json")


class Openings:
    """The openings of one library. What was opened has a name such as ``article:port``, see `name_of`."""

    def __init__(self, root: StrPath, now: Callable[[], float] = time.time) -> None:
        """``now`` returns the present in seconds."""
        self.file = openings_file(root)
        self._now = now
        self._times = self._written()
        """By name, the time at which what remains of the count is one."""
        self._unsaved: list[tuple[str, float]] = []
        """What was opened since the file was last written, and when."""

    def _written(self) -> dict[str, float]:
        """Return what is written now; nothing if it cannot be understood."""
        try:
            content = json.loads(read_plain(self.file, LARGEST, own=True))
        except (OSError, ValueError, RecursionError):
            return {}
        latest = self._now() + HALF_LIFE * math.log2(LARGEST_COUNT)
        if not isinstance(content, dict):
            return {}
        return {name: min(at, latest) for name, at in content.items() if type(at) is float and math.isfinite(at)}

    def note(self, name: str) -> None:
        """Count something as opened now. It is written by `save`."""
        opened = (name, self._now())
        _count(self._times, *opened)
        self._unsaved.append(opened)

    def weights(self) -> dict[str, float]:
        """Return by name how often and recently things were opened, between 0 and 1."""
        now = self._now()
        return {name: 1 - 1 / (1 + _count_at(at, now)) for name, at in self._times.items()}

    def weights_of(self, kind: str) -> dict[str, float]:
        """Return the same of the things of one kind, by their ids."""
        start = name_of(kind, "")
        return {name[len(start) :]: weight for name, weight in self.weights().items() if name.startswith(start)}

    def save(self) -> None:
        """Add what was opened to the file, atomically; OSError if the state folder cannot be written."""
        if not self._unsaved:
            return
        with one_at_a_time(self.file):
            times = self._written()
            for opened in self._unsaved:
                _count(times, *opened)
            kept = dict(sorted(times.items(), key=lambda item: -item[1])[:MOST])
            write_atomically(self.file, json.dumps(kept).encode(), private=True, durable=False)
        self._times = kept
        self._unsaved.clear()


def name_of(kind: str, id_: str) -> str:
    """Return the name of something that can be opened: ``kind`` is ``article``, ``tag``, ``annotation`` …"""
    return f"{kind}:{id_}"


def _count_at(time_of_one: float, now: float) -> float:
    """Return what remains of a count at the time ``now``."""
    return float(2 ** ((min(time_of_one, now + 100 * HALF_LIFE) - now) / HALF_LIFE))


def _count(times: dict[str, float], name: str, now: float) -> None:
    """Count one opening more, at the time ``now``."""
    remains = _count_at(times[name], now) if name in times else 0.0
    times[name] = now + HALF_LIFE * math.log2(1 + remains)
