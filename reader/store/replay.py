"""What the lines of a log add up to. A part of a transaction waits here until its commit line has been seen."""

from __future__ import annotations

from collections.abc import Callable

from reader.store.log_line import LoggedChange, LogLine
from reader.store.migration import upgrade
from reader.store.tables import Tables

IsCommitted = Callable[[str], bool]
"""Whether the commit line of a transaction has been seen."""


class Replay:
    """The tables, and what their lines said beside the records.

    ``transactions`` are all that a line named, ``waiting`` the lines of those without a commit line so far.
    ``schema`` is the newest that any line had.
    """

    def __init__(self, is_committed: IsCommitted) -> None:
        self._is_committed = is_committed
        self.schema = 0
        self.restart()

    def restart(self) -> None:
        """Forget the records and transactions, since the file is read from its start again."""
        self.tables = Tables()
        self.transactions: set[str] = set()
        self.waiting: dict[str, list[LogLine]] = {}

    def take(self, line: LogLine) -> list[LoggedChange]:
        """Take in a line and return those of its changes that show."""
        self.schema = max(self.schema, line.schema)
        line = upgrade(line)
        if line.transaction:
            self.transactions.add(line.transaction)
            if not self._is_committed(line.transaction):
                self.waiting.setdefault(line.transaction, []).append(line)
                return []
        return self.tables.replay(line)

    def settle(self) -> list[LoggedChange]:
        """Take in the waiting lines whose commit line has been seen by now, and return the changes that show."""
        committed = [transaction for transaction in self.waiting if self._is_committed(transaction)]
        lines = [line for transaction in committed for line in self.waiting.pop(transaction)]
        return [change for line in lines for change in self.tables.replay(line)]
