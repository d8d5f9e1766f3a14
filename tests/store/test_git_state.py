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


def trusted(log: Path) -> list[bool]:
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
    assert trusted(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert trusted(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert not log.exists()
    assert put_there_by_git(log), "git knows it, and has taken it away"
    assert not put_there_by_git(log.with_name("other.jsonl"))


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_every_version_of_the_index_will_do(tmp_path: Path, version: str) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "update-index", "--index-version", version)
    assert trusted(log) == AS_COMMITTED


@pytest.mark.parametrize("name", ["a b", "it's", '"quoted"', "back\\slash", "été", "#hash", ":(top)x", "*"])
def test_a_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    log = made(tmp_path / name / name)
    assert trusted(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~2")
    assert put_there_by_git(log)


# -- repositories that are more than one folder


def log_in(top: Path) -> Path:
    return top / "annotations" / "one.jsonl"


def test_a_worktree_has_an_index_of_its_own(tmp_path: Path) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    own = log_in(tmp_path / "tree")
    assert (tmp_path / "tree" / ".git").is_file()
    assert trusted(own) == AS_COMMITTED
    git(tmp_path / "tree", "checkout", "-q", "HEAD~1")
    assert trusted(own) == AS_COMMITTED
    assert trusted(log) == AS_COMMITTED
    log.write_bytes(own.read_bytes())
    assert not put_there_by_git(log), "the other worktree's state is nothing that git put here"
    git(tmp_path / "tree", "checkout", "-q", "HEAD~1")
    assert put_there_by_git(own)


def test_a_submodule_keeps_its_repository_in_another(tmp_path: Path) -> None:
    made(tmp_path / "library")
    above = made(tmp_path / "above")
    git(tmp_path / "above", "submodule", "add", "-q", str(tmp_path / "library"), "part")
    own = log_in(tmp_path / "above" / "part")
    assert (tmp_path / "above" / "part" / ".git").is_file()
    assert trusted(own) == trusted(above) == AS_COMMITTED
    git(tmp_path / "above" / "part", "checkout", "-q", "HEAD~2")
    assert put_there_by_git(own)


def test_a_clone_may_have_its_objects_elsewhere(tmp_path: Path) -> None:
    made(tmp_path / "library")
    git(tmp_path, "clone", "-q", "--shared", "library", "first")
    git(tmp_path, "clone", "-q", "--shared", "first", "second")
    assert (tmp_path / "second" / ".git" / "objects" / "info" / "alternates").is_file()
    own = log_in(tmp_path / "second")
    assert trusted(own) == AS_COMMITTED
    git(tmp_path / "second", "checkout", "-q", "HEAD~2")
    assert put_there_by_git(own)


def test_a_shallow_clone_has_the_newest_commit_only(tmp_path: Path) -> None:
    made(tmp_path / "library")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/library", "shallow")
    own = log_in(tmp_path / "shallow")
    assert trusted(own) == AS_COMMITTED
    git(tmp_path / "shallow", "rm", "-q", "-r", "annotations")
    assert put_there_by_git(own)


def test_a_linked_library_is_looked_for_where_the_link_leads(tmp_path: Path) -> None:
    made(tmp_path / "library")
    (tmp_path / "link").symlink_to(tmp_path / "library")
    assert trusted(log_in(tmp_path / "link")) == AS_COMMITTED


def test_refs_may_be_packed(tmp_path: Path) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "tag", "-a", "-m", "t", "kept")
    git(log.parent, "checkout", "-q", "HEAD~2")
    git(tmp_path / "library", "pack-refs", "--all", "--prune")
    assert not (tmp_path / "library" / ".git" / "refs" / "heads" / "main").exists()
    assert put_there_by_git(log), "only the packed refs lead to a commit that has it"


@pytest.mark.parametrize("options", [[], ["--object-format=sha256"]])
def test_half_of_a_split_index_is_in_another_file(tmp_path: Path, options: list[str]) -> None:
    log = made(tmp_path / "library", *options)
    git(log.parent, "config", "core.splitIndex", "true")
    git(log.parent, "update-index", "--split-index")
    assert list((tmp_path / "library" / ".git").glob("sharedindex.*"))
    assert trusted(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert trusted(log) == AS_COMMITTED
    git(log.parent, "checkout", "-q", "HEAD~1")
    assert put_there_by_git(log)


def test_git_finds_both_halves_in_the_repository_that_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some versions of git look for the other half there only."""
    log = made(tmp_path / "library")
    git(log.parent, "update-index", "--split-index")
    (shared,) = (tmp_path / "library" / ".git").glob("sharedindex.*")
    shared.with_name("sharedindex." + "0" * 40).write_bytes(b"of another index")
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nls "$GIT_DIR" > {tmp_path}/given\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    assert put_there_by_git(log)
    given = (tmp_path / "given").read_text().split()
    assert {"index", shared.name} <= set(given)
    assert "sharedindex." + "0" * 40 not in given


def test_a_sparse_index_names_folders_instead_of_files(tmp_path: Path) -> None:
    log = made(tmp_path / "library")
    for name in ("here", "there"):
        (tmp_path / "library" / name).mkdir()
        (tmp_path / "library" / name / "file").write_text(name)
    git(log.parent.parent, "add", "-A")
    git(log.parent.parent, "commit", "-q", "-m", "more")
    git(log.parent.parent, "sparse-checkout", "init", "--cone", "--sparse-index")
    git(log.parent.parent, "sparse-checkout", "set", "annotations")
    assert not (tmp_path / "library" / "there").exists()
    assert trusted(log) == AS_COMMITTED


@pytest.mark.parametrize("options", [[], ["--object-format=sha256"]])
def test_of_a_repository_whose_refs_cannot_be_read_the_index_is_enough(tmp_path: Path, options: list[str]) -> None:
    """As in the reftable format: a log that is there is known; one that is missing is healed."""
    log = made(tmp_path / "library", *options)
    own = tmp_path / "library" / ".git"
    git(log.parent, "checkout", "-q", "HEAD~1")
    earlier = trusted(log)
    shutil.rmtree(own / "refs")
    (own / "packed-refs").unlink(missing_ok=True)
    # What lies there for programs that do not know the format.
    (own / "HEAD").write_text("ref: refs/heads/.invalid\n")
    (own / "refs").mkdir()
    (own / "refs" / "heads").write_text("this repository uses the reftable format\n")
    (own / "reftable").mkdir()
    (own / "reftable" / "tables.list").write_text("0x000000000001-0x000000000001-00000000.ref\n")
    assert trusted(log) == earlier == AS_COMMITTED
    index = (own / "index").read_bytes()
    (own / "index").unlink()
    log.unlink()
    assert not put_there_by_git(log)
    (own / "index").write_bytes(index)
    assert not put_there_by_git(log)


# -- nothing in a repository runs

CONFIGURATION = """
[core]
\tfsmonitor = {run}
\thooksPath = {hooks}
\talternateRefsCommand = {run}
\tgitProxy = {run}
[extensions]
\tworktreeConfig = true
\tpartialClone = origin
[remote "origin"]
\turl = ext::{run}
\tuploadpack = {run}
\tpromisor = true
[filter "x"]
\tclean = {run}
\tprocess = {run}
[include]
\tpath = {more}
[alias]
\tls-files = !{run}
\trev-list = !{run}
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a program that leaves a mark when it runs, and with hooks that do."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("run", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (folder / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (folder / name).chmod(0o755)
    (folder / "more").write_text(f"[core]\n\tfsmonitor = {folder / 'run'}\n")
    return folder


def configure(folder: Path, programs: Path) -> None:
    """Have a folder of git's own name these programs wherever it can."""
    text = CONFIGURATION.format(run=programs / "run", hooks=programs, more=programs / "more")
    for name in ("config", "config.worktree"):
        with (folder / name).open("a") as file:
            file.write(text)


@pytest.mark.parametrize("kind", ["plain", "worktree", "submodule", "shared", "split index"])
def test_a_configuration_that_names_programs_is_not_read(tmp_path: Path, programs: Path, kind: str) -> None:
    log = made(tmp_path / "library")
    own, folders = log, [tmp_path / "library" / ".git"]
    if kind == "worktree":
        git(log.parent, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
        own, folders = log_in(tmp_path / "tree"), [*folders, folders[0] / "worktrees" / "tree"]
    elif kind == "submodule":
        made(tmp_path / "above")
        git(tmp_path / "above", "submodule", "add", "-q", str(tmp_path / "library"), "part")
        own, folders = log_in(tmp_path / "above" / "part"), [tmp_path / "above" / ".git" / "modules" / "part"]
    elif kind == "shared":
        git(tmp_path, "clone", "-q", "--shared", "library", "first")
        own, folders = log_in(tmp_path / "first"), [*folders, tmp_path / "first" / ".git"]
    elif kind == "split index":
        git(log.parent, "update-index", "--split-index", "--untracked-cache")
    (own.parent.parent / ".gitattributes").write_text("* filter=x\n")
    git(own.parent, "checkout", "-q", "HEAD~1")
    for folder in folders:
        configure(folder, programs)
    assert trusted(own) == AS_COMMITTED
    assert not (tmp_path / "ran").exists()
    subprocess.run(["git", "status"], cwd=own.parent, check=False, capture_output=True)
    assert (tmp_path / "ran").exists(), "git itself would have run it"


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


def _pipe_as_the_other_half_of_the_index(own: Path) -> None:
    git(own.parent, "update-index", "--split-index")
    (shared,) = own.glob("sharedindex.*")
    shared.unlink()
    os.mkfifo(shared)


def _no_other_half_of_the_index(own: Path) -> None:
    git(own.parent, "update-index", "--split-index")
    (shared,) = own.glob("sharedindex.*")
    shared.unlink()


def _alternates_in_a_circle(own: Path) -> None:
    shutil.rmtree(own / "objects" / "info", ignore_errors=True)
    (own / "objects" / "info").mkdir()
    (own / "objects" / "info" / "alternates").write_text(f"{own}/objects\n/dev\n../../objects\n")


BROKEN = [_no_objects, _refs_of_rubbish, _index_of_rubbish, _no_folder, _loop, _pipe, _pipe_as_index]
BROKEN += [_pipe_as_the_other_half_of_the_index, _no_other_half_of_the_index, _alternates_in_a_circle]


@pytest.mark.parametrize("damage", BROKEN, ids=lambda damage: damage.__name__.strip("_"))
def test_a_repository_that_makes_no_sense_vouches_for_nothing(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    log = made(tmp_path / "library")
    damage(log.parent.parent / ".git")
    assert trusted(log)[1:] == AS_COMMITTED[1:]


def test_git_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = made(tmp_path / "library")
    git(log.parent, "checkout", "-q", "HEAD~2")
    assert put_there_by_git(log)
    monkeypatch.setattr(git_state, "SECONDS", 0.1)
    info = tmp_path / "library" / ".git" / "objects" / "info"
    info.mkdir(exist_ok=True)
    os.mkfifo(info / "alternates")
    assert not put_there_by_git(log)


def test_neither_does_one_where_there_is_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = made(tmp_path / "library")
    monkeypatch.setenv("PATH", f".:{tmp_path}")
    assert trusted(log) == [False] * 4
    assert git_state.SECONDS < 10
