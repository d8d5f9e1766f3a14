"""A program that uses every derived file of a library, and prints what must not depend on them."""

from __future__ import annotations

import sys

from reader.layout.table import ListRow
from reader.library.listing import row_cells
from reader.session.annotations.review_counts import count
from reader.session.library.list_cache import LastList, ListSaver, recall, state_of_library
from reader.session.library.opening import close_library, open_library
from reader.session.reading.positions import ReadingPositions


def use_all(root: str) -> None:
    """Open the library at ``root`` as for the first time, use and save what is derived from it, and close it."""
    workspace = open_library(root, "Ada")
    last = recall(workspace)
    rows = list(last.rows) if last else []
    state = state_of_library(workspace)
    articles = workspace.articles()
    print([one.title for one in articles], [one.annotations for one in articles], count(workspace))
    print(len(workspace.text("gros")), len(workspace.document("gros").blocks))
    print([row.cells[0] for row in rows] in ([], [one.title for one in articles], [one.path for one in articles]))
    rows = [ListRow(one.id, row_cells(one, 0.0)) for one in articles]
    ListSaver(workspace).save(LastList("title", (0, 9, 0, 0, 1, 1, 0), rows, state))
    places = ReadingPositions(root)
    places.of("port").start = 3
    places.save()
    workspace.summaries.all()
    close_library(workspace)


if __name__ == "__main__":
    use_all(sys.argv[1])
