"""Records that were changed in two places at the same time: fields are merged, both texts shown, until the next change."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.annotation.memo import Subject
from reader.annotation.model import Annotation, Ink
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotation_by_id, annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.codebook.memo_edits import memo, write_memo
from reader.session.codebook.tag_edits import describe_article, describe_tag, rename, set_hot_key
from reader.session.library.merge_rules import MEANWHILE
from reader.session.library.opening import change_coder
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


@dataclass
class Branches:
    """A library, and a copy of it from the same moment; both are changed, then merged as git does it, line by line."""

    here: Workspace
    there: Workspace

    def merged(self) -> Workspace:
        """Merge each into the other, and return one of them, which shows what the other does."""
        both = (self.here, self.there)
        for workspace in both:
            workspace.store.close()
        logs = {path.name for workspace in both for path in (workspace.root / "annotations").glob("*.jsonl")}
        for name in logs:
            files = [workspace.root / "annotations" / name for workspace in both]
            lines = [file.read_bytes().splitlines(keepends=True) if file.exists() else [] for file in files]
            for file, (own, others) in zip(files, (lines, lines[::-1]), strict=True):
                file.write_bytes(b"".join(dict.fromkeys([*own, *others])))
        self.here, self.there = (open_with_articles(workspace.root) for workspace in both)
        assert annotations_in(self.here) == annotations_in(self.there)
        assert self.here.codebook.every == self.there.codebook.every
        return self.here


@pytest.fixture
def branches(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Branches:
    """Two branches of a library with one annotation with the tag "mer" and the note "ici"."""
    base = open_with_articles(root)
    annotate(base, "port", [Span(0, 15)], ["mer"], "ici")
    base.store.close()
    other = tmp_path_factory.mktemp("other") / "library"
    shutil.copytree(root, other)
    return Branches(open_with_articles(root), open_with_articles(other))


def shown(workspace: Workspace) -> tuple[str, set[str], Ink]:
    (annotation,) = annotations_in(workspace)
    return annotation.note, set(workspace.codebook.paths(annotation.tags)), annotation.ink


def test_a_merge_holds_what_each_branch_has_changed(branches: Branches) -> None:
    here, there = branches.here, branches.there
    change(there, annotations_in(there)[0], add_tags=["mer/quai", "mer/phare"], remove_tags=["mer"])
    for note in ("là", "là-bas", "plus loin"):
        change(here, annotations_in(here)[0], note=note)
    merged = branches.merged()
    assert shown(merged) == ("plus loin", {"mer/quai", "mer/phare"}, Ink.YELLOW)
    assert merged.store.findings() == []


def test_both_notes_are_kept_where_both_wrote_one(branches: Branches) -> None:
    change(branches.here, annotations_in(branches.here)[0], note="de lui", ink=Ink.GREEN)
    change(branches.there, annotations_in(branches.there)[0], note="d’elle")
    merged = branches.merged()
    assert shown(merged) == (f"d’elle\n\n{MEANWHILE}\nde lui", {"mer"}, Ink.GREEN)
    (finding,) = merged.store.findings()
    assert finding.what.endswith("they differ in: note.")


def test_each_coder_can_undo_their_own_edit_after_a_merge(branches: Branches) -> None:
    here, there = branches.here, branches.there
    change(here, annotations_in(here)[0], add_tags=["quai"], note="de lui")
    change_coder(there, "Ben")
    change(there, annotations_in(there)[0], add_tags=["phare"], ink=Ink.GREEN)
    merged = branches.merged()
    assert shown(merged) == ("de lui", {"mer", "quai", "phare"}, Ink.GREEN)
    undo(merged)
    assert shown(merged) == ("ici", {"mer", "phare"}, Ink.GREEN)
    redo(merged)
    assert shown(merged) == ("de lui", {"mer", "quai", "phare"}, Ink.GREEN)
    change_coder(merged, "Ben")
    undo(merged)
    assert shown(merged) == ("de lui", {"mer", "quai"}, Ink.YELLOW)
    assert shown(branches.merged()) == ("de lui", {"mer", "quai"}, Ink.YELLOW)


def test_an_annotation_that_was_deleted_and_changed_stays_and_that_is_said(branches: Branches) -> None:
    delete(branches.here, annotations_in(branches.here)[0])
    change(branches.there, annotations_in(branches.there)[0], note="d’elle")
    merged = branches.merged()
    assert shown(merged)[0] == "d’elle"
    assert any("deleted elsewhere" in finding.what for finding in merged.store.findings())
    delete(merged, annotations_in(merged)[0])
    assert annotations_in(branches.merged()) == []


def test_tags_articles_and_memos_are_merged_by_field(branches: Branches) -> None:
    here, there = branches.here, branches.there
    set_hot_key(here, "mer", "m")
    describe_tag(here, "mer", {"definition": "de lui"})
    describe_tag(there, "mer", {"inclusion": "d’elle"})
    rename(there, "mer", "océan")
    describe_article(here, here.article("port"), {"author": "Anne Roy"})
    describe_article(there, there.article("port"), {"status": "done"})
    write_memo(here, "de lui", Subject.ARTICLE, "port")
    write_memo(there, "d’elle", Subject.ARTICLE, "port")
    merged = branches.merged()
    (tag,) = merged.codebook.every.values()
    assert (tag.path, tag.key, tag.definition, tag.inclusion) == ("océan", "m", "de lui", "d’elle")
    article = merged.article("port")
    assert (article.metadata.author, article.status) == ("Anne Roy", "done")
    assert memo(merged, Subject.ARTICLE, "port").text.split(f"\n\n{MEANWHILE}\n") == ["d’elle", "de lui"]
    assert [finding.what.partition("differ in: ")[2] for finding in merged.store.findings()] == ["text."]


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
