"""`scolie stats` as scripts use it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reader.cli.command_line import main
from tests.cli.running import Run


@pytest.fixture
def coded(run: Run) -> Run:
    run("annotate", "port", "--quote", "Rien ne presse.", "--tag", "mer", "--tag", "=port")
    run("annotate", "ete", "--quote", "La mer dort.", "--tag", "mer")
    return run


def test_tables_in_every_format(coded: Run, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = coded("stats")[1]
    assert {row["table"] for row in every} == {
        "tags", "articles", "sources", "months", "together", "coverage", "progress",
    }  # fmt: skip
    assert coded("stats", "together")[1] == [{"table": "together", "tag": "=port", "other": "mer", "count": 1}]
    assert [row["count"] for row in coded("stats", "tags", "article:ete")[1]] == [1]
    assert main(["stats", "tags", "--csv", "-l", str(root)]) == 0
    assert list(csv.reader(capsys.readouterr().out.splitlines())) == [
        ["tag", "count", "total"], ["'=port", "1", "1"], ["mer", "2", "2"],
    ]  # fmt: skip
    assert main(["stats", "tags", "-l", str(root)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "Annotations by tag"
    assert shown[2].startswith("  mer    2 ███")
    file = tmp_path / "tags.svg"
    assert main(["stats", "tags", "--svg", str(file), "-l", str(root)]) == 0
    assert capsys.readouterr().out == ""
    assert file.read_text(encoding="utf-8").startswith("<?xml")


def test_cells_are_separated_by_what_the_spreadsheet_expects(
    coded: Run, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", "tags", "--csv", "--separator", "semicolon", "-l", str(root)]) == 0
    assert capsys.readouterr().out.splitlines() == ["tag;count;total", "'=port;1;1", "mer;2;2"]
    coded("annotate", "port", "--quote", "Le port", "--note", 'un ; deux ;=1+1 "trois"')
    file = tmp_path / "a.csv"
    for format_ in ("csv", "csv-tags"):
        for separator, mark in (("comma", ","), ("semicolon", ";")):
            assert main(["export", format_, "--separator", separator, "-o", str(file), "-l", str(root)]) == 0
            with file.open(encoding="utf-8-sig", newline="") as stream:
                rows = list(csv.DictReader(stream, delimiter=mark))
            assert {row["article"] for row in rows} == {"port", "ete"}
            assert 'un ; deux ;\'=1+1 "trois"' in {row["note"] for row in rows}
            assert {None} & {key for row in rows for key in row} == set()


def test_only_a_table_has_a_separator(coded: Run, tmp_path: Path) -> None:
    file = tmp_path / "a"
    status, _, error = coded("export", "jsonl", "--separator", "comma", "-o", str(file))
    assert status == 2 and "This format has no separator" in error and "csv, csv-tags" in error
    assert coded("export", "csv", "--separator", "|", "-o", str(file))[0] == 2
    assert not file.exists()


def test_what_cannot_be_counted(run: Run, tmp_path: Path) -> None:
    assert run("stats", "tags")[:2] == (1, [])
    assert run("stats", "--svg", str(tmp_path / "x.svg"))[0] == 2
    assert run("stats", "--csv")[0] == 2
    assert run("stats", "nonsense")[0] == 2
    assert run("stats", "tags", "state:bogus")[0] == 2
    (tmp_path / "file").write_text("")
    assert run("stats", "tags", "--svg", str(tmp_path / "file" / "x.svg"))[0] == 2


WRITING = [("stats", "tags", "--svg"), ("export", "csv", "-o"), ("tags", "export", "--force")]


@pytest.mark.parametrize("writing", WRITING)
@pytest.mark.parametrize("place", ["seeds/port.txt", "other/port.txt", "annotations/_library.jsonl", "annotations/new"])
def test_nothing_is_written_over_an_article_or_what_the_program_keeps(
    coded: Run, root: Path, writing: tuple[str, ...], place: str
) -> None:
    (root / "other").symlink_to("seeds")
    file = root / place
    before = file.read_bytes() if file.exists() else None
    status, _, error = coded(*writing, str(file))
    assert status == 2
    assert "The file belongs to the library" in error
    assert (file.read_bytes() if file.exists() else None) == before


@pytest.mark.parametrize("writing", WRITING)
def test_any_other_file_is_written_anew(coded: Run, root: Path, writing: tuple[str, ...]) -> None:
    file = root / "seeds" / "out"
    for _ in range(2):
        file.write_text("before")
        assert coded(*writing, str(file))[0] == 0
        assert file.read_text(encoding="utf-8") != "before"
