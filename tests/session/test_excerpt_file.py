"""Excerpts written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.library.workspace import Workspace
from reader.session.output.excerpt_file import format_for, free_file, write_excerpts
from reader.session.output.excerpts import Citing
from reader.text.problem import Problem
from reader.text.span import Span


def test_what_the_query_finds_is_written(workspace: Workspace, tmp_path: Path) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    text = workspace.text("port")
    annotate(workspace, "port", [Span(text.index("Rien ne"), len(text))], ["quai"])
    file = tmp_path / "out.md"
    assert write_excerpts(workspace, "tag:mer", Citing(format="markdown"), file).written == 1
    written = file.read_text(encoding="utf-8")
    assert "> Le port rouvre." in written and "Rien ne presse" not in written
    assert write_excerpts(workspace, "", Citing(), tmp_path / "all.txt").written == 2


def test_no_file_is_overwritten_and_none_is_made_of_nothing(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    with pytest.raises(Problem, match="nothing to export"):
        write_excerpts(workspace, "", Citing(), file)
    assert not file.exists()
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    file.write_text("Mine.", encoding="utf-8")
    with pytest.raises(Problem, match="already"):
        write_excerpts(workspace, "", Citing(), file)
    assert file.read_text(encoding="utf-8") == "Mine."
    with pytest.raises(Problem):
        write_excerpts(workspace, "", Citing(), tmp_path / "none" / "out.txt")


@pytest.mark.parametrize(
    ("name", "chosen", "format"),
    [
        ("a.csv", "plain", "csv"), ("A.CSV", "markdown", "csv"), ("a.tags.csv", "plain", "csv-tags"),
        ("a.jsonl", "citation", "jsonl"), ("a.txt", "csv", "csv"), ("a.csv", "jsonl", "jsonl"), ("a.md", "plain", "plain"),
    ],
)  # fmt: skip
def test_the_suffix_of_a_file_of_data_names_its_format(name: str, chosen: str, format: str) -> None:
    assert format_for(Path(name), chosen) == format


def test_data_is_written_as_the_command_line_does(workspace: Workspace, tmp_path: Path) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"])
    annotate(workspace, "ete", [Span(0, 2)], ["mer"])
    file = tmp_path / "out.csv"
    assert write_excerpts(workspace, "", Citing(format="csv"), file, lambda each: each.article == "port").written == 1
    written = file.read_bytes().decode("utf-8")
    assert written.startswith("\ufeff") and written.count("Le port rouvre.") >= 1 and "ete" not in written


def test_a_file_that_is_free_is_proposed(tmp_path: Path) -> None:
    assert free_file(tmp_path, "plain").name == "scolie-excerpts.txt"
    (tmp_path / "scolie-excerpts.md").touch()
    assert free_file(tmp_path, "markdown").name == "scolie-excerpts-2.md"


def test_blocks_of_any_format_are_paragraphs_of_a_markdown_excerpt(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.root / "seeds" / "lignes.txt").write_text(
        "Un titre\n\nUn mot de trop.\nLe port rouvre.\n", encoding="utf-8"
    )
    (workspace.root / "seeds" / "points.md").write_text("Voici :\n\n- le port\n- le quai\n", encoding="utf-8")
    workspace.articles()
    for article, quote in (("lignes", "mot de trop.\nLe port rouvre."), ("points", "Voici :\n\n• le port\n• le quai")):
        start = workspace.text(article).index(quote)
        annotate(workspace, article, [Span(start, start + len(quote))], [])
    file = tmp_path / "out.md"
    write_excerpts(workspace, "", Citing(format="markdown"), file)
    written = file.read_text(encoding="utf-8")
    assert "> mot de trop.\n>\n> Le port rouvre.\n>\n>" in written
    assert "> Voici :\n>\n> • le port\n>\n> • le quai\n>\n>" in written


def test_it_reports_what_the_format_cannot_carry_and_how_far_it_is(workspace: Workspace, tmp_path: Path) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["mer"], "À vérifier.")
    annotate(workspace, "port", [Span(16, 40)], ["mer"])
    annotate(workspace, "ete", [Span(0, 2)], [])
    steps: list[tuple[int, int]] = []
    report = write_excerpts(workspace, "", Citing(), tmp_path / "a.txt", None, lambda *step: steps.append(step))
    assert (report.written, report.kept, report.lost) == (3, 1, {"tags": 2, "notes": 1})
    assert steps == [(0, 3), (1, 3), (2, 3)]
    report = write_excerpts(workspace, "", Citing(format="jsonl"), tmp_path / "a.jsonl")
    assert (report.written, report.lost) == (3, {})
