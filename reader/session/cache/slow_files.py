"""Files whose parser was ended because it took too long: they are not tried again at every look.

There is one derived file (`session.cache`) for each. It is valid as long as the article's file has its state and the
packages that read it have their versions.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.config.path import state_file
from reader.files.state import FileState
from reader.ingest.content import READERS, TakesTooLong
from reader.ingest.formats import format_of
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import own_name

if TYPE_CHECKING:
    from _typeshed import StrPath

KEPT = 1000
"""Files that are remembered; the oldest are tried again."""


def _derived(file: StrPath) -> DerivedFile:
    return DerivedFile(state_file("too-slow", own_name(file)), f"1 {READERS}", most_files=KEPT)


def _versions(file: StrPath) -> str:
    row = format_of(file)
    return row.versions() if row else ""


def remember_slow(file: StrPath, state: FileState) -> None:
    """Keep in mind that reading ``file`` in this state took too long."""
    _derived(file).save(_versions(file), files={os.fspath(file): state})


def refuse_slow(file: StrPath, state: FileState) -> None:
    """Raise TakesTooLong if ``file`` took too long in this state."""

    def is_of(derived: Derived) -> bool:
        return derived.files[os.fspath(file)] == state and derived.payload == _versions(file)

    if _derived(file).load(is_of):
        raise TakesTooLong(message=os.fspath(file))
