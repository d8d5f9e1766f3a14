"""The memos of another program's file: those on tags and articles, and entries of the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.edit import Change
from reader.annotation.memo import JournalEntry, Memo, Subject
from reader.exchange.identifier import record_id
from reader.session.codebook.memo_edits import JOURNAL, MEMOS, today
from reader.store.interface import LIBRARY
from reader.text.canonical import with_line_feeds
from reader.text.date import is_date
from reader.text.guard import guard
from reader.translation import N_

if TYPE_CHECKING:
    from reader.exchange.imported import ImportedMemo, Losses
    from reader.session.exchange.import_tags import ImportedTags
    from reader.session.library.workspace import Workspace

_DAY = len("2024-05-31")


class ImportedMemos:
    """Makes the changes that take memos in. A subject that has another memo keeps its own; that is a loss.

    ``articles``: the article of each document that has one, by the document's key.
    """

    def __init__(self, workspace: Workspace, articles: Mapping[str, str], tags: ImportedTags, losses: Losses) -> None:
        self._workspace = workspace
        self._articles = articles
        self._tags = tags
        self._losses = losses
        self._memos: dict[str, Memo] = {}
        self._entries: dict[str, JournalEntry] = {}

    def add(self, memo: ImportedMemo) -> None:
        """Add a memo; one without a subject is an entry of the journal."""
        if memo.subject is None:
            self._add_entry(memo)
            return
        target = self._target(memo)
        if target is None:
            self._losses.lose(N_("memos on a document that is not in the library"), memo.name)
            return
        time = memo.created or self._workspace.now()
        made = Memo(memo.subject, target, _clean(memo.text), self._coder(memo), time, max(memo.modified, time))
        other = self._memos.get(made.id)
        self._memos[made.id] = replace(other, text=f"{other.text}\n\n{made.text}") if other else made

    def changes(self) -> Iterator[Change]:
        """Yield the changes."""
        store = self._workspace.store
        for id_, memo in self._memos.items():
            record, _revision = store.get(LIBRARY, MEMOS, id_)
            present = record.get("text") if record else ""
            if not present:
                yield Change(LIBRARY, MEMOS, id_, record, memo.to_record())
            elif memo.text not in str(present):
                self._losses.lose(N_("memos where there is another already"), memo.text[:80])
        entries = store.records(LIBRARY, JOURNAL)
        present_texts = {(entry.get("date"), entry.get("text")) for entry in entries.values()}
        for id_, entry in self._entries.items():
            if id_ not in entries and (entry.date, entry.text) not in present_texts:
                yield Change(LIBRARY, JOURNAL, id_, None, entry.to_record())

    def _add_entry(self, memo: ImportedMemo) -> None:
        time = memo.created or self._workspace.now()
        is_dated = len(memo.name) == _DAY and is_date(memo.name)
        date = memo.name if is_dated else today(time)
        text = memo.text if is_dated or not memo.name.strip() else f"{memo.name}\n\n{memo.text}"
        id_ = record_id(memo.key)
        self._entries[id_] = JournalEntry(id_, date, _clean(text), self._coder(memo), time, max(memo.modified, time))

    def _target(self, memo: ImportedMemo) -> str | None:
        """Return the id of what a memo is about, empty for the library; None if the library does not have it."""
        if memo.subject is Subject.ARTICLE:
            return self._articles.get(memo.about)
        return self._tags.ids([memo.about], self._losses)[0] if memo.subject is Subject.TAG else ""

    def _coder(self, memo: ImportedMemo) -> str:
        return guard(memo.coder) or self._workspace.coder


def _clean(text: str) -> str:
    return guard(with_line_feeds(text), lines=True).rstrip()
