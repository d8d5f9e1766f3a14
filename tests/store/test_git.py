"""Libraries under git: branches merge without conflict or loss; a checkout is somebody's will, never damage."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from reader.store.checkpoints import CHECKPOINT_AFTER
from tests.store.git_repository import GitRepository
from tests.store.making import Clock, change, folder_store, log_of, notes


def work(root: Path, who: str, numbers: random.Random) -> dict[str, str | None]:
    """Let somebody annotate on a branch; return what they have put where, None for deletions."""
    store = folder_store(root)
    done: dict[str, str | None] = {}
    for count in range(numbers.randrange(1, 6)):
        id_ = numbers.choice(["shared-1", "shared-2", f"{who}-{count}"])
        done[id_] = None if id_ in done and numbers.random() < 0.2 else f"{who} {numbers.random()}"
        store.put([change(id_, done[id_])])
    store.close()
    return done


@pytest.mark.parametrize("seed", range(30))
def test_two_branches_merge_without_conflict_and_without_loss(tmp_path: Path, seed: int) -> None:
    numbers, git = random.Random(seed), GitRepository(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("shared-1", "before"), change("shared-2", "before")])
    store.close()
    git.commit_all()
    git("checkout", "-q", "-b", "hers")
    hers = work(tmp_path, "she", numbers)
    git.commit_all()
    git("checkout", "-q", "main")
    his = work(tmp_path, "he", numbers)
    git.commit_all()
    git("merge", "-q", "--no-edit", "hers")
    merged = folder_store(tmp_path)
    for made, other in ((hers, his), (his, hers)):
        for id_, note in made.items():
            versions = [merged.get("article", "annotations", id_)[0], *merged.rivals("article", "annotations", id_)]
            found = [record and record["note"] for record in versions]
            if id_ not in other:
                assert found == [note]
            else:
                assert note in found, (id_, found)
    assert all(
        "quarantine" in finding.where + finding.what or "at the same time" in finding.what
        for finding in merged.findings()
    )


@pytest.mark.parametrize("command", ["merge hers", "rebase hers", "checkout hers", "reset --hard hers", "stash"])
def test_what_git_does_under_a_running_program_is_read_anew_and_not_written_over(tmp_path: Path, command: str) -> None:
    root, clock = tmp_path / "library", Clock()
    root.mkdir()
    git = GitRepository(root)
    folder_store(root).put([change("shared", "before")])
    git.commit_all()
    git("checkout", "-q", "-b", "hers")
    work(root, "she", random.Random(1))
    git.commit_all()
    git("checkout", "-q", "main")
    store = folder_store(root, clock)
    store.put([change("mine", "first")])
    git.commit_all()
    store.put([change("mine", "second")])
    if command != "stash":
        git.commit_all()
    git(*command.split())
    before = log_of(root).read_bytes()
    store.refresh()
    clock.now += CHECKPOINT_AFTER
    store.tick()
    assert log_of(root).read_bytes() == before
    alone = tmp_path / "alone" / "annotations"
    alone.mkdir(parents=True)
    for log in (root / "annotations").glob("*.jsonl"):
        shutil.copy(log, alone)
    expected = notes(folder_store(alone.parent))
    assert notes(store) == expected
    store.put([change("later", "goes on")])
    store.close()
    assert log_of(root).read_bytes().startswith(before)
    assert notes(folder_store(root)) == {**expected, "later": "goes on"}


@pytest.mark.parametrize("running", [True, False])
def test_a_checkout_of_an_earlier_state_is_taken_as_it_is(tmp_path: Path, running: bool) -> None:
    git = GitRepository(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("x", "first")])
    store.close()
    git.commit_all()
    store = folder_store(tmp_path)
    store.put([change("x", "second"), change("y", "second")])
    if not running:
        store.close()
    git.commit_all()
    git("checkout", "-q", "HEAD~1")
    before = log_of(tmp_path).read_bytes()
    if not running:
        store = folder_store(tmp_path)
    store.refresh()
    assert notes(store) == {"x": "first"}
    store.close()
    assert log_of(tmp_path).read_bytes() == before
    git("checkout", "-q", "main")
    store = folder_store(tmp_path)
    assert notes(store) == {"x": "second", "y": "second"}
    assert store.findings() == [] or all(
        "arantine" in finding.where + finding.what or "Git" in finding.what for finding in store.findings()
    )


@pytest.mark.parametrize("running", [True, False])
def test_another_branch_is_taken_as_it_is_and_what_it_lacks_is_reported_and_kept(tmp_path: Path, running: bool) -> None:
    git = GitRepository(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("x", "first")])
    store.close()
    git.commit_all()
    git("checkout", "-q", "-b", "hers")
    store = folder_store(tmp_path)
    for _ in range(3):
        store.put([change("hers", "longer than the other branch " * 9)])
    store.close()
    git.commit_all()
    git("checkout", "-q", "main")
    store = folder_store(tmp_path)
    store.put([change("mine", "on this branch")])
    store.close()
    mine = log_of(tmp_path).with_suffix(".json").read_bytes()
    git.commit_all()
    if running:
        store = folder_store(tmp_path)
        assert set(notes(store)) == {"x", "mine"}
    git("checkout", "-q", "hers")
    if not running:
        store = folder_store(tmp_path)
    store.refresh()
    assert set(notes(store)) == {"x", "hers"}
    assert any("lacks records of the last one (1)" in finding.what for finding in store.findings())
    assert mine in [path.read_bytes() for path in tmp_path.glob("annotations/quarantine/*")]
    store.close()
    git("diff", "--exit-code")
    git("checkout", "-q", "main")
    assert set(notes(folder_store(tmp_path))) == {"x", "mine"}


@pytest.mark.parametrize("age", [0, 3600])
def test_while_git_is_at_work_what_it_puts_there_is_meant(tmp_path: Path, age: int) -> None:
    git = GitRepository(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("x", "first")])
    earlier = log_of(tmp_path).read_bytes()
    store.put([change("y", "second")])
    git.commit_all()
    lock = tmp_path / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (time.time() - age,) * 2)
    log_of(tmp_path).write_bytes(earlier)
    store.refresh()
    assert set(notes(store)) == ({"x"} if age == 0 else {"x", "y"})


def test_a_log_that_git_did_not_put_there_is_healed_in_a_repository_too(tmp_path: Path) -> None:
    git = GitRepository(tmp_path)
    store = folder_store(tmp_path)
    store.put([change("x", "first")])
    store.put([change("y", "second")])
    store.close()
    git.commit_all()
    log_of(tmp_path).write_bytes(log_of(tmp_path).read_bytes().split(b"\n")[0] + b"\n")
    assert notes(folder_store(tmp_path)) == {"x": "first", "y": "second"}
