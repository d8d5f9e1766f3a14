"""The app in a real pseudo-terminal: what reaches it, and what is left behind."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from reader.session.annotating import annotate
from reader.session.opening import open_library
from reader.store.port import Put
from reader.text.span import Span
from tests.tui.terminal import Terminal


@pytest.fixture
def terminal(root: Path) -> Terminal:
    hostile = "Un titre \x1b]52;c;aGFja2Vk\x07 et \x9b31m rouge [/] suit. La fin vient."
    (root / "seeds" / "a.txt").write_text(hostile, encoding="utf-8")
    return Terminal("read", "a.txt", "-l", str(root))


def test_a_session_leaves_the_terminal_as_it_was(terminal: Terminal, root: Path) -> None:
    terminal.until("La fin vient.")
    terminal.type("h")
    terminal.until("Highlighted.")
    assert "hacked" not in terminal.bytes.decode(errors="replace")
    assert b"aGFja2Vk\x07" not in terminal.bytes
    assert b"\xc2\x9b" not in terminal.bytes
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.bytes.rfind(b"\x1b[?1049l") > terminal.bytes.rfind(b"\x1b[?1049h") >= 0
    assert (root / "annotations" / "a.jsonl").exists()


def test_a_closed_window_ends_the_app_in_order(terminal: Terminal) -> None:
    terminal.until("La fin vient.")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 0
    assert terminal.bytes.rfind(b"\x1b[?1049l") > 0


def drafts(home: Path) -> list[str]:
    file = next((home / "state" / "scolie" / "places").glob("*.json"))
    return [text for place in json.loads(file.read_text()).values() for text in place["drafts"].values()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_note_that_is_being_written_outlives_the_end(terminal: Terminal, home: Path, number: signal.Signals) -> None:
    terminal.until("Highlight")
    terminal.type("aDu vent")
    terminal.until("Du vent")
    os.kill(terminal.pid, number)
    assert terminal.end() == 0
    assert terminal.bytes.rfind(b"\x1b[?1049l") > 0
    assert drafts(home) == ["Du vent"]


def test_a_note_that_is_being_written_outlives_its_window(terminal: Terminal, home: Path) -> None:
    terminal.until("Highlight")
    terminal.type("aDu vent")
    terminal.until("Du vent")
    os.close(terminal.fd)
    os.waitpid(terminal.pid, 0)
    assert drafts(home) == ["Du vent"]


def test_a_failure_inside_leaves_the_terminal_and_the_draft(root: Path, home: Path) -> None:
    broken = """
import sys
from reader.tui.screen.article.screen import ArticleScreen
from reader.__main__ import main
ArticleScreen.do_find_open = lambda self: self.scolie.keymap / "\x1b]0;pris\x07"
sys.argv[0] = "scolie"
sys.exit(main())
"""
    shown = Terminal("read", "port", "-l", str(root), program=("-c", broken))
    shown.until("Highlight")
    shown.type("hj/")
    assert shown.end() == 1
    told = shown.bytes[shown.bytes.rfind(b"\x1b[?1049l") :].decode()
    assert "what was acknowledged is kept: TypeError" in told
    assert "\x1b]0;" not in told
    log = (home / "state" / "scolie" / "scolie.log").read_text()
    assert "do_find_open" in log or "lambda" in log
    assert str(home / "state" / "scolie" / "scolie.log") in told.replace("\r\n", "")
    assert (root / "annotations" / "port.jsonl").exists()


HOSTILE = "mal\x1b]0;PRIS\x07 \x9b31m\x90q\x9c \u202e\u2066fin[/]"


def test_no_outside_word_steers_the_terminal(root: Path) -> None:
    """Article, file name, title, source, note, tag, draft, error: looked at from every side."""
    (root / "seeds" / "a\x1b]0;PRIS\x07\nb.txt").write_text(f"{HOSTILE} début. Une suite {HOSTILE}.", encoding="utf-8")
    workspace = open_library(root)
    known = next(article for article in workspace.articles() if "pris" in article.id)
    made = annotate(workspace, known.id, [Span(0, 20)], note=HOSTILE)
    # As another program may have written them: ours refuses such names.
    for table, record in (
        ("articles", {"id": known.id, "title": HOSTILE, "source": HOSTILE, "author": HOSTILE, "date": HOSTILE}),
        ("tags", {"id": "t", "path": HOSTILE, "key": "k"}),
    ):
        old, revision = workspace.store.get("_library", table, record["id"])
        workspace.store.put([Put("_library", table, record["id"], {**(old or {}), **record}, revision)])
    old, revision = workspace.store.get(known.id, "annotations", made.id)
    workspace.store.put([Put(known.id, "annotations", made.id, {**(old or {}), "tags": ["t"]}, revision)])
    workspace.store.close()
    shown = Terminal(str(root))
    shown.until("Filter")
    for keys, sign in (
        ("i", "What is known"), ("\x1b", "Filter"), ("/mal\r", "filter: mal"), ("ga", "Go to an article"),
        ("mal", "PRIS"), ("\r", "Highlight"), ("l", "PRIS"), ("a", "Keep a draft"), ("x\x1b", "Highlight"),
        ("gn", "Annotations"), ("\x1b", "Highlight"), ("gt", "Codebook"), ("q", "Highlight"), ("gx", "Excerpts"), ("q", "Highlight"),
            ("gc", "Statistics"), ("q", "Highlight"), ("gd", "Journal"), ("q", "Highlight"), (",", "PRIS"),
        ("\x1b", "Highlight"), ("gs", "Search in all"), ("suite", "suite"), ("\x1b", "Highlight"), ("y", "erminal"),
        ("!", "Pipe the passage"), ("cat\r", "It printed"), ("q", "Highlight"), ("gr", "Review"),
    ):  # fmt: skip
        shown.type(keys)
        shown.until(sign)
        shown.settle(0.3)
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert "PRIS" in shown.bytes.decode(errors="replace")
    for sign in ("\x1b]0;PRIS", "\x9b", "\x90", "\u202e", "\u2066", "PRIS\x07"):
        assert sign.encode() not in shown.bytes, repr(sign)
