"""Searches under names: kept in the library, found by name, changed and taken back, and merged by git."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.saved_search import SavedSearch
from reader.annotation.tagging_pass import Candidates
from reader.session.annotations.annotate import annotate
from reader.session.annotations.undo import redo, undo
from reader.session.library.workspace import Workspace
from reader.session.output.library_statistics import statistics_of
from reader.session.output.words_around import words_around
from reader.session.passes import pass_counts, passes
from reader.session.passes.pass_progress import PassProgress
from reader.session.search import find
from reader.session.search.saved_searches import (
    LONGEST_NAME,
    SEARCHES,
    delete,
    rename,
    save,
    saved_search,
    saved_searches,
    search_row,
)
from reader.session.upkeep.record_check import unreadable_records
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles, reopened
from tests.store.git_repository import GitRepository


def query_of(workspace: Workspace, name: str) -> str:
    return saved_search(workspace, name).query


def named(workspace: Workspace) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in saved_searches(workspace)]


def test_a_search_is_kept_under_its_name(workspace: Workspace) -> None:
    save(workspace, "  Le  port ", "  port   status:done ")
    save(workspace, "été", "mer")
    assert named(reopened(workspace)) == [("été", "mer"), ("Le port", "port status:done")]
    assert query_of(workspace, "le PORT") == query_of(workspace, "Le port") == "port status:done"
    assert query_of(workspace, saved_search(workspace, "ete").id) == "mer"


def test_saving_again_under_a_name_changes_its_query(workspace: Workspace) -> None:
    first = save(workspace, "Port", "port")
    assert save(workspace, "port", "quai").id == first.id
    assert named(workspace) == [("Port", "quai")]
    before = len(workspace.history().entries)
    save(workspace, "Port", "quai")
    assert len(workspace.history().entries) == before


def test_every_change_is_taken_back_and_made_again(workspace: Workspace) -> None:
    states = [workspace.store.records(LIBRARY, SEARCHES)]
    for change in (
        lambda: save(workspace, "Port", "port"),
        lambda: save(workspace, "Port", "quai"),
        lambda: rename(workspace, saved_search(workspace, "Port"), "Quai"),
        lambda: delete(workspace, saved_search(workspace, "Quai")),
    ):
        change()
        states.append(workspace.store.records(LIBRARY, SEARCHES))
    assert states[-1] == {}
    for state in reversed(states[:-1]):
        undo(workspace)
        assert workspace.store.records(LIBRARY, SEARCHES) == state
    for state in states[1:]:
        redo(workspace)
        assert workspace.store.records(LIBRARY, SEARCHES) == state


def test_a_name_that_nearly_fits_is_offered(workspace: Workspace) -> None:
    save(workspace, "Le quai", "port")
    with pytest.raises(Problem, match="no saved search") as raised:
        saved_search(workspace, "le quay")
    assert raised.value.hint == "Do you mean Le quai?"


def test_a_name_is_given_once(workspace: Workspace) -> None:
    port, quai = save(workspace, "Port", "port"), save(workspace, "Quai", "quai")
    with pytest.raises(Problem, match="already is a saved search"):
        rename(workspace, quai, "PORT")
    assert rename(workspace, port, "PORT").name == "PORT"
    assert named(workspace) == [("PORT", "port"), ("Quai", "quai")]


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "port", "cannot have that name"),
        (" \u00a0", "port", "cannot have that name"),
        ("a\x1b", "port", "cannot have that name"),
        ("n" * (LONGEST_NAME + 1), "port", "too long"),
        ("Port", " ", "nothing to save"),
        ("Port", 'port "quai', "."),
    ],
)
def test_what_cannot_be_kept_changes_nothing(workspace: Workspace, name: str, query: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        save(workspace, name, query)
    assert named(workspace) == []


def test_one_that_is_gone_is_named(workspace: Workspace) -> None:
    port = save(workspace, "Port", "port")
    delete(workspace, port)
    with pytest.raises(Problem, match="no saved search with that name"):
        query_of(workspace, "Port")
    with pytest.raises(Problem, match="has been deleted"):
        rename(workspace, port, "Quai")


def test_a_record_of_another_program_is_left_alone_and_named(workspace: Workspace) -> None:
    save(workspace, "Port", "port")
    workspace.store.put([Put(LIBRARY, SEARCHES, "x", {"id": "x", "name": 7}, 0)])
    assert named(workspace) == [("Port", "port")]
    assert any("x is not a valid saved search" in what for _, what, _ in unreadable_records(workspace.store))


def test_two_branches_merge_and_a_name_that_both_gave_is_told_apart(root: Path) -> None:
    git, library = GitRepository(root), open_with_articles(root)
    save(library, "Avant", "avant")
    library.store.close()
    git.commit_all()
    git("branch", "hers")
    for branch, query in (("main", "quai"), ("hers", "port")):
        git("checkout", "-q", branch)
        library = open_with_articles(root)
        save(library, "Port", query)
        save(library, "Le même", "vent")
        save(library, f"De {branch}", query)
        library.store.close()
        git.commit_all()
    git("merge", "-q", "--no-edit", "main")
    library = open_with_articles(root)
    names = [name for name, _ in named(library)]
    assert names == ["Avant", "De hers", "De main", "Le même", "Le même", "Port", "Port"]
    assert query_of(library, "Le même") == "vent"
    with pytest.raises(Problem, match="Several saved searches") as problem:
        query_of(library, "Port")
    one = next(search for search in saved_searches(library) if (search.name, search.query) == ("Port", "quai"))
    assert any(one.id in place for place in problem.value.places)
    rename(library, one, "Quai")
    assert (query_of(library, "Port"), query_of(library, "Quai")) == ("port", "quai")


def test_a_program_is_told_all_of_it(workspace: Workspace) -> None:
    row = search_row(save(workspace, "Port", "port"))
    assert (row["name"], row["query"], row["coder"]) == ("Port", "port", workspace.coder)
    assert str(row["created"]).endswith("Z")


def test_a_pass_statistics_and_other_queries_use_a_saved_search(workspace: Workspace) -> None:
    text = workspace.text("port")
    at = text.index("grutiers")
    annotate(workspace, "port", [Span(at, at + 8)], ["mer"])
    annotate(workspace, "ete", [Span(3, 6)], ["mer"])
    save(workspace, "Le quai", "grutiers OR dossier")
    save(workspace, "Tout", 'set:"le quai" article:port')
    hits = [hit.quote for hit in find.search(workspace, "set:Tout")]
    assert hits == ["grutiers", "dossier"] == [hit.quote for hit in find.search(workspace, "set:tout -vent")]
    assert [each.article for each in find.annotations_of(workspace, "set:Tout")] == ["port"]
    assert sum(statistics_of(workspace, "set:Tout").own.values()) == 1
    assert words_around(workspace, "set:Tout").count == 2
    begun = passes.start(workspace, ["mer"], "set:Tout", Candidates.HITS)
    assert begun.articles == ("port",)
    save(workspace, "Le quai", "dossier")
    progress = PassProgress(workspace, begun)
    progress.survey()
    assert [each.span.of(text) for each in progress.every("port")] == ["dossier"]
    delete(workspace, saved_search(workspace, "Le quai"))
    with pytest.raises(Problem, match="no saved search with that name"):
        list(find.search(workspace, "set:Tout"))
    with pytest.raises(Problem, match="no saved search with that name"):
        PassProgress(workspace, begun).survey()  # nothing is left only if that could be looked for
    with pytest.raises(Problem, match="no saved search with that name"):
        pass_counts.report(workspace, begun)
    undo(workspace)
    assert len(list(find.search(workspace, "set:Tout"))) == 1


def test_a_search_that_would_ask_for_itself_is_not_saved(workspace: Workspace) -> None:
    save(workspace, "Mer", "port set:Quai")  # there is none yet
    with pytest.raises(Problem, match="asks for itself") as raised:
        save(workspace, "Quai", "dossier set:MER")
    assert raised.value.message == "Quai → Mer → Quai"
    with pytest.raises(Problem, match="asks for itself"):
        save(workspace, "mer", "-(vent OR set:MER)")
    assert named(workspace) == [("Mer", "port set:Quai")]


def write_unchecked(workspace: Workspace, search: SavedSearch, query: str) -> None:
    """Change a query in the store alone, as others may have done."""
    record, revision = workspace.store.get(LIBRARY, SEARCHES, search.id)
    assert record
    workspace.store.put([Put(LIBRARY, SEARCHES, search.id, {**record, "query": query}, revision)])


def test_a_search_that_asks_for_itself_is_said(workspace: Workspace) -> None:
    save(workspace, "Mer", "port set:quai")
    quai = save(workspace, "Quai", "dossier")
    write_unchecked(workspace, quai, "vent set:MER")  # as git merges
    with pytest.raises(Problem, match="asks for itself") as raised:
        list(find.search(workspace, "set:mer"))
    assert raised.value.message == "Mer → Quai → Mer"


def test_what_is_wrong_inside_of_a_saved_search_is_said_with_its_name(workspace: Workspace) -> None:
    save(workspace, "Mer", "port set:quai")
    with pytest.raises(Problem, match="no saved search") as raised:
        list(find.search(workspace, "dossier set:mer"))
    assert raised.value.message == "quai, in the saved search “Mer”"
    quai = save(workspace, "Quai", "dossier")
    write_unchecked(workspace, quai, "(dossier")  # by another version
    with pytest.raises(Problem, match="parenthesis") as raised:
        list(find.search(workspace, "set:mer"))
    assert raised.value.message == "(dossier (character 1), in the saved search “Quai”"


def test_a_tag_that_a_saved_search_asks_for_and_is_gone_is_said_with_its_name(workspace: Workspace) -> None:
    save(workspace, "Mer", "port -tag:mer")
    save(workspace, "Tout", "set:Mer OR dossier")
    with pytest.raises(Problem, match="no tag") as raised:
        list(find.search(workspace, "set:tout"))
    assert raised.value.message == "mer, in the saved search “Mer”" and raised.value.status == 1
