"""Find records, other than annotations, that this version cannot read: they stay in the log and are left out everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reader.annotation.codec import Record
from reader.annotation.collected import Collected
from reader.annotation.correction import CorrectionRecord
from reader.annotation.decision import Given, Refusal, Skipped
from reader.annotation.edit import is_entry, shorts
from reader.annotation.memo import JournalEntry, Memo
from reader.annotation.saved_search import SavedSearch
from reader.annotation.tagging_pass import Answer, Pass
from reader.session.adding.addition import TABLE as ADDITIONS
from reader.session.adding.addition import Addition
from reader.session.basket.basket import BASKET
from reader.session.codebook.memo_edits import JOURNAL, MEMOS
from reader.session.library.corrections import TABLE
from reader.session.library.records import INVALID
from reader.session.passes.passes import DECISIONS, PASSES, SKIPPED_TABLE
from reader.session.search.saved_searches import SEARCHES
from reader.store.interface import LIBRARY, Store
from reader.translation import N_, _

HISTORY = "history"

_HINTS = {
    ADDITIONS: N_("It cannot be undone, and adding again adds a second file; nothing else depends on it."),
    HISTORY: N_("It cannot be undone; nothing else depends on it."),
    DECISIONS: N_("The pass shows that passage again. Restore the record from a backup: see `scolie backup`."),
    SKIPPED_TABLE: N_("The pass shows those passages again; nothing else depends on it."),
}
_HINT = N_("Restore it from a backup: see `scolie backup`.")


def unreadable_records(store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield each record that cannot be read as (the log's path, what it is and what is wrong, how to mend it)."""
    for database in store.databases():
        for (table, kind), read in (_OF_LIBRARY if database == LIBRARY else _OF_ARTICLE).items():
            for id_, record in store.records(database, table).items():
                try:
                    read(record)
                except INVALID as error:
                    what = _(kind).format(id=id_, error=error)
                    yield f"annotations/{database}.jsonl", what, _(_HINTS.get(table, _HINT))


def _decision(record: Record) -> object:
    return (Refusal if record.get("answer") == Answer.REFUSED else Given).from_record(record)


def _entry(record: Record) -> object:
    if not is_entry(record) or shorts(record) is None:
        raise ValueError("it does not say what was changed, by whom and when")
    return record


_Readers = Mapping[tuple[str, str], Callable[[Record], object]]
"""What reads the records of a table, by the table and what is said of a record that is not valid."""

_OF_LIBRARY: _Readers = {
    (MEMOS, N_("{id} is not a valid memo: {error}.")): Memo.from_record,
    (JOURNAL, N_("{id} is not a valid journal entry: {error}.")): JournalEntry.from_record,
    (BASKET, N_("{id} is not a valid excerpt of the basket: {error}.")): Collected.from_record,
    (ADDITIONS, N_("{id} is not a valid record of what was added: {error}.")): Addition.from_record,
    (PASSES, N_("{id} is not a valid tagging pass: {error}.")): Pass.from_record,
    (SEARCHES, N_("{id} is not a valid saved search: {error}.")): SavedSearch.from_record,
    (HISTORY, N_("{id} is not a valid entry of the history: {error}.")): _entry,
}
_OF_ARTICLE: _Readers = {
    (DECISIONS, N_("{id} is not a valid decision of a tagging pass: {error}.")): _decision,
    (SKIPPED_TABLE, N_("{id} is not a valid list of skipped passages: {error}.")): Skipped.from_record,
    (TABLE, N_("{id} is not a valid correction of the structure: {error}.")): CorrectionRecord.from_record,
    (HISTORY, N_("{id} is not a valid entry of the history: {error}.")): _entry,
}
