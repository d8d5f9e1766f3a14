"""Write memos on tags, articles and the library, and keep a journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reader.annotation import codebook_edits
from reader.annotation.codebook import Tag, new_id
from reader.annotation.edit import Change
from reader.annotation.memo import Entry, Memo, Subject, memo_id
from reader.session.codebook.tag_edits import changes_to, letters_of
from reader.session.library.file_notes import note_file
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record
from reader.text.date import is_date
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339

MEMOS = "memos"
JOURNAL = "journal"


def memos(workspace: Workspace) -> list[Memo]:
    """Return every memo: the library's, then those on tags by path, then those on articles."""
    order = list(Subject)
    found = valid(Memo.from_record, workspace.store.records(LIBRARY, MEMOS).values())
    return sorted(found, key=lambda memo: (order.index(memo.subject), named(workspace, memo), memo.id))


def memo(workspace: Workspace, subject: Subject, about: str = "") -> Memo:
    """Return the memo about the tag of this path, the article of this name or the library; an empty one if none is."""
    if subject is Subject.TAG:
        path = codebook_edits.existing(workspace.codebook, about)
        own = [
            workspace.store.get(LIBRARY, MEMOS, memo_id(subject, tag.id))[0] for tag in workspace.codebook.alike(path)
        ]
        record = next(filter(None, own), None)
        tag = workspace.codebook.at(path)
        return _memo_of(record) or Memo(subject, tag.id if tag else "", "")
    about = workspace.article(about).id if subject is Subject.ARTICLE else ""
    record, _ = workspace.store.get(LIBRARY, MEMOS, memo_id(subject, about))
    return _memo_of(record) or Memo(subject, about, "")


def _memo_of(record: Record | None) -> Memo | None:
    """Return the memo of a stored record; None if there is none, or if another program has written what is none."""
    return next(valid(Memo.from_record, filter(None, [record])), None)


def _entry_of(record: Record | None) -> Entry | None:
    """Return the entry of a stored record; None if there is none, or if another program has written what is none."""
    return next(valid(Entry.from_record, filter(None, [record])), None)


def write_memo(workspace: Workspace, text: str, subject: Subject, about: str = "") -> Memo:
    """Let the memo about a thing say ``text``, and return it; an empty text takes the memo away."""
    path = codebook_edits.existing(workspace.codebook, about) if subject is Subject.TAG else ""
    name = path or (workspace.article(about).id if subject is Subject.ARTICLE else "")
    article = name if subject is Subject.ARTICLE else None
    if article:
        note_file(workspace, article)
    text = text.rstrip()

    def make() -> list[Change]:
        known = memo(workspace, subject, name)
        changes: list[Change] = []
        target = known.about
        if subject is Subject.TAG and not target:
            # A parent that was only implied becomes a tag: a memo is on an id.
            tag = Tag(new_id(path, letters_of(workspace)), path)
            changes, target = changes_to(workspace, [tag]), tag.id
        return [*changes, _saying(workspace, replace(known, about=target), text)]

    if memo(workspace, subject, name).text != text:
        workspace.apply("memo", make, article, about=path)
    return memo(workspace, subject, name)


def rewrite_memo(workspace: Workspace, one: Memo, text: str) -> None:
    """Let this very memo say ``text``, also if its tag is gone and another has its name; an empty text takes it away."""
    text = text.rstrip()

    def make() -> list[Change]:
        record, _ = workspace.store.get(LIBRARY, MEMOS, one.id)
        known = _memo_of(record) or replace(one, text="")
        return [_saying(workspace, known, text)] if text != known.text else []

    if make():
        article, about = (one.about, "") if one.subject is Subject.ARTICLE else (None, named(workspace, one))
        workspace.apply("memo", make, article, about=about)


def _saying(workspace: Workspace, known: Memo, text: str) -> Change:
    now = workspace.now()
    made = replace(known, text=text, coder=workspace.coder, created=known.created or now, modified=now)
    before, _ = workspace.store.get(LIBRARY, MEMOS, made.id)
    return Change(LIBRARY, MEMOS, made.id, before, made.to_record() if text else None)


def gone(workspace: Workspace, one: Memo) -> str:
    """Return what has become of the tag that a memo is about, nothing if it is there."""
    codebook = workspace.codebook
    tag = codebook.every.get(one.about) if one.subject is Subject.TAG else None
    if tag is None or tag in codebook.alike(tag.path):
        return ""
    into = codebook.path(tag.id)
    return f"merged into {into}" if into else "deleted"


def named(workspace: Workspace, one: Memo) -> str:
    """Return what a memo is about as people name it: a tag's path, an article's id."""
    if one.subject is not Subject.TAG:
        return one.about
    # The memo of a tag that went into another, or is deleted, is still told by its last name.
    tag = workspace.codebook.every.get(one.about)
    return tag.path if tag else one.about


def memo_shown(workspace: Workspace, one: Memo) -> Record:
    """Return a memo as the command line prints it."""
    times = {"created": rfc3339(one.created), "modified": rfc3339(one.modified)}
    return {"subject": one.subject.value, "about": named(workspace, one), "text": one.text, "coder": one.coder, **times}


def journal(workspace: Workspace) -> list[Entry]:
    """Return the journal's entries, oldest day first."""
    found = valid(Entry.from_record, workspace.store.records(LIBRARY, JOURNAL).values())
    return sorted(found, key=lambda entry: (entry.date, entry.created, entry.id))


def entry(workspace: Workspace, id_: str) -> Entry:
    """Return the journal's entry with this id; Problem if there is none."""
    record, _ = workspace.store.get(LIBRARY, JOURNAL, id_)
    found = _entry_of(record)
    if found is None:
        raise Problem("The journal has no such entry.", id_, "See `scolie journal`.", status=1)
    return found


def write_entry(workspace: Workspace, text: str, date: str = "", id_: str = "") -> Entry | None:
    """Add an entry of ``date`` (today if none is said), or change the one with ``id_``; an empty text deletes it.

    Return the entry, None if it was deleted.
    """
    if date and not (is_date(date) and len(date) == len("2024-05-31")):
        raise Problem("Not a valid day.", date, "Write 2024-05-31.")
    text = text.rstrip()
    if id_:
        entry(workspace, id_)
    elif not text.strip():
        raise Problem("The entry is empty.", "", "Say what it shall hold.")
    wanted = id_ or workspace.new_id()

    def make() -> list[Change]:
        before, _ = workspace.store.get(LIBRARY, JOURNAL, wanted)
        if id_ and before is None:
            raise Problem("The entry has been deleted.", id_, "Undo brings it back.", status=1)
        now = workspace.now()
        known = _entry_of(before) or Entry(wanted, today(now), "", created=now)
        made = Entry(wanted, date or known.date, text, workspace.coder, known.created, now, known.extra)
        if (made.text, made.date) == (known.text, known.date) or not text:
            return [Change(LIBRARY, JOURNAL, wanted, before, None)] if not text else []
        return [Change(LIBRARY, JOURNAL, wanted, before, made.to_record())]

    if make():
        workspace.apply("journal", make, about=date or today(workspace.now()))
    return entry(workspace, wanted) if text else None


def entry_shown(one: Entry) -> Record:
    """Return an entry of the journal as the command line prints it."""
    times = {"created": rfc3339(one.created), "modified": rfc3339(one.modified)}
    return {"id": one.id, "date": one.date, "text": one.text, "coder": one.coder, **times}


def today(now: int) -> str:
    """Return the day of a time in microseconds, where the reader is."""
    return datetime.fromtimestamp(now / 1_000_000).astimezone().date().isoformat()
