"""Groups of versions in the list: one dispatch that several papers ran, a paper and its site.

A group may be folded into one row, that of its longest version, of those with annotations if there are any; then the list is as long as there are texts to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.library.article import Article

Group = tuple[str, ...]
"""The ids of two or more articles that are versions of each other."""
Groups = Mapping[str, Group]
"""The group of each article that is in one."""


def group_of_each(groups: Sequence[Group]) -> dict[str, Group]:
    """Return the group of each article; no article is in two of them."""
    return {article: group for group in groups for article in group}


def first_of(articles: Sequence[Article]) -> Article:
    """Return the article to read of several versions: one that has annotations, of those the longest, of equals the newest."""
    return max(
        articles, key=lambda article: (article.annotations > 0, article.words, article.metadata.date, article.path)
    )


def arranged(
    articles: Sequence[Article], groups: Groups, is_folded: Callable[[Group], bool | None]
) -> tuple[list[Article], dict[str, int]]:
    """Return the articles that have a row, in order, and how many are folded into the rows of some of them, by id.

    The row of a folded group stands where its first article is in ``articles``. The versions of a group that was unfolded
    follow below its first; those of a group for which ``is_folded`` returns None stay where they are.
    """
    if not groups:
        return [*articles], {}
    present: dict[Group, list[Article]] = {}
    for article in articles:
        if group := groups.get(article.id):
            present.setdefault(group, []).append(article)
    rows: list[Article] = []
    folded: dict[str, int] = {}
    for article in articles:
        group = groups.get(article.id, ())
        versions = present.get(group, ())
        state = is_folded(group) if len(versions) > 1 else None
        if state is None:
            rows.append(article)
        elif article is first_of(versions):
            rows.append(article)
            if state:
                folded[article.id] = len(versions) - 1
            else:
                rows += [other for other in versions if other is not article]
    return rows, folded


def versions_sign(group: Group, folded: int) -> str:
    """Return what stands beside a title: how many versions there are, or how many more are folded into the row."""
    if folded:
        return f"+{folded}"
    return f"≈{len(group)}" if group else ""
