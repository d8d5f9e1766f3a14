"""Which articles belong together, of those to be added and of the library: a paper and its site, papers with one agency's text."""

from __future__ import annotations

from collections.abc import Sequence

from reader.search.versions import groups_of
from reader.session.adding.plan import AddPlan, PlannedArticle
from reader.text.fold import fold_key
from reader.translation import _


def groups(planned: AddPlan) -> list[Sequence[PlannedArticle]]:
    """Return the groups of written articles that have nearly one text, then those that have but one title.

    Among the first are articles of the library, in groups with at least one that is written.
    """
    written = {article.path for article in planned.written}
    by_path = {article.path: article for article in (*planned.there, *planned.written)}
    alike = [
        [by_path[path] for path in group]
        for group in groups_of({path: article.sketch for path, article in by_path.items() if article.sketch})
        if not written.isdisjoint(group)
    ]
    together = [{article.path for article in group} for group in alike]
    return [
        *alike,
        *(group for group in planned.twins if not any({a.path for a in group} <= each for each in together)),
    ]


def named(group: Sequence[PlannedArticle], shown: Sequence[PlannedArticle]) -> str:
    """Return what a group is, with the files of those of its articles that are ``shown``."""
    files = "; ".join(article.path for article in shown)
    titles, sources = {fold_key(article.title) for article in group}, {article.source for article in group}
    if not groups_of({article.path: article.sketch for article in group}):
        return _("Same title: {files}").format(files=files)
    if len(titles) == 1 and len(sources - {""}) > 1:
        return _("One article in several sources, as in print and on a site: {files}").format(files=files)
    return _("Versions of one text: {files}").format(files=files)
