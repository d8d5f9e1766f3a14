"""Bring back what a backup has: as one edit, which undo takes back like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reader.annotation.edit import Change, differs, noted
from reader.session.library.workspace import Workspace

LEFT = frozenset({"history"})
"""Tables that only grow: what was done stays done."""


def restore(workspace: Workspace, day: date) -> int:
    """Make every record as it was in the backup of ``day`` (UTC); return how many differed. Problem if it is damaged."""
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
    """Leave what is noted of an article's file as it is: the backup knows nothing of where the file is now."""
    here = noted(change.table, change.before)
    return replace(change, after={"id": change.id, **(change.after or {}), **here}) if here else change
