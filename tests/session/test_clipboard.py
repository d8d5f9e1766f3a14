"""What is copied gets somewhere, is said as it is, and never steers a terminal."""

from __future__ import annotations

import base64
import re
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from reader.session.output.clipboard import LARGEST, copy, osc52


class Program(ModuleType):
    """Stands in for pyperclip."""

    class PyperclipException(RuntimeError):
        pass

    def __init__(self) -> None:
        super().__init__("pyperclip")
        self.copied: list[str] = []
        self.hang: threading.Event | None = None
        self.missing = False

    def copy(self, text: str) -> None:
        if self.missing:
            raise self.PyperclipException("no mechanism")
        if self.hang:
            self.hang.wait(30)
        self.copied.append(text)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    stand_in = Program()
    monkeypatch.setitem(sys.modules, "pyperclip", stand_in)
    yield stand_in
    if stand_in.hang:
        stand_in.hang.set()


def payload(sequence: str) -> str:
    match = re.search(r"52;c;([A-Za-z0-9+/=]*)", sequence.replace("\x1b\\\x1bP", ""))
    assert match
    return base64.b64decode(match[1]).decode()


def test_here_the_program_copies_and_the_register_keeps(program: Program, tmp_path: Path) -> None:
    register = tmp_path / "state" / "clipboard.txt"
    outcome = copy("« oui »", {}, None, register)
    assert (outcome.how, program.copied) == ("clipboard", ["« oui »"])
    assert register.read_text(encoding="utf-8") == "« oui »"
    assert stat.S_IMODE(register.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_the_terminal_is_asked_and_not_believed(program: Program, tmp_path: Path, name: str) -> None:
    sent: list[str] = []
    outcome = copy("été", {name: "x"}, sent.append, tmp_path / "c.txt")
    assert outcome.how == "terminal"
    assert "copied by the terminal, if it allows that" in outcome.message.lower()
    assert program.copied == []
    assert payload("".join(sent)) == "été"


def test_without_a_program_the_terminal_is_asked(program: Program, tmp_path: Path) -> None:
    program.missing = True
    sent: list[str] = []
    assert copy("a", {}, sent.append, tmp_path / "c.txt").how == "terminal"


def test_a_program_that_hangs_does_not_hang_us(program: Program, tmp_path: Path) -> None:
    program.hang = threading.Event()
    assert copy("a", {}, lambda _: None, tmp_path / "c.txt", seconds=0.01).how == "terminal"


def test_with_nothing_else_the_register_is_named(program: Program, tmp_path: Path) -> None:
    program.missing = True
    outcome = copy("a", {}, None, tmp_path / "c.txt")
    assert outcome.how == "register"
    assert "c.txt" in outcome.message


def test_what_is_too_long_for_a_terminal_is_not_cut(program: Program, tmp_path: Path) -> None:
    sent: list[str] = []
    text = "é" * LARGEST
    assert copy(text, {"SSH_TTY": "x"}, sent.append, tmp_path / "c.txt").how == "register"
    assert sent == []
    assert (tmp_path / "c.txt").read_text(encoding="utf-8") == text


def test_no_control_character_is_copied_anywhere(program: Program, tmp_path: Path) -> None:
    hostile = "a\x1b[201~rm\x9b1m\x07\x00\tb\nc"
    sent: list[str] = []
    copy(hostile, {}, None, tmp_path / "c.txt")
    copy(hostile, {"SSH_TTY": "x"}, sent.append, tmp_path / "d.txt")
    copies = [*program.copied, payload(sent[0]), (tmp_path / "c.txt").read_text(encoding="utf-8")]
    for text in copies:
        assert [character for character in text if ord(character) < 32 or 0x7F <= ord(character) < 0xA0] == ["\t", "\n"]


def tmux(folder: Path, status: int) -> dict[str, str]:
    """Put a tmux in ``folder`` that keeps its arguments and input, and return the environment to find it with."""
    folder.mkdir()
    program = folder / "tmux"
    program.write_text(f'#!/bin/sh\necho "$@" > "{folder}/arguments"\ncat > "{folder}/input"\nexit {status}\n')
    program.chmod(0o700)
    return {"TMUX": "x", "SSH_TTY": "x", "PATH": f"{folder}:/usr/bin:/bin"}


def test_tmux_is_asked_to_hand_the_text_on(program: Program, tmp_path: Path) -> None:
    sent: list[str] = []
    outcome = copy("« été »", tmux(tmp_path / "bin", 0), sent.append, tmp_path / "c.txt", seconds=30)
    assert (tmp_path / "bin" / "arguments").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "bin" / "input").read_text(encoding="utf-8") == "« été »"
    assert (outcome.how, sent) == ("terminal", [])
    assert str(tmp_path / "c.txt") in outcome.message


def test_where_tmux_refuses_the_terminal_is_asked(program: Program, tmp_path: Path) -> None:
    sent: list[str] = []
    outcome = copy("a", tmux(tmp_path / "bin", 1), sent.append, tmp_path / "c.txt", seconds=30)
    assert (outcome.how, payload(sent[0])) == ("terminal", "a")
    assert str(tmp_path / "c.txt") in outcome.message


def test_a_tmux_of_the_current_folder_is_not_run(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {**tmux(tmp_path / "bin", 0), "PATH": ".:"}
    monkeypatch.chdir(tmp_path / "bin")
    copy("a", environ, lambda _: None, tmp_path / "c.txt")
    assert not (tmp_path / "bin" / "arguments").exists()


def test_tmux_gets_the_sequence_plain_and_wrapped() -> None:
    assert osc52("a", {"TMUX": "x"}) == "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"


def test_screen_takes_it_in_pieces() -> None:
    wrapped = osc52("mot " * 500, {"TERM": "screen-256color"})
    pieces = wrapped.split("\x1b\\")[:-1]
    assert len(pieces) > 1
    assert all(piece.startswith("\x1bP") and len(piece) <= 242 for piece in pieces)
    assert payload(wrapped) == "mot " * 500
