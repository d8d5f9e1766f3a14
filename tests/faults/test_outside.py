"""Words from outside (OSC, CSI, DCS, C1, bidirectional overrides): shown and copied as text, obeyed never."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual import events

from reader.annotation.model import Annotation
from reader.cli.command_line import main
from reader.cli.commands import COMMANDS
from reader.session.annotations.annotate import annotate
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from reader.tui.app import ScolieApp
from reader.tui.dialog.form import Field, Form
from tests.tui.app_pilot import messages
from tests.tui.showing import seen
from tests.tui.terminal import Terminal

HOSTILE = "PRIS\x1b]0;PRIS\x07 \x1bPq\x1b\\ \x9b31m\x90q\x9c \u202e\u2066fin[/]\x1b[201~"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAMED = "a\x1b]0;PRIS\x07\nb"


@pytest.fixture
def hostile(root: Path) -> Path:
    """A library whose every word is hostile, written partly by another program: this one refuses such names."""
    (root / "seeds" / f"{NAMED}.txt").write_text(f"{HOSTILE} début. Une suite {HOSTILE}.", encoding="utf-8")
    workspace = open_library(root, HOSTILE)
    known = next(article for article in workspace.articles() if "pris" in article.id)
    made = annotate(workspace, known.id, [Span(0, 20)], note=HOSTILE)
    orphan = annotate(workspace, known.id, [Span(0, 8)])
    for table, record in (
        ("articles", {"id": known.id, **dict.fromkeys(("title", "source", "author", "date", "url"), HOSTILE)}),
        ("tags", {"id": "t", "path": HOSTILE, "key": "k", "definition": HOSTILE, "color": HOSTILE}),
        ("memos", {"id": HOSTILE, "subject": "tag", "about": "t", "text": HOSTILE, "coder": HOSTILE, "time": 1}),
        (
            "basket",
            {
                "id": HOSTILE,
                "article": known.id,
                "spans": [[0, 8]],
                "quote": HOSTILE,
                "note": HOSTILE,
                "coder": HOSTILE,
            },
        ),
        ("journal", {"id": HOSTILE, "date": HOSTILE, "text": HOSTILE, "coder": HOSTILE, "created": 1, "modified": 1}),
    ):
        change(workspace, LIBRARY, table, record)
    change(workspace, known.id, "annotations", {"id": made.id, "tags": ["t"], "coder": HOSTILE})
    change(workspace, known.id, "annotations", {**Annotation.to_record(made), "id": HOSTILE, "tags": [HOSTILE]})
    change(workspace, known.id, "annotations", {"id": orphan.id, "state": "orphan"})
    correction = {"action": "split", "spans": [[0, 4], [5, 9]], "quote": HOSTILE, "coder": HOSTILE}
    change(workspace, known.id, "structure", {"id": HOSTILE, **correction})
    workspace.store.close()
    return root


def change(workspace: Workspace, database: str, table: str, record: Mapping[str, object]) -> None:
    old, revision = workspace.store.get(database, table, str(record["id"]))
    workspace.store.put([Put(database, table, str(record["id"]), {**(old or {}), **record}, revision)])


def test_no_outside_word_steers_the_terminal_from_the_screen(hostile: Path) -> None:
    """Article, file name, title, source, note, tag, draft, search hit, error: looked at from every side."""
    shown = Terminal(str(hostile))
    shown.until("Filter")
    for keys, sign in (
        ("i", "What is known"), ("\x1b", "Filter"), ("/pris\r", "filter: pris"), ("ga", "Go to an article"),
        ("pris", "PRIS"), ("\r", "Highlight"), ("l", "PRIS"), ("a", "Keep a draft"), ("x\x1b", "Highlight"),
        ("gn", "Annotations"), ("\x1b", "Highlight"), ("gt", "Codebook"), ("q", "Highlight"), ("gx", "Excerpts"), ("q", "Highlight"),
        ("Yb", "Collected"), ("gy", "Basket"), ("q", "Highlight"),
        ("gc", "Statistics"), ("q", "Highlight"), ("gd", "Journal"), ("q", "Highlight"), (",", "PRIS"),
        ("\x1b", "Highlight"), ("gs", "Type to search"), ("suite", "suite"), ("\r", "Tag"), ("q", "Highlight"), ("y", "erminal"),
        ("!", "Pipe the passage"), ("cat\r", "It printed"), ("q", "Highlight"), ("gr", "Review"),
    ):  # fmt: skip
        shown.type(keys)
        shown.until(sign)
        shown.settle(0.2)
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert "PRIS" in shown.bytes.decode(errors="replace")
    for sign in ("\x1b]0;PRIS", "\x9b", "\x90", "\u202e", "\u2066", "PRIS\x07", "\x1b[201~"):
        assert sign.encode() not in shown.bytes, repr(sign)


ASKED = """list|list pris|show pris|jump pris|search suite|annotate pris --span 0:4 --note x|annotations|history|history -n 50
|meta pris --status done|tags|stats|memo|journal|review|review accept nothing|excerpt|excerpt --style iso690
|excerpt --format markdown|export csv|export jsonl|export markdown|stats tags --csv|backup|check|undo|redo|show é
|structure pris|structure pris heading --at 0|pass start --tag neuf --name p|pass list|pass next p|pass report p|keys|themes
|bibliography --all|bibliography --all --format ris|basket|basket add pris --span 0:4|basket export|import nothing.qdpx|versions|versions pris|versions pris pris
|sets save suite suite|sets|words all suite|words words suite --csv""".replace("\n", "").split("|")
ERRORS = (
    ("show", HOSTILE), ("annotate", "pris", "--quote", HOSTILE), ("edit", HOSTILE, "--note", "x"), ("delete", "\x1b[31m"),
    ("tags", "rename", HOSTILE, "\x1b"), ("tags", "new", HOSTILE), ("add", HOSTILE), ("import", HOSTILE), ("basket", "remove", HOSTILE), ("bibliography", "--csl", HOSTILE), ("meta", "pris", "--date", HOSTILE),
    ("list", "status:" + HOSTILE), ("annotations", "tag:" + HOSTILE), ("export", HOSTILE), ("keys", "--check", HOSTILE),
    ("export", "csv", "-o", "/" + HOSTILE + "/x"), ("excerpt", "--id", HOSTILE), (HOSTILE,), ("show", "\udcff"),
    ("basket", "add", "pris", "--quote", HOSTILE), ("bibliography", "--article", HOSTILE), ("sets", "save", HOSTILE, "x"), ("sets", "delete", HOSTILE), ("words", "all", "set:" + HOSTILE),
    ("tags", "import", HOSTILE), ("backup", "restore", HOSTILE), ("themes", "--check", HOSTILE), ("memo", "--tag", HOSTILE), ("structure", "pris", "remove", HOSTILE), ("structure", "pris", "split", "--at", HOSTILE), ("pass", "report", HOSTILE), ("pass", "start", HOSTILE, "--tag", HOSTILE),
)  # fmt: skip


def test_no_outside_word_steers_the_terminal_from_the_command_line(
    hostile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = [(*line.split(), *form) for line in ASKED for form in ((), ("--json",))]
    calls += [(*words, *form) for words in ERRORS for form in ((), ("--json",))]
    assert {call[0] for call in calls} >= set(COMMANDS) - {"read", "split"}
    (hostile / "seeds" / "\x1b[31mbin.txt").write_bytes(b"a\0b")
    seen = ""
    monkeypatch.chdir(hostile)
    for call in calls:
        main([*call, "-l", str(hostile)])
        out, err = capsys.readouterr()
        seen += out
        for output in (out, err):
            assert not CONTROLS.search(output.replace("\r\n", "\n")), (call, output)
            assert "Traceback" not in output
    assert seen.count("PRIS") > 40


def test_json_escapes_what_it_may_not_show_and_loses_none_of_it(
    hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for call in (("export", "jsonl"), ("annotations", "--json")):
        assert main([*call, "-l", str(hostile)]) == 0
        assert HOSTILE in [json.loads(line)["note"] for line in capsys.readouterr().out.split("\n") if line]


@pytest.mark.parametrize("key", ["y", "\x03"])
def test_what_is_copied_pastes_no_control_character(hostile: Path, home: Path, key: str) -> None:
    shown = Terminal("read", "pris", "-l", str(hostile), environment={"SSH_TTY": "/dev/pts/0"})
    shown.until("Highlight")
    shown.type(key)
    shown.until("Copied by the terminal")
    shown.type("q")
    assert shown.end() == 0
    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", shown.bytes)
    copied = [base64.b64decode(one).decode() for one in sent]
    copied.append((home / "state" / "scolie" / "clipboard.txt").read_text(encoding="utf-8"))
    assert len(copied) == 2
    for text in copied:
        assert "PRI" in text
        assert not CONTROLS.search(text)


@pytest.mark.parametrize("keys", [("a",), ("/",), ("i",), ("t",), ("g", "a"), ("!",)])
async def test_what_is_pasted_into_the_app_brings_no_control_character(
    workspace: Workspace, keys: tuple[str, ...]
) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        focused = pilot.app.focused
        assert focused is not None
        focused.post_message(events.Paste(f"{HOSTILE}\r\n"))
        await pilot.pause()
        typed = str(getattr(focused, "value", None) or getattr(focused, "text", ""))
        assert "PRIS" in typed
        assert not CONTROLS.search(typed)


async def test_an_error_of_the_system_that_has_a_hostile_name_in_it_is_shown_as_text(workspace: Workspace) -> None:
    async with ScolieApp(workspace, "port").run_test(size=(100, 30)) as pilot:
        assert isinstance(pilot.app, ScolieApp)
        pilot.app.services.host.tell_problem(Problem(HOSTILE, HOSTILE, HOSTILE))
        pilot.app.push_screen(Form(HOSTILE, [Field("a", HOSTILE, HOSTILE, HOSTILE, HOSTILE)]))
        await pilot.pause()
        assert "PRIS" in messages(pilot)
        for shown in (messages(pilot), *seen(pilot).split("\n")):
            assert not CONTROLS.search(shown)
