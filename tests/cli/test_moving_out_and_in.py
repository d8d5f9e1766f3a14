"""Fifty annotations of the bundled articles go out and come back into an empty library, but for what the report names."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from reader.annotation.selector import JOINT
from reader.cli.command_line import main
from tests.cli.running import Run

SEEDS = Path(__file__).parents[2] / "seeds"
TAGS: tuple[list[str], ...] = (
    [], ["acteurs/État/préfecture"], ["cadre/<crise> & « peur »", "Été"], ["acteurs", "d’accord ; ou non", "ton#1"], ["œuvre"],
)  # fmt: skip
NOTES = ("", "à « relire »\nen deux lignes", "=SOMME(A1)", "0123", "🎒 joli", "", "-1")
INKS = ("yellow", "green", "blue", "pink", "violet")
CODERS = ("Ada", "Zoé", "Bérénice")
COUNT = 50
SEVERAL = 10
"""Annotations of two passages or more."""


class Passage(NamedTuple):
    """What formats keep that know one passage: where it is, by whom, with which tags, notes and times."""

    article: str
    span: tuple[int, int]
    quote: str
    coder: str
    tags: frozenset[str]
    notes: frozenset[str]
    created: str


def library(root: Path) -> Path:
    """Make a library without annotations of five articles."""
    (root / "seeds").mkdir(parents=True)
    for file in sorted(SEEDS.iterdir())[:5]:
        shutil.copy(file, root / "seeds")
    return root


@pytest.fixture(scope="module")
def coded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in which three persons have made fifty annotations."""
    root = library(tmp_path_factory.mktemp("out") / "coded")
    articles = [path.stem for path in sorted((root / "seeds").iterdir())]
    coders = cycle(CODERS)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        patch.setattr("reader.session.library.opening.who", lambda: next(coders))
        for number in range(COUNT):
            at = 37 + 29 * (number // 5)  # they overlap
            spans = [(at, at + (3, 12, 90, 250)[number % 4])]
            if number % 5 == 0:
                spans += [(spans[0][1] + 4, spans[0][1] + 20), (spans[0][1] + 40, spans[0][1] + 41)][: 1 + number % 2]
            words = [f"--span={start}:{end}" for start, end in spans]
            words += [f"--tag={tag}" for tag in TAGS[number // 5 % 5]]
            words += [f"--note={NOTES[number % 7]}", f"--ink={INKS[number % 5]}", "-l", str(root)]
            assert main(["annotate", articles[number % 5], *words]) == 0
    return root


@pytest.fixture
def coded(coded_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys, coded_folder)


def exported(run: Run, key: str, file: Path) -> dict[str, int]:
    """Export all annotations, and return what the report says is lost."""
    status, [report], _ = run("export", key, "-o", str(file))
    assert (status, report["written"]) == (0, COUNT)
    return {loss["what"]: loss["count"] for loss in report["lost"]}


def imported(capsys: pytest.CaptureFixture[str], root: Path, file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Import a file into an empty library that has the articles, and return what was made and the annotations."""
    run = Run(capsys, library(root))
    status, [made], _ = run("import", str(file))
    assert (status, made["unsure"], made["added"], made["lost"]) == (0, 0, [], [])
    return made, run("annotations")[1]


def without(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Return annotations without fields, in an order that does not depend on these."""
    bare = [{name: value for name, value in row.items() if name not in (*names, "score")} for row in rows]
    return sorted(bare, key=lambda row: (row["article"], row["spans"], row["coder"]))


def passages(rows: list[dict[str, Any]]) -> list[Passage]:
    """Return annotations passage by passage."""
    return sorted(
        Passage(
            row["article"],
            (start, end),
            quote,
            row["coder"],
            frozenset(row["tags"]),
            frozenset(filter(None, [row["note"]])),
            row["created"],
        )
        for row in rows
        for (start, end), quote in zip(row["spans"], row["quote"].split(JOINT), strict=True)
    )


@pytest.mark.parametrize("key", ["csv", "xlsx", "w3c"])
def test_formats_that_keep_an_annotation_whole(
    coded: Run, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ("out.jsonld" if key == "w3c" else f"out.{key}")
    lost = exported(coded, key, file)
    made, back = imported(capsys, tmp_path / "back", file)
    before = coded("annotations")[1]
    assert (made["new"], len(before)) == (COUNT, COUNT)
    gone = ("id", "ink") if "ink, state, citation, reference" in lost else ("id",)
    assert without(back, *gone) == without(before, *gone)
    assert lost == {} or key != "xlsx"


@pytest.mark.parametrize("key", ["refi", "refi-crlf", "hypothesis"])
def test_formats_that_know_one_passage(
    coded: Run, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ("out.json" if key == "hypothesis" else "out.qdpx")
    lost = exported(coded, key, file)
    assert lost == {
        "annotations of several passages, written as several": SEVERAL, "ink, state, citation, reference": COUNT,
    }  # fmt: skip
    _, back = imported(capsys, tmp_path / "back", file)
    assert passages(back) == passages(coded("annotations")[1])
