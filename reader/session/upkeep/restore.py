"""Restore a backup, as one edit that undo takes back like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reader.annotation.edit import Change, differs, noted
from reader.session.library.workspace import Workspace

LEFT = frozenset({"history"})
"""Tables that are not restored, because they only grow."""


def restore(workspace: Workspace, day: date) -> int:
    """Set every record to its state in the backup of ``day`` (UTC), and return how many differed; Problem if it is damaged."""
    then = workspace.store.backup(day)

    def make() -> list[Change]:
        now = {
            (database, table): workspace.store.records(database, table)
            for database in workspace.store.databases()
            for table in workspace.store.tables(database)
        }
        changes = []
        for place in {**now, **then}:
            if place[1] not in LEFT:
                before, after = now.get(place, {}), then.get(place, {})
                ids = dict.fromkeys([*before, *after])
                changes += [_restored(Change(*place, id_, before.get(id_), after.get(id_))) for id_ in ids]
        return list(filter(differs, changes))

    count = len(make())
    if count:
        workspace.apply("restore", make)
    return count


def _restored(change: Change) -> Change:
    """Keep what is noted of an article's file, because the backup does not know where the file is now."""
    here = noted(change.table, change.before)
    return replace(change, after={"id": change.id, **(change.after or {}), **here}) if here else change
