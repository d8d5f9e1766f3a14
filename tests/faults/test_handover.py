"""The terminal in other hands: whatever an editor or the shell does with it, the app comes back, and says what went wrong."""

from __future__ import annotations

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.faults.places import drafts
from tests.tui.terminal import Terminal

MISSING, NOT_RUN, FOLDER = "missing", "not to be run", "a folder"
# One after the other, none with the word of the one before it.
EDITORS = {
    MISSING: ("", "could not be started"),
    "fails": ("exit 3", "ended with status 3"),
    NOT_RUN: ("exit 0", "could not be started"),
    "is killed": ("kill -9 $$", "SIGKILL"),
    FOLDER: ("", "could not be started"),
    "removes the file": ('rm "$1"', "removed the file"),
    "writes no UTF-8": ("""printf 'caf\\351' > "$1" """, "not UTF-8"),
    "leaves the terminal raw, and on the other screen": (
        "printf '\\033[?1049h\\033[?1h\\033[?25l'; stty raw -echo min 0 time 0; exit 4",
        "ended with status 4",
    ),
    "is interrupted with its whole job": ("trap '' INT QUIT; kill -INT 0; kill -QUIT 0; exit 5", "ended with status 5"),
    "takes the keyboard and dies": (
        "exec PYTHON -c 'import os, signal\nsignal.signal(22, 1)\nos.setpgid(0, 0)\nos.tcsetpgrp(0, os.getpgrp())\nos.kill(0, 9)'",
        "SIGKILL",
    ),
}


def put(editor: Path, kind: str) -> None:
    """Make an editor of one kind."""
    if editor.is_dir():
        editor.rmdir()
    editor.unlink(missing_ok=True)
    if kind == FOLDER:
        editor.mkdir()
    elif kind != MISSING:
        editor.write_text(f"#!/bin/sh\n{EDITORS[kind][0].replace('PYTHON', sys.executable)}\n")
        editor.chmod(0o644 if kind == NOT_RUN else 0o755)


def test_an_editor_that_fails_in_any_way_gives_the_app_back_with_a_word(root: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    shown = Terminal("read", "port", "-l", str(root), environment={"EDITOR": str(editor), "VISUAL": None})
    modes = termios.tcgetattr(shown.fd)
    shown.until("Highlight")
    shown.type("aDu vent")
    shown.until("Du vent")
    raw = termios.tcgetattr(shown.fd)
    for number, kind in enumerate(EDITORS):
        put(editor, kind)
        shown.screen.reset()
        shown.type("\x0f")
        shown.until(EDITORS[kind][1])
        shown.type(f" {number}")
        shown.until(" ".join(["Du vent", *map(str, range(number + 1))]))
        assert termios.tcgetattr(shown.fd)[:4] == raw[:4], kind
    shown.type("\x13")
    shown.until("The note is kept.")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was
    assert modes[:4] != raw[:4]


def test_the_terminal_has_its_modes_back_at_the_end_whatever_an_editor_has_made_of_them(
    root: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    put(editor, "leaves the terminal raw, and on the other screen")
    shown = in_python("read", "port", "-l", root, environment={"EDITOR": str(editor), "VISUAL": None})
    shown.until("Highlight")
    shown.type("a")
    shown.until("Keep a draft")
    shown.type("\x0f")
    shown.until("ended with status 4")
    shown.type("\x1b")
    shown.until("Highlight")
    shown.type("q")
    shown.until("ended 0 icanon True echo True")


def in_python(*words: str | Path, environment: dict[str, str | None]) -> Terminal:
    """Run the app under a program that says at the end in what modes the terminal is."""
    program = f"""
import subprocess, sys, termios
done = subprocess.run([{sys.executable!r}, "-m", "reader", *sys.argv[1:]])
flags = termios.tcgetattr(0)[3]
print("ended", done.returncode, "icanon", bool(flags & termios.ICANON), "echo", bool(flags & termios.ECHO))
"""
    return Terminal(*map(str, words), program=("-c", program), environment=environment)


@pytest.mark.parametrize(("keys", "back"), [("a", "Note"), ("A", "Memo"), ("gdn", "Journal")])
@pytest.mark.parametrize(("editor", "message"), [("/not/there", "could not be started"), ('vi "', "No closing")])
def test_wherever_one_writes_the_text_is_there_again(
    root: Path, home: Path, keys: str, back: str, editor: str, message: str
) -> None:
    shown = Terminal("read", "port", "-l", str(root), environment={"EDITOR": editor, "VISUAL": None})
    shown.until("Highlight")
    shown.type(f"{keys}Du vent")
    shown.until("Du vent")
    shown.type("\x0f")
    shown.until(message)
    shown.type(" encore")
    shown.until("Du vent encore")
    shown.until(back)
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert drafts(home) == ["Du vent encore"]


def test_what_was_written_outside_is_a_draft_before_a_key_is_pressed(root: Path, home: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("""#!/bin/sh\necho 'Du large' > "$1"\n""")
    editor.chmod(0o755)
    shown = Terminal("read", "port", "-l", str(root), environment={"VISUAL": str(editor)})
    shown.until("Highlight")
    shown.type("a\x0f")
    shown.until("Du large")
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert drafts(home) == ["Du large\n"]


def test_ctrl_z_without_a_shell_to_go_back_to_stops_nothing(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("\x1a")
    shown.until("no shell to go back to")
    shown.type("jh")
    shown.until("Highlighted")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was
