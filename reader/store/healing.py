"""Bring back what a log lacks and its checkpoint or recent copy still has: see docs/store.md.

Loaded only when a log does not explain its checkpoint or recent copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.store import checkpoint
from reader.store.checkpoint import CheckpointHead
from reader.store.interface import LIBRARY, Finding, Record
from reader.store.log_line import HIGHEST, LoggedChange, LogLine
from reader.store.migration import SCHEMA
from reader.store.quarantine import CLEARS
from reader.store.tables import META
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.store.checkpoint_file import CheckpointFile
    from reader.store.log import Log
    from reader.store.tables import VersionedRecord

MEANT = N_("Nothing, if that was meant; what the other state had is kept in quarantine.")


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a checkpoint has and the log lacks.

    ``newer`` overrules what the log has. So does ``above``, which has the same revision but shows once its time is later
    than ``after``. ``beside`` becomes a rival, since the log has another content at that revision, or the checkpoint may
    belong to another log. ``rivals`` are the checkpoint's rivals, with their time and writer.
    """

    newer: tuple[LoggedChange, ...] = ()
    above: tuple[LoggedChange, ...] = ()
    after: int = 0
    beside: tuple[LoggedChange, ...] = ()
    rivals: tuple[tuple[LoggedChange, int, str], ...] = ()
    transactions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.newer or self.above or self.beside or self.rivals or self.transactions)

    def lines(self, time: int, writer: str) -> Iterator[LogLine]:
        """Yield the lines, made now by ``writer``, that bring all of it back."""
        if self.newer:
            yield LogLine(self.newer, time, writer)
        if self.above:
            yield LogLine(self.above, min(max(time, self.after + 1), HIGHEST), writer, parents=())
        if self.beside:
            # With the oldest time, so that what the log has still shows.
            yield LogLine(self.beside, 0, writer, parents=())
        for change, made_at, made_by in self.rivals:
            yield LogLine((change,), made_at, made_by, parents=())
        for transaction in self.transactions:
            # Without the commit line, a part in another log would no longer count.
            yield LogLine((), time, writer, transaction)


class Healable(Protocol):
    """What healing needs of a database."""

    name: str
    log: Log
    checkpoint: CheckpointFile
    findings: list[Finding]

    def explains(self, head: CheckpointHead | None) -> bool:
        """Whether the log has all that a checkpoint with this head has."""

    def lost_lines(self) -> list[tuple[bytes, LogLine]]:
        """Return the lines of the recent copy that are not in the log."""

    def append(self, *lines: LogLine) -> list[LoggedChange]:
        """Write lines durably and return what shows."""

    def keep_both(self) -> None:
        """Copy the damaged log and the checkpoint to the quarantine."""

    def forget_recent(self) -> None:
        """Empty the recent copy."""


class Lost:
    """What the log of a database lacks; valid until more of the log is read."""

    def __init__(self, database: Healable) -> None:
        self._database = database
        self._log = database.log
        self.lines = database.lost_lines()
        self.reason = self._reason()
        self.unreadable = False
        self._head: CheckpointHead | None = None
        self._data = b""
        self._content = self._read()
        self.from_checkpoint = self._lacking() if self._content else Lacking()

    def __bool__(self) -> bool:
        return bool(self.lines or self.from_checkpoint)

    @property
    def count(self) -> int:
        """How many records are lost."""
        lacking = self.from_checkpoint
        changes = [change for _, line in self.lines for change in line.changes]
        changes += [*lacking.newer, *lacking.above, *lacking.beside, *(change for change, *_ in lacking.rivals)]
        return len({(change.table, change.id) for change in changes})

    def _reason(self) -> str:
        if self._log.damaged:
            return _("The log has damaged lines.")
        if not self._log.offset and not self._log.torn:
            return _("The log is empty or missing.")
        if self._log.torn:
            return _("The end of the log is damaged.")
        return _("The log lacks what was saved.")

    def _read(self) -> checkpoint.CheckpointContent | None:
        """Return the content of the checkpoint, if it counts."""
        database = self._database
        self._head = database.checkpoint.head()
        if (self._head and self._head.schema > SCHEMA) or database.explains(self._head):
            return None
        try:
            self._data = database.checkpoint.read()
            content = checkpoint.decode(self._data)
        except FileNotFoundError:
            return None
        except ValueError:
            self.unreadable = True
            return None
        if content.database not in (None, database.name):
            return None
        # What this program did not write is used only to make up for damage.
        return content if checkpoint.is_whole(self._data) or self._shows_damage() else None

    def _shows_damage(self) -> bool:
        size, _state = self._log.extent
        return self._log.is_hurt or not size or bool(self._head and size < self._head.size)

    @property
    def _is_kin(self) -> bool:
        """Whether the checkpoint was made from this log, so that a higher revision in it is a later one."""
        if not self._head or not checkpoint.is_whole(self._data):
            return False
        return None in (self._log.first_line, self._head.first_line) or self._log.first_line == self._head.first_line

    def _lacking(self) -> Lacking:
        content, tables = self._content, self._log.tables
        assert content
        is_kin = self._is_kin
        newer: list[LoggedChange] = []
        above: list[LoggedChange] = []
        beside: list[LoggedChange] = []
        after = 0
        rivals_of_log = {(rival.table, rival.id, rival.revision) for rival, *_ in content.rivals if tables.has(rival)}
        for change in content.changes:
            row = tables.rows.get(change.table, {}).get(change.id)
            if row is None or (is_kin and change.revision > row.revision):
                newer.append(change)
            elif change.revision >= row.revision and not _has(row, change.record):
                # A version that showed above one that is left in the log shows above it again.
                was_above = is_kin and (change.table, change.id, row.revision) in rivals_of_log
                (above if was_above else beside).append(change._replace(revision=row.revision))
                after = max(after, row.rank[0])
        rivals = [rival for rival in content.rivals if not tables.has(rival[0])]
        transactions: list[str] = []
        if self._database.name == LIBRARY:
            transactions = [name for name in content.transactions if name not in self._log.transactions]
        return Lacking(tuple(newer), tuple(above), after, tuple(beside), tuple(rivals), tuple(transactions))

    def committed(self) -> list[str]:
        """Return the transactions that lack their commit line now, but counted when the checkpoint was made."""
        if not self._content or not self._is_kin:
            return []
        has = {(change.table, change.id, change.revision): change.record for change in self._content.changes}
        names = []
        for name, lines in self._log.waiting.items():
            changes = [change for line in lines for change in line.changes if change.table != META]
            # A change that was refused and saved later counts by its second transaction, not by this one.
            needed = not all(map(self._log.tables.has, changes))
            if needed and all(change[:3] in has and has[change[:3]] == _bare(change.record) for change in changes):
                names.append(name)
        return names

    def heal(self, time: int, writer: str, commit: Callable[[list[str]], list[LoggedChange]]) -> list[LoggedChange]:
        """Append what is lost to the log (the caller holds the lock) and return the changes that show.

        ``commit`` writes commit lines to the library's log and returns the changes that count here because of them.
        """
        database, count, file = self._database, self.count, self._database.checkpoint.name
        database.keep_both()
        shown: list[LoggedChange] = []
        if names := self.committed():
            shown += commit(names)
        lacking = self._lacking() if self._content else Lacking()
        if made := list(lacking.lines(time, writer)):
            shown += database.append(*made)
        # The checkpoint comes first: it may have later versions than an old line of the recent copy.
        if lines := database.lost_lines():
            shown += self._log.append(lines)
        mend = _("Records were brought back from {file} and the recent copy ({count}).").format(file=file, count=count)
        database.findings.append(Finding(self._log.name, self.reason, f"{mend} {_(CLEARS)}"))
        if self.unreadable:
            database.findings.append(Finding(file, _("It cannot be read."), _("Restore it from a backup.")))
        elif self._content and not checkpoint.is_whole(self._data):
            what = _("Another program wrote it, but the log is damaged: what only this file has was brought back.")
            database.findings.append(Finding(file, what, _("Look at the annotations that came from it.")))
        return shown

    def accept(self) -> None:
        """Respect the log as it is (the caller holds the lock) and set aside what only the other files have."""
        what = _("Git put a state there that lacks records of the last one ({count}).").format(count=self.count)
        self._database.findings.append(Finding(self._log.name, what, _(MEANT)))
        self._database.checkpoint.remove()
        self._database.forget_recent()


def _bare(record: Record | None) -> Record | None:
    return None if record is None else checkpoint.bare(record)


def _has(row: VersionedRecord, record: Record | None) -> bool:
    """Whether the row shows ``record`` or has it as a rival."""
    return record in [_bare(version) for version in (row.record, *(rival for _, rival in row.rivals))]
