"""Write what was planned, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from reader.annotation.edit import Change
from reader.library.article import Article
from reader.session.adding.addition import TABLE, AddedFile, Addition
from reader.session.adding.files import LibraryFiles, digest_of
from reader.session.adding.plan import AddPlan, Outcome, PlannedArticle
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.problem import Problem


class GivenUp(Exception):
    """Raised by a ``progress`` of `carry_out` once the user has cancelled."""


def carry_out(workspace: Workspace, plan: AddPlan, progress: Callable[[int], object] | None = None) -> list[Article]:
    """Write the files of ``plan`` and return their articles. ``progress`` is called with how many are written.

    Problem if a file cannot be written; those that were are taken away again, also if ``progress`` raises anything.
    """
    written = _write(LibraryFiles(workspace), plan.written, progress)
    if not written:
        return []
    files = tuple(AddedFile(each.path, each.key, digest_of(each.data), each.replaced) for each in written)
    paths = {each.path: each for each in written}
    articles = [article for article in workspace.articles() if article.path in paths]
    addition = Addition(workspace.new_id(), workspace.now(), files)

    def make() -> list[Change]:
        made = [Change(LIBRARY, TABLE, addition.id, None, addition.to_record())]
        for article in articles:
            if metadata := paths[article.path].metadata:
                before, _revision = workspace.store.get(LIBRARY, "articles", article.id)
                after = {**(before or {"id": article.id}), **metadata}
                made.append(Change(LIBRARY, "articles", article.id, before, after))
        return made

    try:
        workspace.apply("add articles", make, about=plan.about)
    except Problem:
        _take_away(LibraryFiles(workspace), written)
        raise
    return [article for article in workspace.articles() if article.path in paths]


def _write(
    files: LibraryFiles, planned: Sequence[PlannedArticle], progress: Callable[[int], object] | None
) -> list[PlannedArticle]:
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
    return written


def _take_away(files: LibraryFiles, written: Sequence[PlannedArticle]) -> None:
    for article in reversed(written):
        with suppress(Problem):  # the others are taken away all the same; what was wrong first is what is said
            before = files.aside(article.replaced) if article.replaced else None
            files.withdraw(article.path, digest_of(article.data), before)
