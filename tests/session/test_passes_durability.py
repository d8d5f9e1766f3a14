"""Passes and the codebook on a disk, in a mix: killed at any write, refused by the disk, taken back to the last byte."""

from __future__ import annotations

import errno
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotation.tagging_pass import Answer
from reader.session.annotations import tag_split
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook import tag_edits
from reader.session.library.catalogue import Catalogue
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.text.problem import Problem
from reader.text.span import Span
from tests.session.killed_program import killed_program
from tests.session.tagged_library import exported, make_tagged_library
from tests.store.failing_disk import FailingDisk
from tests.store.making import Clock, often

State = dict[str, object]


def state(root: Path) -> State:
    """Return all that a person sees of annotations, passes and tags, without ids."""
    workspace = open_library(root, "Ada")
    state: State = {"tags": list(workspace.codebook.all_paths())}
    state["passes"] = [
        (tagging_pass.name, tagging_pass.state.value, tagging_pass.visit) for tagging_pass in passes.passes(workspace)
    ]
    state["annotations"] = [
        (annotation.quote, workspace.codebook.paths(annotation.tags)) for annotation in annotations_in(workspace)
    ]
    for name in workspace.databases_of_articles():
        decisions = workspace.store.records(name, "decisions").values()
        given = {record["annotation"] for record in decisions if record["answer"] == Answer.GIVEN}
        assert given <= set(workspace.store.records(name, "annotations")), (
            "a decision names an annotation that is there"
        )
        refused = sorted(record["quote"] for record in decisions if record["answer"] == Answer.REFUSED)
        skipped = sorted(record["spans"] for record in workspace.store.records(name, "skipped").values())
        state[name] = (len(given), refused, skipped)
    state["history"] = [entry["what"] for entry in workspace.history().entries]
    # Lines that were cut short, and changes without their commit line, are all that may be found.
    cut = ("unfinished", "never finished")
    assert [finding for finding in workspace.store.findings() if not any(word in finding.what for word in cut)] == []
    return state


STEPS = """
from reader.session.passes import passes
from reader.text.span import Span

def steps(workspace, what):
    workspace.articles()
    if what == "start":
        passes.start(workspace, ["d/e", "f"])
    elif what == "finish":
        passes.finish(workspace, passes.pass_of(workspace, "tour"))
    else:
        getattr(passes, what)(workspace, passes.pass_of(workspace, "tour"), "n0001", [Span(0, 5), Span(8, 12)])
"""


@pytest.mark.parametrize("what", ["start", "give", "refuse", "skip", "finish"])
def test_killed_at_whatever_write_a_step_is_whole_or_not_there(what: str, tmp_path: Path) -> None:
    make_tagged_library(tmp_path / "0", 2)
    workspace = open_library(tmp_path / "0", "Ada")
    tagging_pass = passes.start(workspace, ["a", "new"], name="tour")
    passes.refuse(workspace, tagging_pass, "n0001", [Span(4, 9)])  # giving takes it back
    workspace.store.close()
    before = state(tmp_path / "0")
    nth, seen, done = 0, [], None
    with killed_program(STEPS) as ends_before:
        while done is None:
            nth += 1
            root = tmp_path / str(nth)
            shutil.copytree(tmp_path / "0", root)
            ended = ends_before(root, nth, what)
            if ended:
                done = state(root)
            else:
                seen.append(state(root))
    assert done != before
    assert len(seen) > 1
    assert all(state in (before, done) for state in seen)


MIXED = """
import random, sys, time
from pathlib import Path
from reader.session.passes import passes
from reader.session.annotations import tag_split
from reader.session.codebook import tag_edits
from reader.session.library.opening import open_library
from reader.session.annotations.undo import undo
from reader.text.problem import Problem
from reader.text.span import Span

root, numbers = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
workspace = open_library(root, "Ada")
articles = [article.id for article in workspace.articles()]
names = [f"t{number}" for number in range(6)]

def any_pass():
    return passes.pass_of(workspace, "tour")

def span():
    start = numbers.randrange(100)
    return [Span(start, start + numbers.randrange(1, 30))]

def split():
    path = numbers.choice(workspace.codebook.all_paths())
    left = tag_split.left(workspace, path)
    ids = [annotation.id for annotation in numbers.sample(left, min(len(left), 9))]
    tag_split.assign(workspace, path, ids, numbers.choice(names))

steps = [
    lambda: passes.give(workspace, any_pass(), numbers.choice(articles), span()),
    lambda: passes.refuse(workspace, any_pass(), numbers.choice(articles), span()),
    lambda: passes.skip(workspace, any_pass(), numbers.choice(articles), span()),
    lambda: passes.finish(workspace, any_pass()),
    lambda: passes.reopen(workspace, any_pass()),
    lambda: tag_edits.merge(workspace, [numbers.choice(workspace.codebook.all_paths())], numbers.choice(workspace.codebook.all_paths())),
    lambda: tag_edits.rename(workspace, numbers.choice(workspace.codebook.all_paths()), numbers.choice(names)),
    lambda: tag_edits.delete_tag(workspace, numbers.choice(workspace.codebook.all_paths())),
    lambda: tag_edits.new_tag(workspace, numbers.choice(names)),
    split,
    lambda: undo(workspace),
]
print("ready", flush=True)
for _ in range(10_000):
    step = numbers.choice(steps)
    print("try", flush=True)
    before = len(workspace.history().entries)
    try:
        step()
    except (Problem, IndexError):
        pass
    print("done", len(workspace.history().entries), flush=True)
"""


def test_killed_in_the_middle_of_a_mix_all_is_whole_and_undo_leads_back_to_the_first_byte(tmp_path: Path) -> None:
    make_tagged_library(tmp_path, 5)
    first = exported(tmp_path)
    workspace = open_library(tmp_path, "Ada")
    passes.start(workspace, ["a", "new"], name="tour")
    workspace.store.close()
    numbers = random.Random(13)
    for kill in range(often(4, 60)):
        child = subprocess.Popen(
            [sys.executable, "-c", MIXED, str(tmp_path), str(kill)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout
        # The first goes on until it has surely done every kind of step, however slow the machine is.
        lines = [child.stdout.readline() for _ in range(numbers.randrange(1, 80) if kill else 250)]
        child.kill()
        rest, _ = child.communicate()
        lines = [line for line in "".join([*lines, rest]).splitlines(keepends=True) if line.endswith("\n")]
        assert lines[0] == "ready\n"
        known = [int(line.split()[1]) for line in lines if line.startswith("done")]
        entries = len(open_library(tmp_path, "Ada").history().entries)
        if known:
            assert known[-1] <= entries <= known[-1] + 1, "what was acknowledged is there, and at most what was begun"
        state(tmp_path)
    workspace = open_library(tmp_path, "Ada")
    assert exported(tmp_path) != first
    whats = {entry["what"] for entry in workspace.history().entries}
    assert {"highlight", "refuse", "skip", "merge tags", "split tag", "undo"} <= whats
    while workspace.history().next_undo("Ada"):
        undo(workspace)
    workspace.store.close()
    assert exported(tmp_path) == first
    left = open_library(tmp_path, "Ada")
    assert passes.passes(left) == []
    assert [
        left.store.records(name, table) for name in left.store.databases() for table in ("decisions", "skipped")
    ] == [{} for _ in left.store.databases() for _ in range(2)]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whatever_call_to_the_disk_fails_a_pass_is_as_it_was_or_as_asked(tmp_path: Path, code: int) -> None:
    def opened(root: Path, disk: Disk | None = None) -> Workspace:
        clock = Clock()
        clock.now = 1_000_000 + sum(path.stat().st_size for path in (root / "annotations").glob("*.jsonl"))
        store = FolderStore(root / "annotations", clock, f"w{clock.now}", disk)
        workspace = Workspace(root, Catalogue(root, root / "seeds"), store, "Ada", clock, lambda: f"{clock():06d}")
        workspace.articles()
        return workspace

    def seen(root: Path) -> str:
        return json.dumps({**state(root), "history": 0}, default=str)

    make_tagged_library(tmp_path / "0", 2)
    workspace = open_library(tmp_path / "0", "Ada")
    passes.start(workspace, ["a", "new"], name="tour")
    workspace.store.close()
    nth, reached = 0, True
    while reached:
        nth += often(3, 1)
        root = tmp_path / str(nth)
        shutil.copytree(tmp_path / "0", root)
        disk = FailingDisk(10**9, code, short=code == errno.ENOSPC)
        workspace = opened(root, disk)
        tagging_pass = passes.pass_of(workspace, "tour")
        disk.calls, disk.nth = 0, nth
        expected = seen(root)
        steps: list[Callable[[], object]] = [
            lambda: passes.give(workspace, tagging_pass, "n0000", [Span(0, 9)]),  # noqa: B023
            lambda: tag_edits.merge(workspace, ["new"], "c"),  # noqa: B023
            lambda: passes.refuse(workspace, tagging_pass, "n0000", [Span(20, 29)]),  # noqa: B023
            lambda: tag_split.assign(workspace, "a", ["n0000-0", "n0001-3"], "d"),  # noqa: B023
            lambda: passes.skip(workspace, tagging_pass, "n0001", [Span(0, 9)]),  # noqa: B023
            lambda: undo(workspace),  # noqa: B023
            lambda: passes.finish(workspace, tagging_pass),  # noqa: B023
        ]
        for step in steps:
            try:
                step()
            except Problem:
                assert seen(root) == expected, nth
            else:
                assert seen(root) != expected, nth
            expected = seen(root)
        reached = disk.over
    assert nth > 10
