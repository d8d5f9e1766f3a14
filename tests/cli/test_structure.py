"""`scolie structure` as scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run

TEXT = "Le port rouvre\nUne escale tardive le cargo accoste. Il repart demain.\nLe quai se vide."


@pytest.fixture
def root(root: Path) -> Path:
    (root / "seeds" / "quai.txt").write_text(TEXT, encoding="utf-8")
    return root


def blocks(run: Run) -> list[tuple[str, str]]:
    _, (row,), _ = run("show", "quai")
    return [(block["kind"], row["text"][block["start"] : block["end"]]) for block in row["blocks"]]


def test_a_run_in_heading_is_parted_listed_and_taken_back(run: Run) -> None:
    before = blocks(run)
    status, (made,), _ = run("structure", "quai", "split", "--at", str(TEXT.index("le cargo")))
    assert (status, made["action"], made["quote"]) == (0, "split", "tardive […] le")
    assert run("structure", "quai", "heading", "--at", str(TEXT.index("escale")))[0] == 0
    assert blocks(run)[1:3] == [("heading", "Une escale tardive"), ("paragraph", "le cargo accoste. Il repart demain.")]
    status, rows, _ = run("structure", "quai")
    assert (status, [row["action"] for row in rows]) == (0, ["split", "heading"])
    status, rows, _ = run("structure", "quai", "remove", rows[1]["id"])
    assert (status, rows) == (0, [])
    for _ in range(3):
        assert run("undo")[0] == 0
    assert blocks(run) == before
    assert run("structure", "quai", "list")[:2] == (1, [])


def test_several_sentences_get_a_kind_at_once(run: Run) -> None:
    start = TEXT.index("Il repart")
    assert run("structure", "quai", "boilerplate", "--at", f"{start}:{len(TEXT)}")[0] == 0
    assert blocks(run)[2:] == [("boilerplate", "Il repart demain."), ("boilerplate", "Le quai se vide.")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["split"], "At which place?"),
        (["split", "--at", "x"], "not a position"),
        (["split", "--at", "-1"], "not a position"),
        (["split", "--at", "9999"], "not in the text"),
        (["split", "--at", "0"], "already begins"),
        (["heading", "--at", "9:3"], "not a passage"),
        (["heading", "--at", "0"], "already a heading"),
        (["join", "--at", str(len(TEXT) - 1)], "last sentence"),
        (["remove"], "Which correction?"),
        (["remove", "no-such"], "no such correction"),
        (["dance"], "dance"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused_with_what_to_do(run: Run, arguments: list[str], says: str) -> None:
    status, rows, err = run("structure", "quai", *arguments)
    assert status in (1, 2)
    assert rows == []
    assert says in err
    assert len(err.splitlines()) >= 2
