"""`scolie pass` as scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.command_line import main
from tests.cli.running import Run


def test_a_pass_from_its_start_to_its_end(run: Run) -> None:
    assert run("pass")[:2] == (1, [])
    status, [made], _ = run("pass", "start", "article:port", "--tag", "mer", "--tag", "port/quai", "--name", "Le tour")
    assert status == 0
    assert (made["name"], made["tags"], made["articles"], made["state"]) == ("Le tour", ["mer", "port/quai"], 1, "open")
    assert run("pass", "list")[1] == [made]
    status, [first], _ = run("pass", "next", "tour")
    assert (status, first["article"], first["quote"], first["words"]) == (0, "port", "Le port rouvre.", [])
    place = ("--article", first["article"], "--span", f"{first['start']}:{first['end']}")
    assert run("pass", "give", "tour", *place)[1][0]["tags"] == ["mer", "port/quai"]
    second, third = run("pass", "next", "tour", "-n", "2")[1]
    for answer, row in (("skip", second), ("refuse", third)):
        place = ("--article", row["article"], "--span", f"{row['start']}:{row['end']}")
        assert run("pass", answer, "tour", *place)[0] == 0
    whole, port = run("pass", "report", "tour")[1]
    figures = {"given": 1, "refused": 1, "skipped": 1, "left": 2, "total": 5}
    assert {name: whole[name] for name in figures} == figures
    assert port == {"pass": made["id"], "article": "port", **figures}
    assert run("pass", "finish", "tour")[1][0]["state"] == "finished"
    assert run("pass", "next", "tour")[:2] == (1, [])
    assert run("pass", "reopen", "tour")[1][0]["visit"] == 2
    assert run("pass", "next", "tour")[1][0]["quote"] == second["quote"]
    whats = [row["what"] for row in run("history")[1]]
    assert whats == ["reopen pass", "finish pass", "refuse", "skip", "highlight", "start pass"]
    for _ in whats:
        assert run("undo")[0] == 0
    assert run("pass")[:2] == (1, [])
    assert run("annotations")[:2] == (1, [])


def test_two_passes_are_compared(run: Run) -> None:
    run("pass", "start", "article:port", "--tag", "mer")
    run("pass", "start", "article:port", "--tag", "vent")
    run("pass", "give", "mer", "--article", "port", "--span", "0:15")
    run("pass", "give", "vent", "--article", "port", "--span", "0:15")
    run("pass", "give", "vent", "--article", "port", "--span", "16:40")
    run("pass", "refuse", "mer", "--article", "port", "--span", "16:40")
    for name in ("mer", "vent"):
        run("pass", "refuse", name, "--article", "port", "--span", "42:58")
    status, [figures, both, second], _ = run("pass", "compare", "mer", "vent")
    assert status == 0
    counts = {name: figures[name] for name in ("both", "first", "second", "neither", "undecided")}
    assert counts == {"both": 1, "first": 0, "second": 1, "neither": 1, "undecided": 2}
    assert (round(figures["agreement"], 2), round(figures["kappa"], 2)) == (0.67, 0.4)
    assert [(row["quote"], row["given"]) for row in (both, second)] == [
        ("Le port rouvre.", "both"),
        ("Les grutiers reviennent.", "second"),
    ]


def test_a_suggestion_says_which_words_weighed(run: Run, root: Path) -> None:
    text = "La digue tient. Un chat dort. La digue cède. Rien. Le vent."
    (root / "seeds" / "digue.txt").write_text(text, encoding="utf-8")
    run("annotate", "digue", "--quote", "La digue tient.", "--tag", "mer")
    run("pass", "start", "--tag", "mer", "--candidates", "suggestions")
    status, [found], _ = run("pass", "next", "mer", "-n", "9" * 30)
    assert (status, found["quote"], found["words"]) == (0, "La digue cède.", [{"word": "digue", "share": 1.0}])


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["start"], 2, "needs a tag"),
        (["start", "--tag", ""], 2, "A tag needs a name"),
        (["start", "--tag", "mer", "--candidates", "hits"], 2, "needs words to find"),
        (["start", "rien-de-tel", "--tag", "mer"], 1, "No article matches"),
        (["report"], 2, "Invalid arguments"),
        (["list", "--tag", "mer"], 2, "does not have that option"),
        (["compare", "mer"], 2, "Invalid arguments"),
        (["finish", "mer"], 1, "There is no such pass"),
    ],
)
def test_what_cannot_be_done_is_reported_and_changes_nothing(
    run: Run, words: list[str], status: int, message: str
) -> None:
    code, rows, error = run("pass", *words)
    assert (code, rows) == (status, [])
    assert message in error
    assert run("history")[:2] == (1, [])


def test_a_passage_is_named_with_its_article_and_span(run: Run) -> None:
    run("pass", "start", "--tag", "mer")
    assert "Which passage" in run("pass", "give", "mer", "--article", "port")[2]
    assert run("pass", "skip", "mer", "--article", "port", "--span", "3:3")[0] == 2
    assert run("pass", "refuse", "mer", "--article", "port", "--span", "0:9999")[0] == 2


def test_people_read_tables(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ["-l", str(root)]
    assert main(["pass", "start", "--tag", "mer", *library]) == 0
    assert "open  mer  #mer  sentences  articles: 2" in capsys.readouterr().out
    main(["pass", "skip", "mer", "--article", "port", "--span", "0:15", *library])
    assert "`scolie undo` takes it back" in capsys.readouterr().out
    main(["pass", "report", "mer", *library])
    assert capsys.readouterr().out.splitlines()[-1].split() == ["all", "0", "0", "1", "7", "8"]
    main(["pass", "next", "mer", *library])
    assert capsys.readouterr().out == (
        "Le port rouvre. Les grutiers reviennent. (port)\n  16:40  Les grutiers reviennent.\n"
    )
    main(["pass", "compare", "mer", "mer", *library])
    shown = capsys.readouterr().out
    assert "kappa" in shown
    assert "No sentence was decided in both passes" in shown
    assert "%" not in shown
