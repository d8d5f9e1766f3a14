"""A library that somebody has handed on, opened from inside: nothing in it runs, whatever it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.store.folder import FolderStore
from reader.store.git_state import put_there_by_git

TOP = Path(__file__).parents[2]
PROGRAMS = "git xclip xsel wl-copy pbcopy klipper qdbus which sh ssh gpg less pager vi nano editor ls".split()
MODULES = "json argparse textual dataclasses tomllib re pathlib zlib tinydb rapidfuzz pyperclip sitecustomize".split()


def _script(path: Path, mark: Path) -> None:
    path.write_text(f"#!/bin/sh\ntouch {mark}/$(basename $0)-{path.name}\n")
    path.chmod(0o755)


@pytest.fixture
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which whatever has run leaves its name."""
    return tmp_path_factory.mktemp("ran")


@pytest.fixture
def hostile(root: Path, ran: Path) -> Path:
    """A library with programs and modules of every name that is asked for, and with a git configuration that runs some."""
    for name in PROGRAMS:
        _script(root / name, ran)
    for name in MODULES:
        (root / f"{name}.py").write_text(f"open({str(ran / name)!r}, 'w')\nraise SystemExit(9)\n")
    (root / "annotations").mkdir()
    hooks = root / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction"):
        _script(hooks / name, ran)
    _script(root / "run", ran)
    run = root / "run"
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / ".git" / "config").write_text(
        f"""
[core]
    repositoryformatversion = 0
    fsmonitor = {run}
    hooksPath = {hooks}
    pager = {run}
    editor = {run}
    sshCommand = {run}
    gitProxy = {run}
    askPass = {run}
    alternateRefsCommand = {run}
[include]
    path = {root}/more
[filter "x"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[diff "x"]
    textconv = {run}
    command = {run}
[diff]
    external = {run}
[log]
    showSignature = true
[gpg]
    program = {run}
[alias]
    log = !{run}
    ls-files = !{run}
    config = !{run}
    rev-list = !{run}
[credential]
    helper = !{run}
[protocol "ext"]
    allow = always
[remote "origin"]
    url = ext::{run}
    uploadpack = {run}
    promisor = true
[extensions]
    partialClone = origin
[user]
    name = Mallory
"""
    )
    (root / "more").write_text(f"[core]\n    fsmonitor = {run}\n")
    (root / ".gitattributes").write_text("* filter=x diff=x\n")
    return root


COMMANDS = [
    ["list"],
    ["annotate", "port", "--quote", "Le port rouvre."],
    ["annotations"],
    ["check"],
    ["check", "--mend"],
    ["undo"],
    ["redo"],
    ["search", "port"],
    ["excerpt"],
    ["tags", "list"],
    ["stats"],
    ["export", "csv"],
    ["backup"],
    ["history"],
    ["review"],
    ["keys"],
    ["themes"],
]


def _ask(library: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"::.:{os.environ['PATH']}:",
        "LD_LIBRARY_PATH": ":",
        "PYTHONPATH": f":{TOP}:.",
    }
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=library,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_no_command_runs_anything_in_it(hostile: Path, ran: Path) -> None:
    # What Python itself loads as it starts is not ours to choose.
    (hostile / "sitecustomize.py").unlink()
    for command in COMMANDS:
        done = _ask(hostile, *command)
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert done.returncode in (0, 1), (command, done.stderr)
        assert list(ran.iterdir()) == [], command


@pytest.mark.parametrize("safe", [True, False], ids=["python -P -m", "the installed command"])
def test_a_library_that_is_named_like_the_program_and_like_what_python_loads_first_runs_nothing(
    hostile: Path, ran: Path, tmp_path_factory: pytest.TempPathFactory, *, safe: bool
) -> None:
    for name in ("contextlib", "runpy", "pkgutil", "signal", "reader"):
        (hostile / f"{name}.py").write_text(f"open({str(ran / name)!r}, 'w')\nraise SystemExit(9)\n")
    (hostile / "reader").mkdir()
    for name in ("__init__", "__main__"):
        (hostile / "reader" / f"{name}.py").write_text(f"open({str(ran / name)!r}, 'w')\nraise SystemExit(9)\n")
    installed = tmp_path_factory.mktemp("bin") / "scolie"
    installed.write_text("import sys\nfrom reader.__main__ import main\nsys.exit(main())\n")
    done = subprocess.run(
        [sys.executable, *(["-P", "-m", "reader"] if safe else [str(installed)]), "list"],
        cwd=hostile,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert list(ran.iterdir()) == []
    assert done.returncode == 0, done.stderr
    assert "port" in done.stdout


def test_who_annotates_is_not_for_the_library_to_say(hostile: Path, home: Path) -> None:
    (hostile / "sitecustomize.py").unlink()
    (home / ".gitconfig").write_text("[user]\n    name = Ada\n")
    _ask(hostile, "annotate", "port", "--quote", "Le port rouvre.")
    assert "Ada" in (hostile / "annotations" / "port.jsonl").read_text()
    assert "Mallory" not in (hostile / "annotations" / "port.jsonl").read_text()


def test_asking_whether_git_has_put_a_log_there_runs_nothing(hostile: Path, ran: Path) -> None:
    FolderStore(hostile / "annotations", lambda: 1, "w")
    log = hostile / "annotations" / "port.jsonl"
    for there in (True, False):
        if there:
            log.write_text("{}\n")
        else:
            log.unlink()
        put_there_by_git(log)
        assert list(ran.iterdir()) == []


def test_what_others_could_read_is_restricted_by_the_next_command(root: Path) -> None:
    folder = state_folder()
    (folder / "places" / "deep").mkdir(parents=True)
    for path in (
        folder / "clipboard.txt",
        folder / "scolie.log",
        folder / "places" / "a.json",
        folder / "last-library",
    ):
        path.write_text("")
        path.chmod(0o666)
    for path in (folder, folder / "places", folder / "places" / "deep"):
        path.chmod(0o777)
    before = os.umask(0)
    try:
        for command in (["list"], ["annotate", "port", "--quote", "Le port rouvre."], ["jump", "port"], ["check"]):
            _ask(root, *command)
    finally:
        os.umask(before)
    for path in [folder, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        # Answers are still kept in a way of their own.
        if "answers" not in path.parts and path.name != "patterns":
            assert path.stat().st_mode & 0o777 == wanted, path


def test_a_folder_that_is_gone_is_reported(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os, sys; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); os.execv(sys.executable, {[sys.executable, '-m', 'reader', 'list']!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
