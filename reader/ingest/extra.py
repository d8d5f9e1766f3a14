"""Packages that only some formats need, which a person installs as an extra of Scolie."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from functools import cache
from types import ModuleType

from reader.text.problem import Problem
from reader.translation import _, ngettext

_NAMED = 5
"""Files that are named of all that wait for a package."""


class MissingPackage(Problem):
    """A format cannot be read as long as a package is not installed. The file itself may be sound."""


def is_installed(module: str) -> bool:
    """Whether a package can be imported, without loading it."""
    from importlib.util import find_spec  # the list of articles does without

    return find_spec(module) is not None


def needed(module: str, extra: str) -> ModuleType:
    """Return a module of a package that belongs to ``extra``; MissingPackage if it cannot be loaded."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise missing(extra, str(error)) from error


def missing(extra: str, why: str = "") -> MissingPackage:
    """Return the Problem of a file that cannot be read without ``extra``."""
    hint = _("Install it, and start Scolie again: {command}").format(command=f"pip install 'scolie[{extra}]'")
    return MissingPackage(_("A package that reads this format is not installed."), why, hint)


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Return one Problem for each package that is missing, with the files that wait for it as its places."""
    waiting: dict[str, list[MissingPackage]] = {}
    for problem in problems:
        if isinstance(problem, MissingPackage):
            waiting.setdefault(problem.hint, []).append(problem)
    return [_joined(each) for each in waiting.values()]


def _joined(same: Sequence[MissingPackage]) -> Problem:
    if len(same) == 1:
        return same[0]
    files = ngettext("{count} file waits for it.", "{count} files wait for it.", len(same)).format(count=len(same))
    return MissingPackage(same[0].title, files, same[0].hint, tuple(each.message for each in same[:_NAMED]))


@cache
def version(distribution: str) -> str:
    """Return the installed version of a package; empty if it is not installed."""
    from importlib import metadata

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
