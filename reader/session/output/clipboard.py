"""The clipboard: pyperclip on this machine, tmux or OSC 52 through the terminal over ssh, and always a file.

OSC 52 is the terminal's own sequence (XTerm Control Sequences, "Manipulate Selection Data"). By default tmux ignores it
from the programs that it runs, so tmux itself is asked to send it (`load-buffer -w`, since tmux 3.2). An older tmux gets
the sequence twice, plain and in its passthrough, and lets through what its options allow; screen gets it in pieces of DCS.
No terminal confirms it, and the message says so.
"""

from __future__ import annotations

import base64
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.config.path import from_home
from reader.files.atomic import write_atomically
from reader.files.search_path import find_program
from reader.text.canonical import with_line_feeds
from reader.text.guard import guard
from reader.translation import _

SECONDS = 2.0
LARGEST = 74_994
"""Bytes that terminals commonly take in one OSC 52 (xterm's limit, before base64)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the text was copied (``clipboard``, ``terminal``, or only ``register``), and the message about it."""

    how: str
    message: str


def copy(
    text: str,
    environ: Mapping[str, str],
    to_terminal: Callable[[str], None] | None,
    register: Path,
    seconds: float = SECONDS,
) -> Outcome:
    """Copy ``text`` and keep it in the file ``register``. Control characters never get there."""
    text = guard(with_line_feeds(text), lines=True)
    is_in_register = _keep(text, register)
    remote = "SSH_TTY" in environ or "SSH_CONNECTION" in environ
    if not remote and _by_program(text, seconds):
        return Outcome("clipboard", _("Copied."))
    also = " " + _("The text is also in {register}.").format(register=from_home(register)) if is_in_register else ""
    if "TMUX" in environ and _by_tmux(text, environ, seconds):
        return Outcome("terminal", _("Copied in tmux, and by the terminal if it allows that.") + also)
    if to_terminal and len(text.encode()) <= LARGEST:
        to_terminal(osc52(text, environ))
        return Outcome("terminal", _("Copied by the terminal, if it allows that.") + also)
    if is_in_register:
        return Outcome(
            "register",
            _("There is no clipboard here; the text is in {register}.").format(register=from_home(register)),
        )
    return Outcome("register", _("There is no clipboard here, and the text could not be kept."))


def _keep(text: str, register: Path) -> bool:
    try:
        write_atomically(register, text.encode("utf-8", "surrogatepass"), private=True, durable=False)
    except OSError:
        return False
    return True


def _by_program(text: str, seconds: float) -> bool:
    """Copy with pyperclip; False if there is no program for it or it does not answer in time."""
    done = threading.Event()

    def run() -> None:
        import pyperclip

        try:
            pyperclip.copy(text)
        except (pyperclip.PyperclipException, OSError):
            return
        done.set()

    # A daemon: a clipboard program that hangs must not keep the app from ending.
    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    return done.is_set()


def _by_tmux(text: str, environ: Mapping[str, str], seconds: float) -> bool:
    """Copy into a buffer of tmux, which sends it on to its terminal; False if it cannot or does not answer in time."""
    program = find_program("tmux", dict(environ))
    if program is None:
        return False
    try:
        subprocess.run(
            [program, "load-buffer", "-w", "-"],
            input=text.encode(),
            env=dict(environ),
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def osc52(text: str, environ: Mapping[str, str]) -> str:
    """Return the sequence that hands ``text`` to the terminal, wrapped for what runs in between."""
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if "TMUX" in environ:
        return sequence + "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environ.get("TERM", "").startswith("screen"):
        pieces = [sequence[start : start + 240] for start in range(0, len(sequence), 240)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence
