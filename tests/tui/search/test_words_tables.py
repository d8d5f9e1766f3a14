"""Rows of the words around hits lead to what they count, and to nothing else."""

from __future__ import annotations

from unittest.mock import Mock

from reader.session.library.workspace import Workspace
from reader.session.search.find import Hit, search
from reader.tui.screen.search.words_tables import WordsTables

REST = "Rien ne presse ici ce soir. " * 3
NEAR = "Le port un deux trois quatre neuf. "
TOO_FAR = "Le port un deux trois quatre cinq neuf. "


def hits_of_row(workspace: Workspace, table: str, first_cell: str) -> tuple[int, list[Hit]]:
    """Return what a row counts, and the hits that it leads to."""
    tables = WordsTables(workspace, Mock())
    counted = tables.count("port", lambda: True)
    rows = {"words": counted.by_word, "sources": counted.by_source}[table]().rows
    (at,) = (at for at, row in enumerate(rows) if row[0] == first_cell)
    return int(rows[at][1]), list(search(workspace, tables.query_of_row(counted, table, at, "port")))


def test_a_word_leads_to_the_hits_that_have_it_in_their_window(workspace: Workspace) -> None:
    text = REST.join((NEAR, TOO_FAR, NEAR, TOO_FAR))
    (workspace.root / "seeds" / "quai.txt").write_text(text, encoding="utf-8")
    workspace.articles()
    count, hits = hits_of_row(workspace, "words", "neuf")
    assert (count, [hit.quote for hit in hits]) == (2, ["port un deux trois quatre neuf"] * 2)


def test_a_source_leads_to_its_own_articles(workspace: Workspace) -> None:
    for name, source in (("un", "Le Quai"), ("deux", "Le Quai des autres")):
        head = f"---\ntitle: {name}\nsource: {source}\n---\n\n"
        (workspace.root / "seeds" / f"{name}.md").write_text(f"{head}Un port. {REST}", encoding="utf-8")
    workspace.articles()
    count, hits = hits_of_row(workspace, "sources", "Le Quai")
    assert (count, [hit.article for hit in hits]) == (1, ["un"])
