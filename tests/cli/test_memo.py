"""`scolie memo` and `scolie journal` as scripts use them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reader.cli.command_line import main
from tests.cli.running import Run


def test_memos_are_written_read_and_taken_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("memo") == (1, [], "")
    run("tags", "new", "mer")
    status, [made], _ = run("memo", "--tag", "mer", "Voir \x1b Braudel.")
    assert (status, made["subject"], made["about"], made["text"]) == (0, "tag", "mer", "Voir \x1b Braudel.")
    monkeypatch.setattr("sys.stdin", io.StringIO("Deux\nlignes.\n"))
    assert run("memo", "--article", "port", "-")[1][0]["text"] == "Deux\nlignes."
    assert run("memo", "Tout.")[0] == 0
    assert [row["subject"] for row in run("memo")[1]] == ["library", "tag", "article"]
    assert run("memo", "")[:2] == (0, [])
    assert [row["subject"] for row in run("memo")[1]] == ["tag", "article"]
    run("undo")
    assert run("memo")[1][0]["text"] == "Tout."
    assert [(row["what"], row["about"]) for row in run("history")[1]][:4] == [
        ("undo", "memo"), ("memo", ""), ("memo", ""), ("memo", ""),
    ]  # fmt: skip
    assert run("memo", "--tag", "mer")[1][0]["about"] == "mer"
    assert run("memo", "--tag", "mer", "--article", "port")[0] == 2
    assert run("memo", "--tag", "rien", "x")[0] == 1


def test_a_memo_says_what_became_of_its_tag(run: Run, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for tag in ("mer", "eau"):
        run("tags", "new", tag)
        run("memo", "--tag", tag, "Voir.")
    run("tags", "merge", "mer", "eau")
    main(["memo", "-l", str(root)])
    assert capsys.readouterr().out.splitlines()[::2] == ["tag eau", "tag mer (merged into eau)"]


def test_the_journal(run: Run, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("journal") == (1, [], "")
    status, [made], _ = run("journal", "Commencé.", "--date", "2024-05-31")
    assert (status, made["date"], made["text"]) == (0, "2024-05-31", "Commencé.")
    assert run("journal", "--id", made["id"], "--date", "2024-06-01")[1][0]["text"] == "Commencé."
    run("journal", "Suite.", "--date", "2024-06-02")
    assert [[row["text"] for row in run("journal", "--date", day)[1]] for day in ("2024-06-01", "2024-06", "2023")] == [
        ["Commencé."], ["Commencé.", "Suite."], [],
    ]  # fmt: skip
    run("undo")
    main(["journal", "-l", str(root)])
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("2024-06-01  ")
    assert shown[1] == "  Commencé."
    assert run("journal", "--id", made["id"], "")[:2] == (0, [])
    run("undo")
    assert len(run("journal")[1]) == 1
    assert run("journal", "x", "--date", "hier")[0] == 2
    assert run("journal", "--id", "none")[0] == 1
