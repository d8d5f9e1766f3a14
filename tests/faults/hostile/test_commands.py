"""Every command, and the app, survive a library whose files are replaced by links, pipes or folders."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reader.cli.commands import COMMANDS
from tests.faults.hostile.hostile_library import (
    DAY,
    SECRET,
    Outside,
    bad_backups,
    bad_git,
    bad_seeds,
    damage_pair,
    places,
    put_there,
)
from tests.faults.hostile.running import run, run_in_turn, told_secrets
from tests.store.making import often
from tests.tui.terminal import Terminal

MOST_TELLING = [
    kind
    for number, kind in enumerate(("a link", "a pipe", "an endless file", "a link to nothing", "a folder"))
    if number < often(2, 9)
]
"""Kinds that whole libraries are made of; each place is tried with every kind."""

CALLS: dict[str, list[list[str]]] = {
    "list": [["list"], ["list", "--json"]],
    "show": [["show", "port"], ["show", "pipe"], ["show", "zero"]],
    "read": [["read", "port"]],
    "jump": [["jump", "port"]],
    "search": [["search", "vent"]],
    "sets": [["sets", "save", "vent", "vent"], ["sets"]],
    "words": [["words", "all", "vent"]],
    "versions": [["versions"], ["versions", "port"], ["versions", "port", "pipe"]],
    "annotate": [["annotate", "port", "--span", "16:20", "--note", "après"]],
    "annotations": [["annotations"], ["annotations", "--json"]],
    "edit": [["edit", "nothing", "--note", "x"]],
    "delete": [["delete", "nothing"]],
    "structure": [["structure", "port", "split", "--at", "4"], ["structure", "port"], ["structure", "pipe"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "history": [["history"]],
    "meta": [["meta", "port", "--title", "T"]],
    "tags": [["tags"], ["tags", "new", "neu"], ["tags", "merge", "mer", "vent"]],
    "pass": [["pass", "start", "--tag", "neuf", "--name", "p"], ["pass", "list"]],
    "stats": [["stats"]],
    "memo": [["memo"]],
    "journal": [["journal"]],
    "review": [["review"]],
    "excerpt": [["excerpt"]],
    "bibliography": [["bibliography"], ["bibliography", "--all", "--format", "ris"]],
    "basket": [["basket"], ["basket", "add", "port", "--span", "16:20"], ["basket", "export"]],
    "export": [["export", "csv"]],
    "import": [["import", "PROJECT"], ["import", "NEW"]],
    "add": [["add", "NEW"], ["add", "SELF"]],
    "backup": [
        ["backup"],
        *(["backup", "restore", f"2025-12-0{day}"] for day in range(1, 5)),
        ["backup", "restore", DAY],
    ],
    "check": [["check"], ["check", "--json"]],
    "keys": [["keys"]],
    "themes": [["themes"]],
}


@pytest.mark.parametrize("kind", MOST_TELLING)
def test_every_command_lives_with_a_hostile_library(library: Path, outside: Outside, kind: str, tmp_path: Path) -> None:
    assert set(CALLS) == set(COMMANDS)
    damage_pair(library)
    bad_backups(library)
    seeds_too = kind == MOST_TELLING[0]  # a hostile folder of articles takes long, and is the same for every kind
    for place, path in places(library).items():
        if "ete" not in place:
            put_there(path, kind, outside)
    if seeds_too:
        bad_seeds(library, outside)
    new = tmp_path / "neu.txt"
    new.write_text("Un texte neuf.")
    before = outside.state()
    project = Path(__file__).parents[2] / "exchange" / "samples" / "minimal.qdpx"
    files = {"NEW": str(new), "PROJECT": str(project), "SELF": str(library / "seeds" / "pipe.txt")}
    calls = [[files.get(word, word) for word in call] for calls in CALLS.values() for call in calls]
    for words, done in zip(calls, run_in_turn(library, calls), strict=True):
        assert SECRET not in done.stdout + done.stderr, words
        if words[0] == "list":
            assert ("port" in done.stdout, "ete" in done.stdout) == (True, True)
            assert "port.jsonl" in done.stderr
            assert ("pipe.txt" in done.stderr) == seeds_too
        if words[0] == "annotations":
            assert "avant" in done.stdout
    assert outside.state() == before
    mended = run(library, "check", "--mend")
    assert "annotations/port.jsonl" not in run(library, "list").stderr, mended.stdout
    assert run(library, "annotate", "port", "--span", "16:20", "--note", "fin").returncode == 0
    assert "fin" in run(library, "annotations").stdout
    assert outside.state() == before
    assert told_secrets(library) == []


@pytest.mark.parametrize("kind", MOST_TELLING)
def test_the_app_lives_with_a_hostile_library(library: Path, outside: Outside, kind: str) -> None:
    for place, path in places(library).items():
        if "ete" not in place:
            put_there(path, kind, outside)
    bad_seeds(library, outside)
    before = outside.state()
    shown = Terminal(str(library))
    shown.until("check")  # this warning may take the place of the keys at once, and leaves it after some seconds
    shown.until("Filter")
    for keys, sign in (("ga", "Go to an article"), ("port\r", "Highlight"), ("jh", ""), ("l", ""), ("gn", "Annotations"),
                       ("\x1b", "Highlight"), ("gt", "Codebook"), ("q", "Highlight"), ("gs", "Type to search"),
                       ("vent", "vent"), ("\r", "Tag"), ("q", "Highlight")):  # fmt: skip
        shown.type(keys)
        shown.until(sign)
        shown.settle(0.2)
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert shown.left_as_it_was
    assert SECRET.encode() not in shown.bytes
    assert b"Traceback" not in shown.bytes
    assert outside.state() == before
    assert told_secrets(library) == []


def test_no_program_of_the_library_runs(library: Path, outside: Outside) -> None:
    bad_git(library, outside)
    damage_pair(library)
    before = outside.state()
    for words in (["list"], ["check"], ["annotations"], ["annotate", "port", "--span", "16:20"], ["check", "--mend"]):
        run(library, *words)
        assert outside.state() == before, words
        damage_pair(library)
