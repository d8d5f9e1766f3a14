"""Commands and workspaces on a hostile library."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.hostile.hostile_library import SECRET

SECONDS = 30
"""No command may take as long, on a machine that does other things, too."""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own that ends in bounded time without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *words, "-l", str(root)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, (words, done.stderr)
    assert done.returncode in (0, 1, 2), (words, done.stderr)
    return done


IN_TURN = """
import contextlib, io, json, sys
from reader.cli.command_line import main
for words in json.load(sys.stdin):
    streams = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            status = main(words)
        except SystemExit as left:
            status = left.code
    print(json.dumps([words, status, *(stream.getvalue() for stream in streams)]), flush=True)
"""


def run_in_turn(root: Path, calls: Sequence[Sequence[str]]) -> Iterator[subprocess.CompletedProcess[str]]:
    """Run commands one after the other in one process, which ends in bounded time without a traceback."""
    done = subprocess.run(
        [sys.executable, "-c", IN_TURN],
        input=json.dumps([[*words, "-l", str(root)] for words in calls]),
        capture_output=True,
        text=True,
        timeout=SECONDS * len(calls) / 4,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, len(answers)) == (0, "", len(calls)), calls[len(answers) :][:1]
    for words, status, out, err in answers:
        assert "Traceback" not in err, (words, err)
        assert status in (0, 1, 2), (words, err)
        yield subprocess.CompletedProcess(words, status, out, err)


def told_secrets(root: Path) -> list[Path]:
    """Return the plain files of the annotations that have a word from outside."""
    return [
        path
        for path in sorted((root / "annotations").rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.stat().st_size < 10**6
        and SECRET in path.read_text("latin-1")
    ]
