"""`scolie export` writes what its options ask for."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Run


def test_line_ends_of_two_characters_are_for_formats_that_have_them(run: Run, tmp_path: Path) -> None:
    run("annotate", "port", "--quote", "Le préfet")
    assert run("export", "refi", "--crlf", "-o", str(tmp_path / "p.qdpx"))[1][0]["format"] == "refi-crlf"
    status, rows, err = run("export", "csv", "--crlf", "-o", str(tmp_path / "p.csv"))
    assert (status, rows) == (2, [])
    assert "Use --crlf with refi." in err
