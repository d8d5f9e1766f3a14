"""Write memos on tags, articles and the library, and keep a journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reader.annotation import codebook_edits
from reader.annotation.codebook import Tag, new_id
from reader.annotation.edit import Change
from reader.annotation.memo import JournalEntry, Memo, Subject, memo_id
from reader.session.codebook.tag_edits import changes_to, letters_of
from reader.session.library.file_notes import note_file
from reader.session.library.records import valid
from reader.session.library.titles import title_of
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record
from reader.text.canonical import with_line_feeds
from reader.text.date import is_date
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339
from reader.translation import _, pgettext

MEMOS = "memos"
JOURNAL = "journal"


def memos(workspace: Workspace) -> list[Memo]:
    """Return all memos: the library's, then those on tags by path, then those on articles."""
    order = list(Subject)
    every = valid(Memo.from_record, workspace.store.records(LIBRARY, MEMOS).values())
    return sorted(every, key=lambda memo: (order.index(memo.subject), named(workspace, memo), memo.id))


def memo(workspace: Workspace, subject: Subject, about: str = "") -> Memo:
    """Return the memo on the tag with this path, the article with this name, or the library; an empty one if there is none."""
    if subject is Subject.TAG:
        path = codebook_edits.existing(workspace.codebook, about)
        own = [
            workspace.store.get(LIBRARY, MEMOS, memo_id(subject, tag.id))[0] for tag in workspace.codebook.alike(path)
        ]
        record = next(filter(None, own), None)
        tag = workspace.codebook.at(path)
        return _memo_of(record) or Memo(subject, tag.id if tag else "", "")
    about = workspace.article(about).id if subject is Subject.ARTICLE else ""
    record, _revision = workspace.store.get(LIBRARY, MEMOS, memo_id(subject, about))
    return _memo_of(record) or Memo(subject, about, "")


def _memo_of(record: Record | None) -> Memo | None:
    """Return the memo of a stored record; None if there is no record, or it is invalid."""
    return next(valid(Memo.from_record, filter(None, [record])), None)


def _entry_of(record: Record | None) -> JournalEntry | None:
    """Return the entry of a stored record; None if there is no record, or it is invalid."""
    return next(valid(JournalEntry.from_record, filter(None, [record])), None)


def write_memo(workspace: Workspace, text: str, subject: Subject, about: str = "") -> Memo:
    """Set the text of a memo and return it. An empty text deletes the memo."""
    path = codebook_edits.existing(workspace.codebook, about) if subject is Subject.TAG else ""
    name = path or (workspace.article(about).id if subject is Subject.ARTICLE else "")
    article = name if subject is Subject.ARTICLE else None
    if article:
        note_file(workspace, article)
    text = with_line_feeds(text).rstrip()

    def make() -> list[Change]:
        current = memo(workspace, subject, name)
        changes: list[Change] = []
        target = current.about
        if subject is Subject.TAG and not target:
            # A parent that was only implied becomes a tag, since a memo refers to an id.
            tag = Tag(new_id(path, letters_of(workspace)), path)
            changes, target = changes_to(workspace, [tag]), tag.id
        return [*changes, _saying(workspace, replace(current, about=target), text)]

    if memo(workspace, subject, name).text != text:
        workspace.apply("memo", make, article, about=path)
    return memo(workspace, subject, name)


def rewrite_memo(workspace: Workspace, memo_: Memo, text: str) -> None:
    """Set the text of this memo, even if its tag is gone and another has its name. An empty text deletes it."""
    text = with_line_feeds(text).rstrip()

    def make() -> list[Change]:
        record, _revision = workspace.store.get(LIBRARY, MEMOS, memo_.id)
        current = _memo_of(record) or replace(memo_, text="")
        return [_saying(workspace, current, text)] if text != current.text else []

    if make():
        article, about = (memo_.about, "") if memo_.subject is Subject.ARTICLE else (None, named(workspace, memo_))
        workspace.apply("memo", make, article, about=about)


def _saying(workspace: Workspace, current: Memo, text: str) -> Change:
    now = workspace.now()
    made = replace(current, text=text, coder=workspace.coder, created=current.created or now, modified=now)
    before, _revision = workspace.store.get(LIBRARY, MEMOS, made.id)
    return Change(LIBRARY, MEMOS, made.id, before, made.to_record() if text else None)


def gone(workspace: Workspace, memo_: Memo) -> str:
    """Return what happened to the tag that a memo is on; empty if the tag still exists."""
    codebook = workspace.codebook
    tag = codebook.every.get(memo_.about) if memo_.subject is Subject.TAG else None
    if tag is None or tag in codebook.alike(tag.path):
        return ""
    into = codebook.path(tag.id)
    return _("merged into {tag}").format(tag=into) if into else pgettext("tag", "deleted")


def named(workspace: Workspace, memo_: Memo) -> str:
    """Return the name of what a memo is on: a tag's path, or an article's title; empty for the library."""
    if memo_.subject is Subject.ARTICLE:
        return title_of(workspace, memo_.about)
    if memo_.subject is Subject.LIBRARY:
        return ""
    # The memo of a merged or deleted tag still goes by the last path of the tag.
    tag = workspace.codebook.every.get(memo_.about)
    return tag.path if tag else memo_.about


def memo_row(workspace: Workspace, memo_: Memo) -> Record:
    """Return a memo as the command line prints it for a program, which knows an article by its id."""
    times = {"created": rfc3339(memo_.created), "modified": rfc3339(memo_.modified)}
    return {
        "subject": memo_.subject.value,
        "about": memo_.about if memo_.subject is Subject.ARTICLE else named(workspace, memo_),
        "text": memo_.text,
        "coder": memo_.coder,
        **times,
    }


def journal(workspace: Workspace) -> list[JournalEntry]:
    """Return the entries of the journal, oldest day first."""
    every = valid(JournalEntry.from_record, workspace.store.records(LIBRARY, JOURNAL).values())
    return sorted(every, key=lambda entry: (entry.date, entry.created, entry.id))


def entry(workspace: Workspace, id_: str) -> JournalEntry:
    """Return the journal's entry with this id; Problem if there is none."""
    record, _revision = workspace.store.get(LIBRARY, JOURNAL, id_)
    entry_ = _entry_of(record)
    if entry_ is None:
        raise Problem(_("The journal has no such entry."), id_, _("See `scolie journal`."), status=1)
    return entry_


def write_entry(workspace: Workspace, text: str, date: str = "", id_: str = "") -> JournalEntry | None:
    """Add an entry for ``date`` (by default today), or change the one with ``id_``. An empty text deletes it.

    Return the entry, None if it was deleted.
    """
    if date and not (is_date(date) and len(date) == len("2024-05-31")):
        raise Problem(_("Not a valid day."), date, _("Write 2024-05-31."))
    text = with_line_feeds(text).rstrip()
    if id_:
        entry(workspace, id_)
    elif not text.strip():
        raise Problem(_("The entry is empty."), "", _("Write some text."))
    wanted = id_ or workspace.new_id()

    def make() -> list[Change]:
        before, _revision = workspace.store.get(LIBRARY, JOURNAL, wanted)
        if id_ and before is None:
            raise Problem(_("The entry has been deleted."), date, _("Undo brings it back."), status=1)
        now = workspace.now()
        current = _entry_of(before) or JournalEntry(wanted, today(now), "", created=now)
        made = JournalEntry(wanted, date or current.date, text, workspace.coder, current.created, now, current.extra)
        if (made.text, made.date) == (current.text, current.date) or not text:
            return [Change(LIBRARY, JOURNAL, wanted, before, None)] if not text else []
        return [Change(LIBRARY, JOURNAL, wanted, before, made.to_record())]

    if make():
        workspace.apply("journal", make, about=date or today(workspace.now()))
    return entry(workspace, wanted) if text else None


def entry_row(entry_: JournalEntry) -> Record:
    """Return an entry of the journal as the command line prints it."""
    times = {"created": rfc3339(entry_.created), "modified": rfc3339(entry_.modified)}
    return {"id": entry_.id, "date": entry_.date, "text": entry_.text, "coder": entry_.coder, **times}


def today(now: int) -> str:
    """Return the day of a time in microseconds, where the reader is."""
    return datetime.fromtimestamp(now / 1_000_000).astimezone().date().isoformat()
