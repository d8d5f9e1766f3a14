"""Each named damage, seen by programs that know nothing of each other: nothing is gone, and `check` says what happened."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.command_line import main

QUOTES = ("Le port rouvre.", "Les grutiers reviennent.", "Le préfet", "Rien ne presse.")


def scolie(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", "-l", str(root), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _ids(root: Path) -> set[str]:
    done = scolie(root, "annotations", "--json")
    assert "Traceback" not in done.stderr
    return {json.loads(line)["id"] for line in done.stdout.splitlines()}


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
    root: Path, damage: Callable[[bytes], bytes], database: str
) -> None:
    for quote in QUOTES:
        assert main(["annotate", "port", "--quote", quote, "--tag", "mer", "-l", str(root)]) == 0
    ids = _ids(root)
    tags = scolie(root, "tags", "--json").stdout
    assert len(ids) == len(QUOTES)
    folder = root / "annotations"
    shutil.rmtree(folder / ".backup" / "recent")
    log, checkpoint = folder / f"{database}.jsonl", folder / f"{database}.json"
    log.write_bytes(damage(log.read_bytes()))
    damaged, whole = log.read_bytes(), checkpoint.read_bytes()
    done = scolie(root, "check", "--mend")
    assert "brought back" in done.stdout, done.stdout
    assert _ids(root) == ids
    assert scolie(root, "tags", "--json").stdout == tags
    kept = [path.read_bytes() for path in folder.glob("quarantine/*")]
    assert whole in kept
    assert damaged in kept or damaged == log.read_bytes()[: len(damaged)]
    found = [json.loads(line)["where"] for line in scolie(root, "check", "--json").stdout.splitlines()]
    assert all(where.startswith("quarantine/") for where in found), found
