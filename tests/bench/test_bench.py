"""What the benchmark makes of its figures, and of its corpora."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from tests.bench import corpus
from tests.bench.compare import two, verdict
from tests.bench.machine import Machine
from tests.bench.row import BenchRow, quantile, ratio_row, table
from tests.bench.runs import load, save
from tests.bench.watched import Silent, Watched


def test_a_goal_is_met_up_to_its_limit() -> None:
    assert ratio_row("a", [10.0], "b", [4.0], 2.5).met is True
    assert ratio_row("a", [10.1], "b", [4.0], 2.5).met is False
    assert ratio_row("a", [10.0], "b", [4.0, 5.0, 100.0], 2.5).ratio == 2.0
    assert BenchRow("a", [1.0]).met is None
    assert BenchRow("a", limit=1, reason="not installed").met is None
    assert BenchRow("a", [0.8], limit=0.8, at_least=True).met is True
    assert BenchRow("a", [0.7], limit=0.8, at_least=True).met is False


def test_a_goal_for_the_slowest_is_judged_by_them() -> None:
    slow = [1.0] * 90 + [20.0] * 10
    assert BenchRow("a", slow, limit=16).met is True
    assert BenchRow("a", slow, limit=16, judged=0.99).met is False
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert quantile([1.0, 2.0], 0.5) == 1.5
    assert quantile([float(n) for n in range(1, 101)], 0.95) == 95.0


def test_a_table_shows_every_row() -> None:
    shown = table(
        [ratio_row("fast", [5.0, 6.0], "other", [4.0], 1.0), BenchRow("left out", reason="fzf is not installed")]
    )
    assert "NOT MET" in shown.splitlines()[1]
    assert "1.38" in shown.splitlines()[1]
    assert "fzf is not installed" in shown.splitlines()[2]


def steady(value: float, **more: object) -> BenchRow:
    return BenchRow("a", [value * (1 + n / 1000) for n in range(20)], **more)  # type: ignore[arg-type]


def test_worse_is_what_noise_does_not_explain() -> None:
    assert verdict(steady(10), steady(12)) == "worse"
    assert verdict(steady(12), steady(10)) == "better"
    assert verdict(steady(10), steady(10.5)) == ""
    noisy = BenchRow("a", [5.0, 20.0, 9.0, 30.0, 11.0, 2.0])
    assert verdict(steady(10), noisy) == ""
    assert verdict(steady(10, at_least=True), steady(12, at_least=True)) == "better"
    # A slower machine does not make the program worse: the reference was slower, too.
    assert verdict(steady(10, theirs=[5.0, 5.0]), steady(20, theirs=[10.0, 10.0])) == ""


def test_a_run_is_compared_with_that_of_the_nearest_commit_before(tmp_path: Path) -> None:
    def run(name: str, commit: str, changed: bool = False, quick: bool = False) -> Path:
        file = tmp_path / name
        run = {"commit": commit, "changed": changed, "quick": quick, "machine": "", "rows": []}
        file.write_text(json.dumps(run))
        return file

    def before(commit: str) -> list[str]:
        return ["c", "b", "a"]["cba".index(commit) :]

    first = run("1", "a")
    second, changed, quick = run("2", "b"), run("3", "b", changed=True), run("4", "b", quick=True)
    newest = run("5", "c")
    assert two([newest, quick, changed, second, first], before) == (second, newest)
    assert two([newest, first], before) == (first, newest)
    assert two([changed, second, first], before) == (second, changed)
    assert two([second, first], before) == (first, second)
    assert two([newest, changed], before) is None
    assert two([], before) is None


def test_a_run_is_saved_whole(tmp_path: Path) -> None:
    rows = [ratio_row("fast", [5.0, 6.0], "other", [4.0], 1.0), BenchRow("left out", reason="not installed")]
    look = Machine.look()
    run, again = load(save(rows, look.since(look), tmp_path / "run.json", quick=True))
    assert again == rows
    assert run["quick"] is True
    assert "load" in run["machine"]


def test_a_run_of_an_earlier_commit_is_read_without_the_fields_that_are_gone() -> None:
    row = BenchRow("fast", [5.0])
    assert BenchRow.from_json({**row.to_json(), "gone": 1}) == row


def test_a_library_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = (corpus.library(tmp_path / name, 3, 2_000) for name in ("one", "other"))
    texts = [[file.read_text() for file in sorted((root / "seeds").iterdir())] for root in (first, second)]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 3
    assert 2_000 <= len(texts[0][0].encode()) < 2_700
    assert all(texts[0][0].count(sign) == 1 for sign in (corpus.first_sign(0), corpus.last_sign(0)))
    corpus.highlight(first, {"a00001": 4})
    workspace = open_library(first)
    workspace.articles()
    found = annotations_in(workspace)
    assert [(note.article, note.state) for note in found] == [("a00001", "anchored")] * 4
    assert found[1].quote == workspace.text("a00001")[found[1].spans[0].start : found[1].spans[0].end]


ECHO = """
import sys, termios, tty
tty.setraw(0)
print("Standing", flush=True)
while (key := sys.stdin.read(1)) != "q":
    print(f"<{key}>" * 3, flush=True)
"""


def test_a_program_is_watched() -> None:
    with Watched([sys.executable, "-c", ECHO], {}) as program:
        assert program.until("Standing", 30) > program.started
        pressed = program.press("a")
        burst = program.burst(0.2, 30)
        assert burst.bytes == len("<a><a><a>\n")
        assert pressed < burst.start <= burst.painted <= burst.end
        assert program.memory() > 1
        program.press("b")
        program.until("<b>", 30)
        with pytest.raises(Silent, match="never came"):
            program.until("<c>", 0.1)
        with pytest.raises(Silent, match="did not answer"):
            program.burst(seconds=0.1)
        assert program.leave("q") > 0
