"""Stopped and continued at any moment, by any program: the app has its terminal again and loses no key."""

from __future__ import annotations

import os
import signal
import termios
from pathlib import Path

import pytest

from tests.faults.shells import in_a_shell
from tests.tui.terminal import Terminal

PROGRAM = """
import os, signal, sys, threading
from pathlib import Path
from reader.__main__ import main
from reader.tui.screen.article.search import Search
from reader.tui.terminal import driver

def say_readers(search):
    readers = [thread for thread in threading.enumerate() if thread.name == "textual-input"]
    os.write(2, b"\\x1b[2;1Hreaders %d" % len(readers))

Search.open = say_readers
Path({pid!r}).write_text(str(os.getpid()))
sys.argv[0] = "scolie"
{more}
sys.exit(main())
"""
CONTINUED_WHILE_IT_STARTS = """
class Writer(driver.Writer):
    def start(self):
        super().start()
        signal.raise_signal(signal.SIGCONT)

driver.Writer = Writer
"""


class Stopped:
    """The app in a shell; `/` shows how many threads take keys."""

    def __init__(self, root: Path, folder: Path, more: str = "") -> None:
        self._pid = folder / "pid"
        (folder / "program.py").write_text(PROGRAM.format(pid=str(self._pid), more=more), encoding="utf-8")
        self.shown = in_a_shell(folder / "program.py", "read", "port", "-l", root)
        self.before = termios.tcgetattr(self.shown.fd)
        self.shown.until_app()
        self.modes = termios.tcgetattr(self.shown.fd)

    def send(self, number: signal.Signals) -> None:
        os.kill(int(self._pid.read_text()), number)

    def continue_it(self) -> None:
        self.shown.screen.reset()
        self.shown.type("fg\n")
        self.shown.until("Highlight")

    def use_and_leave(self) -> None:
        """Check that one thread takes keys, that they work, and that leaving gives the terminal back."""
        self.shown.type("/")
        self.shown.until("readers 1")
        self.shown.type("h")
        self.shown.until("Highlighted")
        self.shown.screen.reset()
        self.shown.type("q")
        self.shown.until("shell>")
        assert termios.tcgetattr(self.shown.fd) == self.before
        assert self.shown.left_as_it_was
        self.shown.type("exit\r")
        self.shown.end()


def test_one_that_is_continued_while_it_takes_the_terminal_takes_it_once(root: Path, tmp_path: Path) -> None:
    app = Stopped(root, tmp_path, CONTINUED_WHILE_IT_STARTS)
    app.shown.type("\x1a")
    app.shown.until("Stopped")
    app.continue_it()
    app.use_and_leave()


def test_one_that_is_continued_without_having_been_stopped_loses_no_key(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    before = termios.tcgetattr(shown.fd)
    shown.until_app()
    shown.type("a")
    shown.until("Keep a draft")
    for letter in "Du vent":
        os.kill(shown.pid, signal.SIGCONT)
        shown.type(letter)
    shown.until("Du vent")
    shown.type("\x13")
    shown.until("The note is kept.")
    shown.type("q")
    shown.rest()
    assert termios.tcgetattr(shown.fd) == before
    assert shown.end() == 0
    assert shown.left_as_it_was


def test_one_that_was_stopped_without_a_word_has_its_modes_again(root: Path, tmp_path: Path) -> None:
    app = Stopped(root, tmp_path)
    app.send(signal.SIGSTOP)
    app.shown.until("Stopped")
    app.shown.type("stty sane\n")
    app.shown.until("shell>")
    app.shown.resize(90, 20)
    app.continue_it()
    app.shown.until("§ 1", row=-1)
    assert termios.tcgetattr(app.shown.fd) == app.modes
    app.use_and_leave()


def test_one_that_another_program_stops_gives_the_shell_its_terminal(root: Path, tmp_path: Path) -> None:
    app = Stopped(root, tmp_path)
    app.send(signal.SIGTSTP)
    app.shown.until("Stopped")
    assert termios.tcgetattr(app.shown.fd) == app.before
    assert app.shown.left_as_it_was
    app.continue_it()
    app.use_and_leave()


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_one_that_goes_on_in_the_background_waits_for_the_terminal(
    root: Path, tmp_path: Path, number: signal.Signals
) -> None:
    app = Stopped(root, tmp_path)
    app.send(number)
    app.shown.until("Stopped")
    app.shown.type(f"bg; while jobs > {tmp_path}/jobs; ! grep output {tmp_path}/jobs; do :; done\n")
    app.shown.until("tty output")
    app.continue_it()
    app.use_and_leave()
