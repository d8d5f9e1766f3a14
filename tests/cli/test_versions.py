"""`scolie versions`, and versions in `scolie list --json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli.command_line import main

DISPATCH = (
    "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont toutes à l’arrêt. "
    "Le maire demande l’aide de l’État, qui se donne une semaine pour répondre aux pêcheurs de la baie."
)


@pytest.fixture
def library(root: Path) -> str:
    (root / "seeds" / "rivage.md").write_text(f"---\nsource: Le Rivage\n---\n\n# La digue\n\n{DISPATCH}\n", "utf-8")
    (root / "seeds" / "echo.txt").write_text(DISPATCH.replace("une semaine", "un mois"), "utf-8")
    return str(root)


def test_groups_and_the_versions_of_an_article_are_listed(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["versions", "-l", library]) == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [["1", "rivage"], ["1", "echo"]]
    assert main(["versions", "rivage", "-l", library, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == "echo" and 0.5 < row["likeness"] < 1
    assert main(["versions", "port", "-l", library]) == 1


def test_two_versions_are_printed_as_one_text(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["versions", "rivage", "echo", "-l", library]) == 0
    assert "qui se donne [-une semaine-] {+un mois+} pour répondre" in capsys.readouterr().out
    assert main(["versions", "echo", "echo", "-l", library]) == 1


def test_the_list_has_the_other_versions(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "-l", library, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["id"]: row["versions"] for row in rows} == {
        "echo": ["rivage"],
        "port": [],
        "rivage": ["echo"],
        "ete": [],
    }
