"""A query on the command line: what cannot be understood gets a line that helps, and finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main

COMMANDS = [("list",), ("search",), ("annotations",), ("excerpt",), ("stats", "tags"), ("export", "jsonl")]
BAD = [
    ('"port', "A phrase has no end.", 'Close it with ".', 2),
    ("auhtor:roy", "There is no field “auhtor”.", "Do you mean author:?", 2),
    ("/a(b/", "The regular expression cannot be read: missing ).", "Put \\ before", 2),
    ("(" * 4_000, "Parentheses are nested too deeply", "Use fewer", 2),
    ("mer " * 2_500, "The query is too long.", "5000", 2),
    ("tag:lieux", "There is no tag with that name.", "Do you mean tag:lieu?", 1),
    ("tag:neuf", "There is no tag with that name.", 'Do you mean tag:"lieu neuf"?', 1),
    ("tag:zzz", "There is no tag with that name.", "scolie tags", 1),
    ("date:2024-13", "Not a date or a period.", "2024-03..2024-06", 2),
    ("set:zzz", "There is no saved search with that name.", "scolie sets", 1),
]


@pytest.fixture
def library(root: Path) -> Path:
    for tag in ("lieu/quai", "lieu neuf"):
        assert main(["annotate", "port", "--quote", "Le port rouvre.", "--tag", tag, "-l", str(root)]) == 0
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(("query", "title", "hint", "status"), BAD, ids=[bad[1][:24] for bad in BAD])
def test_a_bad_query_is_said_in_a_line_that_helps(
    library: Path,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    query: str,
    title: str,
    hint: str,
    status: int,
) -> None:
    capsys.readouterr()
    assert main([*command, "-l", str(library), query]) == status
    output = capsys.readouterr()
    assert output.out == ""
    assert title.rstrip(".") in output.err and hint in " ".join(output.err.split())
    assert len(output.err) < 500 and len(output.err.splitlines()) <= 3


def test_a_regular_expression_that_explodes_is_stopped(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "seeds" / "long.txt").write_text("a" * 5_000 + "!", encoding="utf-8")
    monkeypatch.setattr("reader.search.query.pattern.SECONDS", 0.05)
    assert main(["search", "-l", str(library), "/(a+)+$/"]) == 2
    assert "The regular expression takes too long" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("list", "/(a+)+$/"),
        ("list", "-/(a+)+$/"),
        ("annotations", "/(a+)+$/"),
        ("pass", "start", "--tag", "lieu", "/(a+)+$/"),
        ("pass", "start", "--tag", "lieu", "port -/(a+)+$/"),
    ],
    ids=" ".join,
)
def test_the_article_in_which_a_regular_expression_explodes_is_named(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    long = "a" * 5_000
    (library / "seeds" / "long.md").write_text(f"---\ntitle: Long {long}!\n---\n\nport {long}!", encoding="utf-8")
    assert main(["annotate", "long", "--quote", f"port {long}!", "-l", str(library)]) == 0
    monkeypatch.setattr("reader.search.query.pattern.SECONDS", 0.05)
    assert main([*command[:-1], "-l", str(library), "--", command[-1]]) == 2
    error = capsys.readouterr().err
    assert "in “Long…”" in error and '-article:"long"' in error


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_query_that_begins_with_a_dash_is_told_from_an_option(
    library: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert main([*command, "-port", "-l", str(library)]) == 2
    assert "A query that begins with - stands behind --." in " ".join(capsys.readouterr().err.split())
    assert main([*command, "-l", str(library), "--", "-zzz", "port"]) == 0
    assert main(["show", "-port", "-l", str(library)]) == 2
    assert "query" not in capsys.readouterr().err


def test_an_empty_query_asks_for_all_articles_and_for_no_place(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "-l", str(library), ""]) == 0
    assert main(["search", "-l", str(library), " "]) == 2
    assert "There is nothing to search for" in capsys.readouterr().err


def test_forms_of_a_word_can_be_switched_off(library: Path, home: Path) -> None:
    assert main(["search", "-l", str(library), "grutier"]) == 0
    (home / "config" / "scolie").mkdir(parents=True)
    (home / "config" / "scolie" / "settings.toml").write_text("word-forms = false\n", encoding="utf-8")
    assert main(["search", "-l", str(library), "grutier"]) == 1
    assert main(["search", "-l", str(library), "grutiers"]) == 0
