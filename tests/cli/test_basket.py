"""`scolie basket` as scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.ingest import docx
from tests.cli.running import Run


def test_excerpts_are_added_moved_and_removed(run: Run) -> None:
    assert run("basket") == (1, [], "")
    status, [first], _ = run("basket", "add", "port", "--quote", "Rien ne presse.")
    assert (status, first["article"], first["quote"], first["state"]) == (0, "port", "Rien ne presse.", "anchored")
    made = run("annotate", "port", "--span", "0:15")[1][0]
    assert [row["quote"] for row in run("basket", "add", "--id", made["id"])[1]] == [
        "Rien ne presse.",
        "Le port rouvre.",
    ]
    assert run("basket", "add", "port", "--span", "0:15")[2] == "It is already in the basket.\n"
    assert [row["quote"] for row in run("basket", "move", first["id"], "--to", "9")[1]] == [
        "Le port rouvre.",
        "Rien ne presse.",
    ]
    assert run("basket", "note", first["id"], "Et après ?")[1][1]["note"] == "Et après ?"
    assert [row["quote"] for row in run("basket", "remove", first["id"])[1]] == ["Le port rouvre."]
    assert run("basket", "clear")[:2] == (0, [])
    assert run("history")[1][0]["what"] == "remove from basket"
    run("undo")
    assert [row["quote"] for row in run("basket")[1]] == ["Le port rouvre."]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("add", "port"), 2), (("add", "--quote", "x"), 2), (("add", "port", "--id", "x"), 2), (("add", "port", "--quote", "zz"), 1),
        (("remove",), 2), (("remove", "none"), 1), (("move", "none"), 2), (("move", "none", "--to", "1"), 1), (("note", "none", "x"), 1),
        (("clear", "--to", "1"), 2), (("list", "x"), 2), (("export", "--format", "docx"), 2), (("export",), 2),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_so(run: Run, arguments: tuple[str, ...], status: int) -> None:
    code, rows, said = run("basket", *arguments)
    assert (code, rows) == (status, []) and said.startswith("scolie: ")


def test_the_basket_is_printed_and_exported(
    run: Run, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("basket", "add", "port", "--quote", "Rien ne presse.")
    assert main(["basket", "-l", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "  Rien ne presse."
    assert main(["basket", "export", "-l", str(root)]) == 0
    assert capsys.readouterr().out.startswith("> Rien ne presse.")
    file = tmp_path / "out.docx"
    file.write_bytes(b"old")
    assert run("basket", "export", "-o", str(file))[1] == [{"format": "docx", "written": 1, "kept": 1, "lost": []}]
    assert "Rien ne presse." in docx.read(file.read_bytes()).text
