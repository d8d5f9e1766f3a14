"""One database: its log, its lock, its checkpoint and the recent copy of its newest lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store import checkpoint
from reader.store.change_builder import ChangeBuilder, Direct
from reader.store.checkpoint_file import CheckpointFile
from reader.store.compaction import compacted
from reader.store.database_lock import LOCK_SECONDS, DatabaseLock
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, Finding, Put
from reader.store.log import Log, SetAside
from reader.store.log_line import LoggedChange, LogLine, Parent, encode
from reader.store.migration import SCHEMA
from reader.store.plain_file import LARGEST
from reader.store.replay import IsCommitted
from reader.store.tables import META
from reader.store.tail_copy import TailCopy
from reader.translation import _

if TYPE_CHECKING:
    from reader.store.merged import Rules
    from reader.store.tinydb_adapter import LogDatabase


class Database:
    """``name`` in ``folder``. Read, decide and write in one ``with database.lock``.

    ``changed_at`` is the time of the newest change that the checkpoint lacks, in microseconds; ``since_checkpoint``
    counts these changes. ``attended`` are the restarts and damaged lines of the log that were seen to; None: the log
    was never read.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        disk: Disk,
        set_aside: SetAside,
        is_committed: IsCommitted,
        direct: Direct,
        rules: Rules,
        patience: float = LOCK_SECONDS,
    ) -> None:
        self.name = name
        # Text, not `Path`: there may be thousands of databases, and to make their paths is a third of opening one.
        self.log = Log(f"{folder}/{name}.jsonl", disk, set_aside, is_committed, rules)
        self.recent = TailCopy(f"{folder}/.backup/recent/{name}.jsonl", disk)
        self.checkpoint = CheckpointFile(f"{folder}/{name}.json", name, disk, set_aside)
        self.lock = DatabaseLock(folder, name, disk, patience)
        self.since_checkpoint = 0
        self.changed_at: int | None = None
        self.findings: list[Finding] = []
        self.attended: tuple[int, int] | None = None
        self._builder = ChangeBuilder(name, lambda: self.log.tables, direct)
        self._disk = disk
        self._set_aside = set_aside

    def close(self) -> None:
        """Close the files; they are opened again when needed. The lock must not be held."""
        self.log.close()
        self.recent.close()
        self.lock.close()

    def __del__(self) -> None:
        """Close the files with the last reference: they are bare descriptors, which nothing else closes."""
        self.close()

    @property
    def is_newer(self) -> bool:
        """Whether a newer version of the program wrote some of it: then nothing is written to it."""
        return max(self.log.schema, self.log.tables.schema) > SCHEMA

    # -- what the log may have lost

    def may_lack(self) -> bool:
        """Whether the log may lack what its checkpoint or the recent copy has; `healing` looks closer."""
        head = self.checkpoint.head()
        if head and head.schema > SCHEMA:
            return False
        return not self.explains(head) or bool(self.lost_lines())

    def explains(self, head: checkpoint.CheckpointHead | None) -> bool:
        """Whether the log has all that a checkpoint with this head has; only the checksums are compared.

        A checkpoint that is not this program's (None) matters only if the log shows damage.
        """
        if head is None:
            return bool(self.log.offset and not self.log.is_hurt) or not self.checkpoint.has_content()
        # A part that waits for its commit line may have counted when the checkpoint was made.
        is_same = head.checksum is not None and self.log.begins_with(head.size, head.checksum)
        return is_same and not self.log.waiting

    def lost_lines(self) -> list[tuple[bytes, LogLine]]:
        """Return the lines of the recent copy that are not in the log."""
        data = self.recent.read()
        # A damaged log may end with these bytes and still lack the first of their lines.
        if not data or (not self.log.is_hurt and self.log.ends_with(data)):
            return []
        return [(raw, line) for raw, line in self.recent.lines(data) if not self.has(line)]

    def has(self, line: LogLine) -> bool:
        """Whether all that a line says counts here, was overtaken, or stands beside another version."""
        if line.transaction:
            return line.transaction in self.log.transactions
        return all(self.log.tables.has(change) for change in line.changes)

    # -- writing

    def changes_of(self, puts: Sequence[Put]) -> tuple[LoggedChange, ...]:
        """Return the changes that ``puts`` make; nothing is written yet."""
        return self._builder.changes_of(puts)

    def parents_of(self, changes: Sequence[LoggedChange]) -> tuple[tuple[Parent, ...], ...]:
        """Return what each of these changes replaces."""
        return self._builder.parents_of(changes)

    @property
    def tiny(self) -> LogDatabase:
        """The database as a TinyDB; what is written through it is durable on return."""
        return self._builder.tiny

    def append(self, *lines: LogLine) -> list[LoggedChange]:
        """Write lines durably and return what shows; the first line of a log also says its schema."""
        if META not in self.log.tables.rows:
            schema = LoggedChange(META, "schema", 1, {"id": "schema", "version": SCHEMA})
            lines = (lines[0]._replace(changes=(*lines[0].changes, schema)), *lines[1:])
        encoded = [(encode(line), line) for line in map(_with_schema, lines)]
        shown = self.log.append(encoded)
        try:
            self.recent.add(b"".join(raw for raw, _ in encoded))
        except OSError as error:
            # The log has them durably: only a second copy failed.
            self.recent.close()
            what = _("The newest lines could not be written twice: {reason}.").format(reason=error.strerror or error)
            self.findings.append(Finding(self.log.name, what, _("Free some space, or check the disk.")))
        self.since_checkpoint += sum(len(line.changes) for line in lines)
        self.changed_at = lines[-1].time
        return shown

    def compact(self, present: checkpoint.Present) -> bool:
        """Rewrite the log without what later changes have replaced, and the checkpoint (the caller holds the lock).

        The log is set aside first. False, and nothing is written, if less than half of `LARGEST` would become free.
        """
        lines = compacted(self.log, with_commits=self.name == LIBRARY, lines=self.log.lines())
        data = b"".join(encode(_with_schema(line)) for line in lines)
        if len(data) > LARGEST // 2:
            return False
        self.log.replace(data)
        self.write_checkpoint(present)
        return True

    def keep_both(self) -> None:
        """Copy to the quarantine the log, if any of its bytes are not a line, and the checkpoint."""
        if self.log.is_hurt:
            self._set_aside(self.log.path, self._disk.bytes_of(self.log.path))
        if self.checkpoint.has_content():
            self.checkpoint.set_aside()

    def forget_recent(self) -> None:
        """Empty the recent copy; if it has lines that the log lacks, it is set aside first."""
        data = self.recent.read()
        if data and not self.log.ends_with(data):
            lines = self.recent.lines(data)
            if b"".join(raw for raw, _ in lines) != data or not all(self.has(line) for _, line in lines):
                self._set_aside(self.recent.path, data)
        self.recent.clear()

    # -- the checkpoint

    def draft(self, present: checkpoint.Present) -> checkpoint.CheckpointDraft:
        """Begin a checkpoint of what is known now."""
        transactions = self.log.transactions if self.name == LIBRARY else ()
        size, checksum = self.log.extent
        origin = checkpoint.Origin(self.name, size, checksum, self.log.first_line)
        return checkpoint.CheckpointDraft(self.log.tables, transactions, origin, present)

    def is_current(self, draft: checkpoint.CheckpointDraft) -> bool:
        """Whether nothing has been taken in since the checkpoint was begun."""
        return draft.is_of(self.log.tables, self.log.extent[0])

    def write_checkpoint(self, present: checkpoint.Present, draft: checkpoint.CheckpointDraft | None = None) -> None:
        """Rewrite the checkpoint from the tables, atomically; one that the log does not explain is set aside first.

        ``draft`` is used if it is still current.
        """
        if finding := self.checkpoint.foreign() or self._richer_checkpoint():
            self.checkpoint.set_aside()
            self.findings.append(finding)
        if draft is None or not self.is_current(draft):
            draft = self.draft(present)
        self.checkpoint.write(draft.content())
        self.since_checkpoint, self.changed_at = 0, None
        self.forget_recent()

    def _richer_checkpoint(self) -> Finding | None:
        """Return a finding if the checkpoint has what the log lacks."""
        if self.explains(self.checkpoint.head()):
            return None
        from reader.store.healing import Lost  # a sound log does without it

        lost = Lost(self)
        if not lost.from_checkpoint:
            return None
        what = _("It had records that the log lacks ({count}); it was kept in quarantine and made anew.").format(
            count=lost.count
        )
        return Finding(self.checkpoint.name, what, _("Compare the two if that was not meant."))


def _with_schema(line: LogLine) -> LogLine:
    """Return the line as it is written; only from schema 2 on it says its schema."""
    return line._replace(schema=SCHEMA) if SCHEMA > 1 else line
