"""`scolie sets` as scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main
from tests.cli.running import Run


def test_searches_are_saved_renamed_and_deleted(run: Run, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sets")[:2] == (1, [])
    (made,) = run("sets", "save", "Le port", "port", "article:port")[1]
    assert (made["name"], made["query"]) == ("Le port", "port article:port")
    run("sets", "save", "Vent", "le vent")
    assert [row["query"] for row in run("sets")[1]] == ["port article:port", '"le vent"']
    assert [row["name"] for row in run("sets", "rename", "vent", "Mer")[1]] == ["Le port", "Mer"]
    assert [row["name"] for row in run("sets", "delete", "Mer")[1]] == ["Le port"]
    run("undo")
    assert main(["sets", "-l", str(root)]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["Le", "Mer"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("save", "Port"), "Invalid arguments"),
        (("list", "Port"), "Invalid arguments"),
        (("delete", "Quai"), "no saved search with that name"),
        (("save", "Port", 'port "quai'), "scolie:"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(run: Run, arguments: tuple[str, ...], why: str) -> None:
    status, rows, errors = run("sets", *arguments)
    assert status and rows == [] and why in errors
    assert run("sets")[1] == []
