"""A text on its way to an editor and back: what it wrote is taken, what it did not write is not lost."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reader.session.editor import LARGEST, command, edit
from reader.text.problem import Problem


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def editor(act: Callable[[Path], object], status: int = 0) -> Callable[[Sequence[str]], int]:
    def run(words: Sequence[str]) -> int:
        act(Path(words[-1]))
        return status

    return run


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"EDITOR": "nano"}, ["nano"]),
        ({"EDITOR": "nano", "VISUAL": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "nano", "VISUAL": "  "}, ["nano"]),
        ({"EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
    ],
)
def test_the_environment_names_the_editor(environment: dict[str, str], words: list[str]) -> None:
    assert command(environment) == words


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "Neither VISUAL nor EDITOR"),
        ({"EDITOR": " "}, "Neither VISUAL nor EDITOR"),
        ({"EDITOR": 'vi "'}, "No closing quotation"),
        ({"EDITOR": "vi \\"}, "No escaped character"),
        ({"EDITOR": "''"}, "names no program"),
    ],
)
def test_an_unknown_command_is_a_problem_that_says_what_to_do(environment: dict[str, str], message: str) -> None:
    with pytest.raises(Problem) as problem:
        command(environment)
    assert message in problem.value.message
    assert "nano" in problem.value.hint


@pytest.mark.parametrize(
    ("given", "written", "taken"),
    [
        ("Un fait.", "Un fait.\n", "Un fait."),
        ("Un fait.\n", "Un fait.\n", "Un fait.\n"),
        ("Un fait.", "\ufeffDeux\r\nfaits.", "Deux\nfaits."),
        ("Un fait.", "", ""),
        ("", "Été\n", "Été\n"),
    ],
)
def test_what_was_written_is_taken(folder: Path, given: str, written: str, taken: str) -> None:
    edited = edit(given, ["vi"], editor(lambda path: path.write_bytes(written.encode())))
    assert (edited.text, edited.warning) == (taken, "")
    assert not list(folder.iterdir())


def test_the_file_is_for_the_user_alone_whatever_the_umask(folder: Path) -> None:
    modes: list[int] = []

    def look(path: Path) -> None:
        modes.extend(stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent))
        assert path.read_text(encoding="utf-8") == "Un secret."

    before = os.umask(0)
    try:
        edit("Un secret.", ["vi"], editor(look))
    finally:
        os.umask(before)
    assert modes == [0o600, 0o700]


@pytest.mark.parametrize(
    ("act", "status", "text", "warning"),
    [
        (lambda path: path.write_text("Neuf."), 1, "Neuf.", "ended with status 1."),
        (lambda path: path.write_text("Neuf."), -9, "Neuf.", "SIGKILL"),
        (lambda path: path.write_text(""), -11, "Un fait.", "SIGSEGV). The text is as it was."),
        (Path.unlink, 0, "Un fait.", "has removed the file. The text is as it was."),
        (Path.unlink, 3, "Un fait.", "ended with status 3. The text is as it was."),
        (lambda path: path.rename(path.with_name("other")), -15, "Un fait.", "Its files are in"),
    ],
)
def test_an_editor_that_fails_loses_nothing(
    act: Callable[[Path], object], status: int, text: str, warning: str
) -> None:
    edited = edit("Un fait.", ["vi"], editor(act, status))
    assert edited.text == text
    assert warning in edited.warning


def test_what_an_ended_editor_has_left_beside_the_file_stays(folder: Path) -> None:
    edit("Un fait.", ["vi"], editor(lambda path: path.with_name(".text.md.swp").write_text("Neuf."), -9))
    (left,) = folder.iterdir()
    assert (left / ".text.md.swp").read_text() == "Neuf."


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)


@pytest.mark.parametrize(
    "act", [lambda path: path.write_bytes(b"Un caf\xe9."), _pipe, _folder, _link, _large], ids=range(5)
)
def test_what_cannot_be_taken_in_is_kept_where_the_problem_says(act: Callable[[Path], object]) -> None:
    with pytest.raises(Problem) as problem:
        edit("Un fait.", ["vi"], editor(act))
    path = Path(problem.value.message.partition(": ")[0])
    assert path.parent.exists()
    assert path.name == "text.md"


@pytest.mark.parametrize(
    "error", [FileNotFoundError(2, "No such file"), PermissionError(13, "Denied"), ValueError("null byte")]
)
def test_an_editor_that_cannot_be_started_is_a_problem(folder: Path, error: Exception) -> None:
    def run(words: Sequence[str]) -> int:
        raise error

    with pytest.raises(Problem, match="could not be started"):
        edit("Un fait.", ["vi"], run)
    assert not list(folder.iterdir())


def test_a_temporary_folder_that_takes_nothing_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(Problem, match="no room for a temporary file"):
        edit("Un fait.", ["vi"], editor(Path.unlink))
