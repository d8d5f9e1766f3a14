"""Write what was planned, as one step that can be undone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress

from reader.library.article import Article
from reader.session.adding.addition import AddedFile, Addition
from reader.session.adding.files import LibraryFiles, digest_of
from reader.session.adding.interrupted import NotedAddition, finish_interrupted, noted
from reader.session.adding.plan import AddPlan, Outcome, PlannedArticle
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem


class GivenUp(Exception):
    """Raised by a ``progress`` of `carry_out` once the user has cancelled."""


def carry_out(workspace: Workspace, plan: AddPlan, progress: Callable[[int], object] | None = None) -> list[Article]:
    """Write the files of ``plan`` and return their articles. ``progress`` is called with how many are written.

    Problem if a file cannot be written; those that were are taken away again, also if ``progress`` raises anything. If
    the program is killed over it, a later one makes a step of those that were written (`adding.interrupted`).
    """
    finish_interrupted(workspace)
    planned = plan.written
    if not planned:
        return []
    files = tuple(AddedFile(each.path, each.key, digest_of(each.data), each.replaced) for each in planned)
    metadata = {each.path: each.metadata for each in planned if each.metadata}
    note = NotedAddition(Addition(workspace.new_id(), workspace.now(), files), metadata, plan.about, os.getpid())
    with noted(workspace, note):
        _write(LibraryFiles(workspace), planned, progress)
        try:
            note.record(workspace)
        except Problem:
            _take_away(LibraryFiles(workspace), planned)
            raise
    paths = {each.path for each in planned}
    return [article for article in workspace.articles() if article.path in paths]


def _write(files: LibraryFiles, planned: Sequence[PlannedArticle], progress: Callable[[int], object] | None) -> None:
    written: list[PlannedArticle] = []
    try:
        for article in planned:
            if article.outcome is Outcome.NEW:
                files.create(article.path, article.data)
            else:
                files.replace(article.path, article.data)
            written.append(article)
            if progress:
                progress(len(written))
    except BaseException:
        _take_away(files, written)
        raise


def _take_away(files: LibraryFiles, written: Sequence[PlannedArticle]) -> None:
    for article in reversed(written):
        with suppress(Problem):  # the others are taken away all the same; what was wrong first is what is said
            before = files.aside(article.replaced) if article.replaced else None
            files.withdraw(article.path, digest_of(article.data), before)
