"""The codebook as a person works with it: every operation is one step, undone in one."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotation.codebook import Tag
from reader.exchange import json_lines
from reader.session.annotations import tag_split
from reader.session.annotations.annotate import annotate, change, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook import tag_edits
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, rows
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem

QUOTES = ("Le port rouvre.", "Les grutiers reviennent.", "Rien ne presse.")


@pytest.fixture
def tagged(workspace: Workspace) -> Workspace:
    for quote, tags in zip(QUOTES, (["port/quai"], ["port/quai", "travail"], ["État"]), strict=True):
        annotate(workspace, "port", [place_of(workspace, "port", quote)], tags)
    annotate(workspace, "ete", [place_of(workspace, "ete", "La mer dort.")], ["mer", "port/quai"])
    return workspace


def exported(workspace: Workspace) -> str:
    stream = io.StringIO()
    json_lines.write(rows(workspace, annotations_in(workspace), Citing()), stream)
    return stream.getvalue()


def shown(workspace: Workspace) -> dict[str, tuple[int, int]]:
    return {row["path"]: (row["count"], row["total"]) for row in tag_edits.tag_rows(workspace)}


def state(workspace: Workspace) -> object:
    return exported(workspace), workspace.store.records(LIBRARY, "tags"), tag_edits.tag_rows(workspace)


STEPS: dict[str, Callable[[Workspace], object]] = {
    "new tag": lambda w: tag_edits.new_tag(w, "port/grue", {"key": "g", "color": "#AA00ff", "definition": "Un engin."}),
    "rename tag": lambda w: tag_edits.rename(w, "port", "Havre"),
    "move tag": lambda w: tag_edits.move(w, "mer", "port"),
    "recolour tag": lambda w: tag_edits.describe_tag(w, "mer", {"color": "green"}),
    "hot key": lambda w: tag_edits.set_hot_key(w, "mer", "m"),
    "describe tag": lambda w: tag_edits.describe_tag(w, "mer", {"inclusion": "Si salée.", "exclusion": "Lacs."}),
    "merge tags": lambda w: tag_edits.merge(w, ["port", "etat"], "mer"),
    "split tag": lambda w: tag_split.assign(
        w, "port/quai", [annotation.id for annotation in tag_split.left(w, "port/quai")[:2]], "nord"
    ),
    "delete tag": lambda w: tag_edits.delete_tag(w, "port"),
}


@pytest.mark.parametrize("what", STEPS)
def test_one_undo_brings_back_exactly_what_was_and_one_redo_what_is(what: str, tagged: Workspace) -> None:
    before = state(tagged)
    STEPS[what](tagged)
    after = state(tagged)
    assert after != before
    entry = tagged.history().entries[-1]
    assert entry["what"] == what
    assert entry["about"]
    undo(tagged)
    assert state(tagged) == before
    redo(tagged)
    assert state(tagged) == after
    assert tagged.history().entries[-1]["about"].startswith(f"undo {what}")


def test_all_steps_are_undone_in_turn(tagged: Workspace) -> None:
    states = [state(tagged)]
    for what in ("new tag", "hot key", "move tag", "split tag", "rename tag"):
        STEPS[what](tagged)
        states.append(state(tagged))
    tag_edits.merge(tagged, ["État", "travail"], "havre/mer")
    states.append(state(tagged))
    tag_edits.delete_tag(tagged, "Havre/mer")
    for before in reversed(states):
        undo(tagged)
        assert state(tagged) == before


def test_parents_count_an_annotation_once(tagged: Workspace) -> None:
    tag_edits.move(tagged, "mer", "port")
    assert shown(tagged) == {
        "port": (0, 3), "port/mer": (1, 1), "port/quai": (3, 3), "travail": (1, 1), "État": (1, 1),
    }  # fmt: skip


def test_a_merge_and_a_deletion_touch_no_annotation(tagged: Workspace) -> None:
    before = {name: tagged.store.records(name, "annotations") for name in tagged.databases_of_articles()}
    tag_edits.merge(tagged, ["port", "travail"], "mer")
    assert shown(tagged)["mer"] == (2, 3)
    assert shown(tagged)["mer/quai"] == (3, 3)
    assert tag_edits.tag_row(tagged, "mer")["merged"] == ["travail"]
    tag_edits.delete_tag(tagged, "mer")
    assert shown(tagged) == {"État": (1, 1)}
    assert before == {name: tagged.store.records(name, "annotations") for name in tagged.databases_of_articles()}
    assert '"tags": []' in exported(tagged)


def test_after_a_merge_the_tag_is_given_and_taken_as_one(tagged: Workspace) -> None:
    tag_edits.merge(tagged, ["travail"], "port/quai")
    annotation = next(annotation for annotation in annotations_in(tagged, "port") if annotation.quote == QUOTES[1])
    assert change(tagged, annotation, add_tags=["port/quai"]) == annotation
    assert tagged.codebook.paths(change(tagged, annotation, remove_tags=["port/quai"]).tags) == ()


def test_a_split_is_left_and_taken_up_again(tagged: Workspace) -> None:
    first, second, third = tag_split.left(tagged, "port/quai")
    assert [annotation.article for annotation in (first, second, third)] == ["ete", "port", "port"]
    assert [
        tagged.codebook.paths(annotation.tags)
        for annotation in tag_split.assign(tagged, "port/quai", [second.id], "nord")
    ] == [("nord",)]
    assert [annotation.id for annotation in tag_split.left(tagged, "port/quai")] == [first.id, third.id]
    tag_split.assign(tagged, "port/quai", [first.id, third.id], "mer")
    assert tag_split.left(tagged, "port/quai") == []
    assert shown(tagged)["mer"] == (2, 2)
    undo(tagged)
    assert len(tag_split.left(tagged, "port/quai")) == 2


def test_a_split_of_what_has_not_the_tag_changes_nothing(tagged: Workspace) -> None:
    before = state(tagged)
    (other,) = tag_split.left(tagged, "État")
    (first, *_) = tag_split.left(tagged, "port/quai")
    for ids, to in (([first.id, other.id], "x"), ([first.id, "nobody"], "x"), ([first.id], "PORT/quai")):
        with pytest.raises(Problem):
            tag_split.assign(tagged, "port/quai", ids, to)
    assert state(tagged) == before


def test_a_refused_operation_changes_nothing(tagged: Workspace) -> None:
    before, entries = state(tagged), len(tagged.history().entries)
    for refused in (
        lambda: tag_edits.merge(tagged, ["mer"], "mer"),
        lambda: tag_edits.move(tagged, "port", "port/quai"),
        lambda: tag_edits.new_tag(tagged, "etat"),
        lambda: tag_edits.rename(tagged, "mer", "etat"),
        lambda: tag_edits.new_tag(tagged, "x", {"key": "zz"}),
        lambda: tag_edits.delete_tag(tagged, "rien"),
    ):
        with pytest.raises(Problem):
            refused()
    assert state(tagged) == before
    assert len(tagged.history().entries) == entries


def test_what_changes_nothing_makes_no_entry(tagged: Workspace) -> None:
    entries = len(tagged.history().entries)
    tag_edits.rename(tagged, "mer", "mer")
    tag_edits.describe_tag(tagged, "mer", {"color": ""})
    assert len(tagged.history().entries) == entries


def test_the_move_back_of_a_name_that_was_given_anew_is_skipped(tagged: Workspace) -> None:
    tag_edits.rename(tagged, "mer", "eau")
    tagged.coder = "Bea"
    tag_edits.new_tag(tagged, "mer")
    tagged.coder = "Ada"
    done = undo(tagged)
    assert done.entry["what"] == "highlight"
    assert [(skipped.entry["what"], skipped.why) for skipped in done.skipped] == [
        ("rename tag", "another tag is called mer now.")
    ]
    assert "eau" in shown(tagged)


def test_an_undo_leaves_a_tag_that_others_use(workspace: Workspace) -> None:
    annotate(workspace, "port", [place_of(workspace, "port", QUOTES[0])], ["mer"])
    workspace.coder = "Bea"
    annotate(workspace, "port", [place_of(workspace, "port", QUOTES[1])], ["mer"])
    workspace.coder = "Ada"
    undo(workspace)
    assert shown(workspace) == {"mer": (1, 1)}
    redo(workspace)
    assert shown(workspace) == {"mer": (2, 2)}


def test_two_branches_that_made_one_path_are_one_for_every_operation(tagged: Workspace) -> None:
    twin = Tag("aaa-twin", "mer", definition="eau")
    tagged.apply("new tag", lambda: tag_edits.changes_to(tagged, [twin]))
    before = state(tagged)
    assert tagged.codebook.paths(["aaa-twin"]) == ("mer",)
    tag_edits.merge(tagged, ["mer"], "port/quai")
    assert "mer" not in shown(tagged)
    assert tagged.codebook.paths(["aaa-twin"]) == ("port/quai",)
    undo(tagged)
    assert state(tagged) == before
    tag_edits.describe_tag(tagged, "mer", {"definition": ""})
    assert tag_edits.tag_row(tagged, "mer")["definition"] == ""


def test_an_edit_comes_after_those_of_a_clock_that_ran_ahead(tagged: Workspace) -> None:
    tag_edits.new_tag(tagged, "x")
    newest = tagged.history().entries[-1]
    ahead = {**newest, "id": "ahead", "time": newest["time"] + 10**12, "coder": "Bea"}
    tagged.store.put([Put(LIBRARY, "history", "ahead", ahead, 0)])
    tag_edits.new_tag(tagged, "y")
    assert [entry["id"] for entry in tagged.history().entries[-2:-1]] == ["ahead"]


def test_the_codebook_is_made_once_until_a_tag_changes(root: Path) -> None:
    ours, theirs = (open_library(root, coder=coder) for coder in ("Ada", "Bea"))
    ours.articles()
    tag_edits.new_tag(ours, "mer")
    book = ours.codebook
    annotate(ours, "port", [place_of(ours, "port", "Rien ne presse.")], note="Vu.")
    assert ours.codebook is book
    tag_edits.rename(ours, "mer", "océan")
    assert ours.codebook.all_paths() == ["océan"]
    undo(ours)
    assert ours.codebook.every == book.every
    tag_edits.new_tag(theirs, "vent")
    assert "vent" not in ours.codebook.all_paths()
    ours.store.refresh()
    assert "vent" in ours.codebook.all_paths()


def test_a_tag_that_opening_an_article_brings_in_has_its_path_at_once(root: Path) -> None:
    ours, theirs = (open_library(root, coder=coder) for coder in ("Ada", "Bea"))
    theirs.articles()
    assert ours.codebook.all_paths() == []
    annotate(theirs, "port", [place_of(theirs, "port", "Rien ne presse.")], tags=["mer"])
    (ours_of_it,) = annotations_in(ours, "port")
    assert ours.codebook.paths(ours_of_it.tags) == ("mer",)
