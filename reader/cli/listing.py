"""`scolie list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.output import complain, say_json, say_rows
from reader.cli.shared import add_query, article_rows, library, query
from reader.session.reading.positions import articles_as_read
from reader.translation import _

if TYPE_CHECKING:
    import argparse

    from reader.library.article import Article
    from reader.session.library.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_query(parser, _("words of the title, source, author or path"))


def run(options: argparse.Namespace) -> int:
    """Print the articles; return 1 if there are none."""
    workspace = library(options)
    matches = _matches(workspace, query(workspace, options))
    for problem in workspace.catalogue.problems:
        complain(problem)
    if options.json:
        from reader.session.search.versions import find_groups

        groups = find_groups(workspace)
        for row in article_rows(workspace, matches):
            others = [other for other in groups.get(str(row["id"]), ()) if other != row["id"]]
            say_json({**row, "versions": others})
    else:
        say_rows(
            (
                article.id,
                article.title,
                article.metadata.source,
                article.metadata.date,
                _("{count} min").format(count=article.minutes),
                article.status.word,
                str(article.annotations),
            )
            for article in matches
        )
    return 0 if matches else 1


def _matches(workspace: Workspace, asked: str) -> list[Article]:
    """Return the articles that meet a query; without one, the language of queries is not loaded."""
    if not asked:
        return articles_as_read(workspace)
    from reader.session.search.find import articles

    return articles(workspace, asked)
