"""Whether git has put a log where it is, asked of repositories of every kind without any of their configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.store import git_state
from reader.store.git_state import put_there_by_git


def git(folder: Path, *arguments: str) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **{f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    options = ["-c", "protocol.file.allow=always"]
    subprocess.run(["git", *options, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def made(folder: Path, *options: str) -> Path:
    """Return the log of a library in a repository, with two commits behind it."""
    log = folder / "annotations" / "one.jsonl"
    log.parent.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", *options)
    git(folder, "commit", "-q", "--allow-empty", "-m", "nothing")
    for number in range(2):
        log.write_text(f"{number}\n")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "notes")
    return log


def told(log: Path) -> list[bool]:
    """Return what is said of the log as it is committed, as somebody else left it, deleted, and never made."""
    committed = log.read_bytes()
    answers = [put_there_by_git(log)]
    log.write_bytes(committed[:-1])
    answers.append(put_there_by_git(log))
    log.unlink()
    answers.append(put_there_by_git(log))
    log.write_bytes(committed)
    return [*answers, put_there_by_git(log.with_name("other.jsonl"))]


AS_COMMITTED = [True, False, False, False]


@pytest.mark.parametrize("options", [[], ["--object-format=sha256"]])
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_as_committed_is_git_s_and_no_other(tmp_path: Path, options: list[str], packed: bool) -> None:
    log = made(tmp_path / "library", *options)
    if packed:
        git(log.parent, "gc", "-q")
    assert told(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert told(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert not log.exists()
    assert put_there_by_git(log), "git knows it, and has taken it away"
    assert not put_there_by_git(log.with_name("other.jsonl"))


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_every_version_of_the_index_will_do(tmp_path: Path, version: str) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "update-index", "--index-version", version)
    assert told(log) == AS_COMMITTED


@pytest.mark.parametrize("name", ["a b", "it's", '"quoted"', "back\\slash", "été", "#hash", ":(top)x", "*"])
def test_a_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    log = made(tmp_path / name / name)
    assert told(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~2")
    assert put_there_by_git(log)


def test_so_will_a_worktree_a_submodule_a_link_and_a_shallow_clone(tmp_path: Path) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    assert told(tmp_path / "tree" / "annotations" / "one.jsonl") == AS_COMMITTED
    above = made(tmp_path / "above")
    git(above.parent.parent, "submodule", "add", "-q", str(tmp_path / "library"), "part")
    assert told(above.parent.parent / "part" / "annotations" / "one.jsonl") == AS_COMMITTED
    (tmp_path / "link").symlink_to(tmp_path / "library")
    assert told(tmp_path / "link" / "annotations" / "one.jsonl") == AS_COMMITTED
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/library", "shallow")
    assert told(tmp_path / "shallow" / "annotations" / "one.jsonl") == AS_COMMITTED
    git(tmp_path / "shallow", "rm", "-q", "-r", "annotations")
    assert put_there_by_git(tmp_path / "shallow" / "annotations" / "one.jsonl")


def test_what_only_the_stash_or_a_tag_knows_is_known(tmp_path: Path) -> None:
    log = made(tmp_path / "library")
    new = log.with_name("new.jsonl")
    new.write_text("new\n")
    git(log.parent, "add", "-A")
    git(log.parent, "stash", "-q")
    assert not new.exists()
    assert put_there_by_git(new)
    git(log.parent, "tag", "-a", "-m", "t", "kept")
    git(log.parent, "reset", "-q", "--hard", "HEAD~2")
    assert put_there_by_git(log)


def _no_objects(own: Path) -> None:
    shutil.rmtree(own / "objects")


def _refs_of_rubbish(own: Path) -> None:
    (own / "refs" / "heads" / "main").write_bytes(b"--not\n" * 1000)
    (own / "packed-refs").write_bytes(bytes(range(256)) * 100)
    os.mkfifo(own / "refs" / "heads" / "pipe")
    (own / "refs" / "heads" / "zero").symlink_to("/dev/zero")
    (own / "refs" / "loop").symlink_to("..")


def _index_of_rubbish(own: Path) -> None:
    (own / "index").write_bytes(b"DIRC\0\0\0\2\xff\xff\xff\xff")


def _no_folder(own: Path) -> None:
    shutil.rmtree(own)
    own.write_text("gitdir: " + "../" * 3000)


def _loop(own: Path) -> None:
    shutil.rmtree(own)
    own.symlink_to(own)


def _pipe(own: Path) -> None:
    shutil.rmtree(own)
    os.mkfifo(own)


def _pipe_as_index(own: Path) -> None:
    (own / "index").unlink()
    os.mkfifo(own / "index")


BROKEN = [_no_objects, _refs_of_rubbish, _index_of_rubbish, _no_folder, _loop, _pipe, _pipe_as_index]


@pytest.mark.parametrize("damage", BROKEN, ids=lambda one: one.__name__.strip("_"))
def test_a_repository_that_makes_no_sense_vouches_for_nothing(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    log = made(tmp_path / "library")
    damage(log.parent.parent / ".git")
    assert told(log)[1:] == AS_COMMITTED[1:]


def test_neither_does_one_where_there_is_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = made(tmp_path / "library")
    monkeypatch.setenv("PATH", f".:{tmp_path}")
    assert told(log) == [False] * 4
    assert git_state.SECONDS < 10
