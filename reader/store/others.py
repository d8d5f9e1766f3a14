"""Foreign things in a store's folder, such as links and pipes: reported and set aside, but never read or followed."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from reader.store.disk import Disk
from reader.store.interface import Finding, is_name
from reader.store.plain_file import unusable_kind
from reader.store.quarantine import NAME, Quarantine
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FOLDERS = ("", ".locks", ".texts", ".backup", ".backup/recent", ".backup/texts")
"""The folders that the store reads, by their names in its own; the quarantine is not among them."""

MEND = N_("`scolie check --mend` sets it aside.")


def others_in(folder: Path, disk: Disk) -> Iterator[tuple[str, str]]:
    """Yield the name in ``folder`` of everything that is not a file of the store, and what it is."""
    for inside in FOLDERS:
        try:
            entries = sorted(disk.entries(folder / inside))
        except OSError:
            continue  # missing, or yielded with the folder above
        for name, state in entries:
            where = f"{inside}/{name}" if inside else name
            if name == ".git" or (stat.S_ISDIR(state.st_mode) and _may_be_a_folder(where)):
                continue
            if what := unusable_kind(state):
                yield where, what
            elif not inside and not name.startswith(".") and not _may_be_a_database(name):
                yield where, _("a file with a name that no database can have")


def _may_be_a_folder(where: str) -> bool:
    """Whether a folder of this name is one of the store's, or does not concern it."""
    return where in FOLDERS or where == NAME or not ("/" in where or where.endswith((".jsonl", ".json")))


def _may_be_a_database(name: str) -> bool:
    stem = name.removesuffix(".jsonl").removesuffix(".json")
    return stem == name or is_name(stem)


def findings(folder: Path, disk: Disk) -> Iterator[Finding]:
    """Yield a finding for each of `others_in`."""
    for where, what in others_in(folder, disk):
        yield Finding(where, _("It is {what}; nothing of it was read.").format(what=what), _(MEND))


def logs_among(unusable: Mapping[str, str], folder: str) -> list[Finding]:
    """Return a finding for each database whose log cannot be used."""
    return [
        Finding(f"{folder}/{name}.jsonl", _("It is {what}; nothing of it was read.").format(what=what), _(MEND))
        for name, what in sorted(unusable.items())
    ]


def set_aside(folder: Path, disk: Disk, quarantine: Quarantine) -> Iterator[Finding]:
    """Move all of them to the quarantine and yield what was done; OSError if the disk refuses."""
    quarantine_first = sorted(others_in(folder, disk), key=lambda other: other[0] != NAME)
    for where, what in quarantine_first:
        name = quarantine.move(folder / where, what)
        yield Finding(
            where, _("It is {what}; it was set aside as {place}.").format(what=what, place=f"{NAME}/{name}"), ""
        )
