"""`scolie versions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import say, say_json, say_rows
from reader.cli.shared import library
from reader.library.versions import first_of
from reader.session.search.version_difference import version_difference
from reader.session.search.versions import find_groups, versions
from reader.translation import _

if TYPE_CHECKING:
    import argparse

    from reader.library.article import Article
    from reader.session.library.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("article", nargs="?", help=_("the article; without it, all groups of versions are listed"))
    help_ = _("another version: print both as one text, with what differs in brackets")
    parser.add_argument("other", nargs="?", help=help_)


def run(options: argparse.Namespace) -> int:
    """Print the groups, the versions of an article, or the difference of two; return 1 if there is none."""
    workspace = library(options)
    if options.other:
        return _say_difference(workspace, options)
    if options.article:
        rows = [
            (version.article, {"likeness": round(version.likeness, 2)})
            for version in versions(workspace, workspace.article(options.article).id)
        ]
    else:
        rows = _groups(workspace)
    if options.json:
        for article, more in rows:
            say_json({**more, **_described(article)})
    else:
        say_rows((*map(_shown, more.values()), *_described(article).values()) for article, more in rows)
    return 0 if rows else 1


def _groups(workspace: Workspace) -> list[tuple[Article, dict[str, float]]]:
    """Return the articles of each group, the one to read first, with the number of the group."""
    groups = find_groups(workspace)
    articles = {article.id: article for article in workspace.articles()}
    rows: list[tuple[Article, dict[str, float]]] = []
    for number, group in enumerate(sorted(set(groups.values())), 1):
        there = [articles[id_] for id_ in group if id_ in articles]
        rows += [
            (article, {"group": number}) for article in sorted(there, key=lambda each: each is not first_of(there))
        ]
    return rows


def _described(article: Article) -> dict[str, str]:
    metadata = article.metadata
    return {"id": article.id, "title": article.title, "source": metadata.source, "date": metadata.date}


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else _("{percent}%").format(percent=round(value * 100))


def _say_difference(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader.layout.difference import difference_lines
    from reader.text.difference import Side

    parts = version_difference(workspace, workspace.article(options.article).id, workspace.article(options.other).id)
    if options.json:
        for part in parts:
            say_json({"in": part.side.value, "text": part.text})
    else:
        for line in difference_lines(parts):
            say("".join(text for text, _look in line))
    return 0 if any(part.side is not Side.BOTH for part in parts) else 1
