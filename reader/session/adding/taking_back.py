"""Undo and redo of adding: the files follow the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.annotation.edit import Change, Overtaken
from reader.session.adding.addition import TABLE, AddedFile, Addition
from reader.session.adding.files import LibraryFiles
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.quotation import nested
from reader.translation import _


def _additions(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if (change.database, change.table) == (LIBRARY, TABLE)]


def check_additions(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Raise Overtaken if a file that was added has changed since, or an article that would go has annotations.

    Annotations that go with it do not count.
    """
    additions = _additions(changes)
    if not additions:
        return
    files = LibraryFiles(workspace)
    ids = {article.path: article for article in workspace.articles()}
    going = Counter(change.database for change in changes if change.table == "annotations" and change.after is None)
    for change in additions:
        for file in _files(change.before):
            article = ids.get(file.path)
            if not file.replaced and article is not None and article.annotations > going[article.id]:
                raise _in_use(_("“{title}” has annotations.").format(title=nested(article.title)))
            if files.digest(file.path) not in (file.sha256, ""):
                raise _in_use(_("{file} has been changed since.").format(file=file.path))
        for file in _files(change.after):
            if files.digest(file.path) not in (file.replaced, file.sha256):
                raise _in_use(_("{file} has been changed since.").format(file=file.path))


def follow_additions(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Make the files what the records of additions say."""
    additions = _additions(changes)
    if not additions:
        return
    files = LibraryFiles(workspace)
    for change in additions:
        for file in _files(change.before):
            if files.digest(file.path) == file.sha256:
                if file.replaced:
                    files.replace(file.path, files.aside(file.replaced))
                else:
                    files.remove(file.path)
        for file in _files(change.after):
            if files.digest(file.path) != file.sha256:
                data = files.aside(file.sha256)
                if file.replaced:
                    files.replace(file.path, data)
                else:
                    files.create(file.path, data)


def _files(record: dict[str, object] | None) -> tuple[AddedFile, ...]:
    if record is None:
        return ()
    try:
        return Addition.from_record(record).files
    except (KeyError, TypeError, ValueError) as error:
        raise _in_use(str(error)) from error


def _in_use(why: str) -> Overtaken:
    return Overtaken(_("What was added cannot be taken away."), why, _("Look at `scolie history`."), status=1)
