"""What a library has for the fields of a query, to complete what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.session.search.saved_searches import saved_searches

if TYPE_CHECKING:
    from reader.search.query.completion import Names
    from reader.session.library.workspace import Workspace


def query_names(workspace: Workspace) -> Names:
    """Return by field what returns the values that the library has."""

    def of_articles(name: str) -> set[str]:
        return {value for article in workspace.articles() if (value := getattr(article.metadata, name))}

    return {
        "tag": lambda: workspace.codebook.all_paths(),
        "source": lambda: of_articles("source"),
        "author": lambda: {name.strip() for author in of_articles("author") for name in author.split(";")},
        "lang": lambda: of_articles("language"),
        "article": lambda: [article.id for article in workspace.articles()],
        "by": lambda: {coder for summary in workspace.summaries.all(0).values() for coder in summary.undo},
        "set": lambda: [search.name for search in saved_searches(workspace)],
    }
