"""One annotation changed in two places at the same time: both texts are shown, and the next change settles them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.annotation.model import Annotation
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotation_by_id, annotations_in
from reader.session.annotations.conflicts import MEANWHILE
from reader.session.annotations.undo import undo
from reader.session.library.workspace import Workspace
from reader.store.interface import Put
from reader.text.span import Span
from tests.libraries import open_with_articles


def two_versions(root: Path) -> tuple[Workspace, Annotation]:
    """Make an annotation with the note "ici" and, as a merge may bring it, a version with another note and tag."""
    here = open_with_articles(root)
    annotation = annotate(here, "port", [Span(0, 15)], ["mer"], "ici")
    change(here, annotation, add_tags=["quai"], note="là-bas")
    store = here.store
    there, revision = store.get("port", "annotations", annotation.id)
    store.put([Put("port", "annotations", annotation.id, annotation.to_record(), revision)])
    store.put([Put("port", "annotations", annotation.id, there, beside=True)])
    return here, annotation


@pytest.mark.parametrize("again", [True, False])
def test_both_notes_and_all_tags_are_shown(root: Path, again: bool) -> None:
    here, annotation = two_versions(root)
    here = open_with_articles(root) if again else here
    for shown in (annotation_by_id(here, annotation.id), *annotations_in(here)):
        assert set(shown.note.split(f"\n\n{MEANWHILE}\n")) == {"ici", "là-bas"}
        assert set(here.codebook.paths(shown.tags)) == {"mer", "quai"}
    assert any("versions" in finding.what for finding in here.store.findings())


@pytest.mark.parametrize("mine_first", [True, False])
def test_what_the_branch_with_fewer_changes_said_stays_after_a_merge(
    root: Path, tmp_path_factory: pytest.TempPathFactory, mine_first: bool
) -> None:
    base = open_with_articles(root)
    made = annotate(base, "port", [Span(0, 15)], ["mer"], "ici")
    base.store.close()
    other = tmp_path_factory.mktemp("other") / "library"
    shutil.copytree(root, other)
    here, there = open_with_articles(root), open_with_articles(other)
    change(there, made, add_tags=["mer/quai", "mer/phare"])
    for note in ("là", "là-bas", "plus loin"):
        change(here, annotation_by_id(here, made.id), note=note)
    for workspace in (here, there):
        workspace.store.close()
    for log in (other / "annotations").glob("*.jsonl"):
        mine, theirs = ((folder / "annotations" / log.name).read_bytes().splitlines(True) for folder in (root, other))
        ours_first = [*mine, *theirs] if mine_first else [*theirs, *mine]
        (root / "annotations" / log.name).write_bytes(b"".join(dict.fromkeys(ours_first)))  # as git's union merge does
    merged = open_with_articles(root)
    (shown,) = annotations_in(merged)
    assert set(merged.codebook.paths(shown.tags)) == {"mer", "mer/quai", "mer/phare"}
    assert shown.note.startswith("plus loin")
    assert any("2 versions" in finding.what for finding in merged.store.findings())


def test_the_next_change_settles_them_and_loses_neither(root: Path) -> None:
    here, annotation = two_versions(root)
    change(here, annotation_by_id(here, annotation.id), add_tags=["port"])
    there = open_with_articles(root)
    (shown,) = annotations_in(there)
    assert set(shown.note.split(f"\n\n{MEANWHILE}\n")) == {"ici", "là-bas"}
    assert set(there.codebook.paths(shown.tags)) == {"mer", "quai", "port"}
    assert there.store.findings() == []
    undo(there)
    assert MEANWHILE in annotations_in(there)[0].note


def test_a_note_written_on_what_was_shown_holds_alone(root: Path) -> None:
    here, annotation = two_versions(root)
    change(here, annotation_by_id(here, annotation.id), note="les deux")
    assert annotations_in(open_with_articles(root))[0].note == "les deux"


def test_deleting_it_deletes_every_version(root: Path) -> None:
    here, annotation = two_versions(root)
    delete(here, annotation_by_id(here, annotation.id))
    assert annotations_in(open_with_articles(root)) == []
    assert open_with_articles(root).store.findings() == []


def test_what_was_done_before_is_skipped_by_undo_and_bars_nothing(root: Path) -> None:
    annotate(open_with_articles(root), "ete", [Span(2, 7)])
    here, annotation = two_versions(root)
    change(here, annotation_by_id(here, annotation.id), add_tags=["port"])
    assert undo(here).skipped == ()
    done = undo(here)
    assert (done.entry["article"], [skipped.entry["what"] for skipped in done.skipped]) == (
        "ete",
        ["edit", "highlight"],
    )
    assert MEANWHILE in annotations_in(open_with_articles(root))[0].note
