"""Each named damage, seen by programs that know nothing of each other: nothing is gone, and `check` says what happened."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.cli.command_line import main
from tests.conftest import TEXT
from tests.faults.hostile.running import run_in_turn

QUOTES = ("Le port rouvre.", "Les grutiers reviennent.", "Le préfet", "Rien ne presse.")


def told(library: Path, *commands: str) -> list[str]:
    """Return what each of some commands prints, in a process that knows nothing of what was done before."""
    return [done.stdout for done in run_in_turn(library, [command.split() for command in commands])]


def ids(annotations: str) -> set[str]:
    return {json.loads(line)["id"] for line in annotations.splitlines()}


class Marked(NamedTuple):
    library: Path
    annotations: str
    tags: str


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """A library with annotations and a tag, to be copied, and what commands print of them."""
    root = tmp_path_factory.mktemp("marked") / "library"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "port.txt").write_text(TEXT, encoding="utf-8")
    for quote in QUOTES:
        assert main(["annotate", "port", "--quote", quote, "--tag", "mer", "-l", str(root)]) == 0
    return Marked(root, *told(root, "annotations --json", "tags --json"))


def _from_second_line(data: bytes) -> bytes:
    first = data.index(b"\n") + 1
    return data[:first] + bytes(len(data) - first)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: bytes(len(data)), id="zeroed"),
        pytest.param(_from_second_line, id="zeroed from line 2"),
        pytest.param(lambda data: data[:-1] + b"\x0b", id="last byte flipped"),
        pytest.param(lambda data: data[: data.rindex(b"\n", 0, -1) + 1], id="cut at a line"),
    ],
)
@pytest.mark.parametrize("database", ["port", "_library"])
def test_a_damaged_log_beside_a_checkpoint_costs_nothing(
    marked: Marked, tmp_path: Path, damage: Callable[[bytes], bytes], database: str
) -> None:
    library = tmp_path / "library"
    shutil.copytree(marked.library, library)
    assert len(ids(marked.annotations)) == len(QUOTES)
    folder = library / "annotations"
    shutil.rmtree(folder / ".backup" / "recent")
    log, checkpoint = folder / f"{database}.jsonl", folder / f"{database}.json"
    log.write_bytes(damage(log.read_bytes()))
    damaged, whole = log.read_bytes(), checkpoint.read_bytes()
    (mended,) = told(library, "check --mend")
    assert "brought back" in mended, mended
    annotations, tags, report = told(library, "annotations --json", "tags --json", "check --json")
    assert ids(annotations) == ids(marked.annotations)
    assert tags == marked.tags
    kept = [path.read_bytes() for path in folder.glob("quarantine/*")]
    assert whole in kept
    assert damaged in kept or damaged == log.read_bytes()[: len(damaged)]
    found = [json.loads(line)["where"] for line in report.splitlines()]
    assert all(where.startswith("quarantine/") for where in found), found
