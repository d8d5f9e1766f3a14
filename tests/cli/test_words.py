"""`scolie words` as scripts use it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reader.cli.command_line import main
from tests.cli.running import Run

TEXT = "Le port neuf. Un port neuf. Ce port vieux. " + "Rien ne presse ici. " * 9


@pytest.fixture
def dated(run: Run, root: Path) -> Run:
    (root / "seeds" / "quai.txt").write_text(TEXT, encoding="utf-8")
    for article, source, date in (("port", "Le Quai", "2024-01"), ("quai", "Le Quai", "2024-03-09")):
        run("meta", article, "--source", source, "--date", date)
    return run


def test_tables_in_every_format(dated: Run, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, rows, _ = dated("words", "all", "port")
    assert status == 0 and {row["table"] for row in rows} == {"words", "articles", "sources", "months"}
    (word,) = dated("words", "words", "port")[1]
    assert (word["word"], word["near"], word["total"]) == ("neuf", 2, 2) and word["log_likelihood"] > 0
    articles = dated("words", "articles", "port")[1]
    assert [(row["article"], row["count"]) for row in articles] == [("quai", 3), ("port", 1)]
    assert all(row["per_10000_words"] > 0 for row in articles)
    assert dated("words", "sources", "port")[1] == [
        {"table": "sources", "source": "Le Quai", "count": 4, "articles": 2}
    ]  # fmt: skip
    assert [(row["month"], row["count"]) for row in dated("words", "months", "port")[1]] == [
        ("2024-01", 1), ("2024-02", 0), ("2024-03", 3),
    ]  # fmt: skip
    assert main(["words", "words", "port", "--csv", "-l", str(root)]) == 0
    assert next(csv.reader(capsys.readouterr().out.splitlines())) == [
        "word", "near", "total", "expected", "log_likelihood",
    ]  # fmt: skip
    assert main(["words", "words", "port", "-l", str(root)]) == 0
    title, bar = capsys.readouterr().out.splitlines()
    assert "log-likelihood" in title and bar.startswith("  neuf  2  ") and "█" in bar
    file = tmp_path / "words.svg"
    assert main(["words", "months", "port", "--svg", str(file), "-l", str(root)]) == 0
    assert "2024-03" in file.read_text(encoding="utf-8")


def test_a_query_alone_asks_for_the_words_around_it(dated: Run) -> None:
    assert dated("words", "port") == dated("words", "words", "port") == dated("words", "port", "-t", "words")
    assert dated("words", "port", "--table", "articles") == dated("words", "articles", "port")
    assert dated("words", "articles")[:2] == (1, [])  # a query, as nothing follows
    assert dated("words", "-t", "articles", "articles", "port")[:2] == (1, [])


def test_the_window_is_as_wide_as_asked(dated: Run) -> None:
    assert dated("words", "words", "port", "--window", "1")[1][0]["near"] == 2
    status, _, errors = dated("words", "words", "port", "--window", "51")
    assert status == 2 and "too wide" in errors


def test_nothing_found_is_status_one_and_one_table_is_asked_for(dated: Run) -> None:
    assert dated("words", "articles", "quux")[:2] == (1, [])
    status, _, errors = dated("words", "all", "port", "--csv")
    assert status and "Which" in errors
