"""How busy the machine is: figures from a busy one say little but their ratios."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from time import monotonic


@dataclass(frozen=True)
class Machine:
    """A look at the machine: load over a minute, and since it started the seconds stolen from it and waited in it."""

    at: float
    load: float
    stolen: float
    waited: float

    @classmethod
    def look(cls) -> Machine:
        """Return how it is now; what the system does not tell is 0."""
        return cls(monotonic(), os.getloadavg()[0], _stolen(), _waited())

    def since(self, before: Machine) -> str:
        """Return what is to be known of the time between two looks."""
        spent = max(0.001, self.at - before.at)
        cores = os.cpu_count() or 1
        return (
            f"{cores} cores, Python {platform.python_version()}, {spent:.0f} s; load {before.load:.1f} at the start, "
            f"{self.load:.1f} at the end; stolen {100 * (self.stolen - before.stolen) / spent / cores:.1f} %; "
            f"something waited for a core {100 * (self.waited - before.waited) / spent:.0f} % of the time"
        )


def _stolen() -> float:
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()
    except OSError:
        return 0.0
    return int(fields[8]) / os.sysconf("SC_CLK_TCK")


def _waited() -> float:
    try:
        found = re.search(r"some.*total=([0-9]+)", Path("/proc/pressure/cpu").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1e6 if found else 0.0
