"""What a path that is being typed may become."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.adding.browsing import MOST, entries, recent_folders, remember_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.html", "Été.TXT", "out.xyz", ".hidden.txt", "codes.qdpx"):
        (tmp_path / name).touch()
    for name in ("Exports", ".git", "alpha", "project.qda"):
        (tmp_path / name).mkdir()
    return tmp_path


def names(typed: str) -> list[str]:
    return [entry.name for entry in entries(typed)]


def test_what_can_be_added_comes_before_folders_and_those_before_other_files(folder: Path) -> None:
    assert names(f"{folder}/") == [
        "b.html", "codes.qdpx", "Été.TXT", "project.qda", "alpha/", "Exports/", "out.xyz", ".",
    ]  # fmt: skip


def test_letters_fit_anywhere_in_a_name_but_first_at_its_beginning(folder: Path) -> None:
    assert names(f"{folder}/ete") == ["Été.TXT"]
    assert names(f"{folder}/p") == ["project.qda", "codes.qdpx", "alpha/", "Exports/"]
    assert names(f"{folder}/.")[:2] == [".", ".hidden.txt"]
    assert names(f"{folder}/.h") == [".hidden.txt", "b.html"]


def test_a_path_goes_on_as_it_was_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert [entry.path for entry in entries("~/Exp")] == ["~/Exports/"]
    assert [entry.path for entry in entries("Exp")] == ["~/Exports/"]


def test_a_path_that_is_pasted_behind_what_stands_there_counts_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert entries(f"~/{folder}/") == entries(f"{folder}/") != []
    assert entries("/x/~/Exp") == entries("~/Exp") != []


@pytest.mark.parametrize("typed", ["/no/such/folder/", "~nobody-at-all/", "\0/"])
def test_a_folder_that_cannot_be_read_offers_nothing(typed: str) -> None:
    assert entries(typed) == []


def test_a_folder_without_end_is_cut(tmp_path: Path) -> None:
    for number in range(MOST + 5):
        (tmp_path / f"{number}.txt").touch()
    assert len(entries(f"{tmp_path}/")) == MOST + 1  # and the whole folder


def test_folders_are_remembered_the_newest_first_and_those_that_are_gone_are_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    remember_folder(folder / "alpha" / "a.html")
    remember_folder(folder / "Exports")
    assert recent_folders() == ["~/Exports/", "~/alpha/"]
    (folder / "Exports").rmdir()
    assert recent_folders() == ["~/alpha/"]
    assert [entry.path for entry in entries("", recent_folders())] == ["~/alpha/", "~/"]


def test_a_damaged_note_of_folders_is_no_note() -> None:
    from reader.config.path import state_file

    Path(state_file()).mkdir(parents=True, exist_ok=True)
    for damaged in ("{", "7", "[1, null]"):
        Path(state_file("recent-folders.json")).write_text(damaged)
        assert recent_folders() == []
