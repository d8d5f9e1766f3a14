"""Run the tests as if on another machine: ``ODD_MACHINE=young,abroad make test``.

``tests/conftest.py`` imports this before anything that looks at a clock or at the environment. Each name of `MACHINES` may
be given, several of them with commas. Workers of pytest-xdist and programs that tests start inherit it all; for the clock
of the latter, see ``odd_clock/sitecustomize.py``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

VARIABLE = "ODD_MACHINE"


def young() -> None:
    """Have monotonic clocks begin now, as on a machine that has just started."""
    from tests.odd_clock.sitecustomize import make_young

    make_young()
    _put_first("PYTHONPATH", str(Path(__file__).parent / "odd_clock"))


def abroad() -> None:
    """Be where the day begins, 14 hours before UTC, in the plain locale of a container."""
    os.environ.update(TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    time.tzset()


def west() -> None:
    """Be where the day ends, in a zone with a part of an hour, and where the capital of i has a dot."""
    os.environ.update(TZ="<-1130>+11:30", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8")
    time.tzset()


def private() -> None:
    """Keep new files from everybody else."""
    os.umask(0o077)


def public() -> None:
    """Let everybody write to new files."""
    os.umask(0o000)


def bare() -> None:
    """Have none of the variables that a login sets."""
    for name in (
        "HOME",
        "LANG",
        "LC_ALL",
        "LOGNAME",
        "SHELL",
        "TERM",
        "TMPDIR",
        "USER",
        "USERNAME",
        "COLORTERM",
        "EDITOR",
    ):
        os.environ.pop(name, None)


def dumb() -> None:
    """Have a terminal that can do nothing, and an editor that is none."""
    os.environ.update(TERM="dumb", EDITOR="false", VISUAL="false", COLORTERM="", NO_COLOR="1")


MACHINES: dict[str, Callable[[], None]] = {
    machine.__name__: machine for machine in (young, abroad, west, private, public, bare, dumb)
}


def _put_first(variable: str, folder: str) -> None:
    others = [other for other in os.environ.get(variable, "").split(os.pathsep) if other not in ("", folder)]
    os.environ[variable] = os.pathsep.join([folder, *others])


def names() -> Iterator[str]:
    """Yield the machines that were asked for."""
    yield from filter(None, os.environ.get(VARIABLE, "").split(","))


for _name in names():
    MACHINES[_name]()
