"""Operations on the codebook over many articles, on a disk: one step, all or nothing, whatever stops them."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from reader.session.annotations import tag_split
from reader.session.annotations.annotate import change
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook import tag_edits
from reader.session.library.catalogue import Catalogue
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.text.problem import Problem
from tests.session.killed_program import killed_program
from tests.session.tagged_library import SENTENCES, exported, make_tagged_library
from tests.store.failing_disk import FailingDisk
from tests.store.making import Clock, often


def logs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "annotations").glob("n*.jsonl")}


def test_a_merge_of_ten_thousand_annotations_is_one_line_and_one_undo_takes_it_back(tmp_path: Path) -> None:
    root = tmp_path / "library"
    count = often(100, 1_000)
    make_tagged_library(root, count)
    before, articles = exported(root), logs(root)
    assert (len(before.splitlines()), len(articles)) == (SENTENCES * count, count)
    own = root / "annotations" / "_library.jsonl"
    size = own.stat().st_size
    tag_edits.merge(open_library(root, "Ada"), ["a", "b/c"], "c")
    assert own.read_bytes()[size:].count(b"\n") == 1
    assert logs(root) == articles
    merged = [json.loads(line)["tags"] for line in exported(root).splitlines()]
    assert merged == [["c"]] * SENTENCES * count
    undo(open_library(root, "Ada"))
    assert logs(root) == articles
    assert exported(root) == before


STEPS = """
from reader.session.annotations import tag_split
from reader.session.codebook import tag_edits

def steps(workspace, what):
    if what == "merge":
        tag_edits.merge(workspace, ["a", "b"], "c")
    else:
        tag_split.assign(workspace, "a", [one.id for one in tag_split.left(workspace, "a")], "d/e")
"""


def tagged(root: Path) -> list[tuple[str, ...]]:
    workspace = open_library(root, "Ada")
    return [workspace.codebook.paths(annotation.tags) for annotation in annotations_in(workspace)]


@pytest.mark.parametrize("what", ["merge", "split"])
def test_killed_at_whatever_write_all_or_nothing_is_done(what: str, tmp_path: Path) -> None:
    make_tagged_library(tmp_path / "0", 2)
    nth = 0
    before: list[tuple[str, ...]] = []
    after: list[tuple[str, ...]] = []
    with killed_program(STEPS) as ends_before:
        while not after:
            nth += 1
            root = tmp_path / str(nth)
            shutil.copytree(tmp_path / "0", root)
            before = tagged(root)
            done = ends_before(root, nth, what)
            now = tagged(root)
            if done:
                after = now
            else:
                # What was not acknowledged may have been done; half of it never is.
                given = {"c"} if what == "merge" else {"d/e"}
                assert now == before or not any(
                    {"a", *(["b/c"] if what == "merge" else [])} & set(tags) for tags in now
                ), nth
                assert now == before or any(given & set(tags) for tags in now), nth
    assert after != before
    assert nth > 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_call_to_the_disk_fails_the_codebook_is_as_it_was_or_as_asked(tmp_path: Path, code: int) -> None:
    def opened(root: Path, disk: Disk | None = None) -> Workspace:
        clock = Clock()
        clock.now = 1_000_000 + sum(path.stat().st_size for path in (root / "annotations").glob("*.jsonl"))
        store = FolderStore(root / "annotations", clock, f"w{clock.now}", disk)
        return Workspace(root, Catalogue(root, root / "seeds"), store, "Ada", clock, lambda: f"{clock():06d}")

    make_tagged_library(tmp_path / "0", 2)
    nth, reached = 0, True
    while reached:
        nth += 1
        root = tmp_path / str(nth)
        shutil.copytree(tmp_path / "0", root)
        disk = FailingDisk(10**9, code, short=code == errno.ENOSPC)
        workspace = opened(root, disk)
        disk.calls, disk.nth = 0, nth
        expected = tagged(root)
        ids = ["n0000-0", "n0001-3"]
        for step in (
            lambda: tag_edits.merge(workspace, ["b"], "c"),  # noqa: B023
            lambda: tag_split.assign(workspace, "a", ids, "d"),  # noqa: B023
            lambda: undo(workspace),  # noqa: B023
            lambda: tag_edits.delete_tag(workspace, "c"),  # noqa: B023
        ):
            try:
                step()
            except Problem:
                assert tagged(root) == expected, nth
            expected = tagged(root)
            live = opened(root)
            assert expected == [live.codebook.paths(annotation.tags) for annotation in annotations_in(workspace)], nth
        reached = disk.over
    assert nth > 10


def test_two_branches_that_did_the_same_and_the_contrary_come_together(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "other"
    make_tagged_library(first, 2)
    shutil.copytree(first, second)
    for root, coder, sources, into in ((first, "Ada", ["a"], "c"), (second, "Bea", ["c"], "a")):
        workspace = open_library(root, coder)
        annotation = annotations_in(workspace, "n0000" if coder == "Ada" else "n0001")[0]
        change(workspace, annotation, add_tags=["mer"])
        tag_edits.merge(workspace, sources, into)
    for log in (first / "annotations").glob("*.jsonl"):
        lines = [*log.read_bytes().splitlines(), *(second / "annotations" / log.name).read_bytes().splitlines()]
        log.write_bytes(b"\n".join(dict.fromkeys(lines)) + b"\n")
    workspace = open_library(first, "Ada")
    counted = tag_edits.counts(workspace)
    assert counted["mer"] == (2, 2), "one path made twice is one tag"
    assert [path for path in ("a", "c") if path in counted] == ["a"], "of two merged into each other one stays"
    assert counted["a"].own == sum(
        "a-1" in annotation.tags or "c-1" in annotation.tags for annotation in annotations_in(workspace)
    )
    assert workspace.store.findings() == []
