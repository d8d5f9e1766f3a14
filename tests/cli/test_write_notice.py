"""A command says where it wrote if that is not under the current folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main


@pytest.mark.parametrize(
    "words",
    [
        ("annotate", "port", "--span", "0:15"),
        ("meta", "port", "--source", "Le Phare"),
        ("tags", "new", "mer"),
    ],
)
def test_it_says_so_once_where_it_writes(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert main([*words, "-l", str(root)]) == 0
    assert capsys.readouterr().err == f"scolie: Written to the library {root}.\n"
    assert main(["list", "-l", str(root)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("above", [0, 1])
def test_it_says_nothing_below_the_current_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], above: int
) -> None:
    monkeypatch.chdir([root, root.parent][above])
    assert main(["annotate", "port", "--span", "0:15", "-l", str(root)]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_added_is_written(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(here := tmp_path_factory.mktemp("elsewhere"))
    (here / "README.txt").write_text("Le vent tombe.", encoding="utf-8")
    assert main(["add", "README.txt", "-l", str(root)]) == 0
    assert capsys.readouterr().err == f"scolie: Written to the library {root}.\n"
