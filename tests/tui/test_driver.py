"""The terminal's driver: what it takes from the terminal, and how it lets go of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from json import loads
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.message import Message

from reader.tui.terminal.driver import TerminalDriver, Writer
from reader.tui.terminal.textual_internals import XTermParser
from tests.tui.terminal import Terminal

LOOKS_UP_ONCE_AN_HOUR = """
import sys
from reader.tui.terminal import driver
from reader.__main__ import main
driver._TICK = 3600
sys.exit(main())
"""


def test_leaving_waits_for_no_key(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root), program=("-c", LOOKS_UP_ONCE_AN_HOUR))
    shown.until("Highlight")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was


def test_bytes_that_are_not_text_end_nothing(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    os.write(shown.fd, b"j\xff\xc3j\xe9h")
    shown.until("Highlighted")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was


def test_what_the_terminal_answers_late_and_in_parts_is_not_typed(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("a")
    shown.until("Ctrl+s")
    for part in ("\x1b]11;rgb:ffff/", "ffff/ffff\x1b", "\\un\x1b[?62;22c", "\x1bP>|XTerm(390)\x1b\\ mot"):
        shown.type(part)
        shown.settle(0.3)
    shown.type("\x13")
    shown.until("The note is kept.")
    shown.type("q")
    assert shown.end() == 0
    log = (root / "annotations" / "port.jsonl").read_text(encoding="utf-8")
    assert loads(log)["c"][0][3]["note"] == "un mot"


def test_an_esc_in_what_is_pasted_makes_no_key_of_what_follows(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("\x1b[200~un \x1b[31mhq\x1b[201~a\x1b[200~deux \x1b[31mhq\x1b[201~\x13")
    shown.until("The note is kept.")
    shown.type("q")
    assert shown.end() == 0
    log = (root / "annotations" / "port.jsonl").read_text(encoding="utf-8")
    assert loads(log)["c"][0][3]["note"] == "deux ␛[31mhq"


def test_an_esc_counts_although_further_keys_come_at_once(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("a")
    shown.until("Ctrl+s")
    shown.type("deux\x1bgl")
    shown.until("by title")
    shown.type("q")
    assert shown.end() == 0


def test_an_esc_ends_a_paste_whose_end_got_lost(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("a")
    shown.until("Ctrl+s")
    shown.type("\x1b[200~un mot")
    shown.settle()
    shown.type("\x1b")
    shown.until("un mot")
    shown.type("\x13")
    shown.until("The note is kept.")
    shown.type("q")
    assert shown.end() == 0


class Listener(TerminalDriver):
    """The part that takes keys, from a pipe."""

    def __init__(self, source: int, waking: tuple[int, int]) -> None:
        self.fileno, self._waking, self._wakes = source, waking, waking[1]
        self._typed, self._logs_keys, self._alt = b"", False, frozenset[str]()
        self.exit_event = threading.Event()
        self.heard: list[Message] = []

    def process_message(self, message: Message) -> None:
        self.heard.append(message)
        if isinstance(message, events.Key):
            self.leave()

    def leave(self) -> None:
        self.exit_event.set()
        os.write(self._wakes, b"\0")


def test_an_esc_is_reported_even_if_the_thread_is_held_up_when_it_has_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    held_up = [0.0]
    looks = XTermParser.tick

    def look(parser: XTermParser) -> Iterator[Message]:
        yield from looks(parser)
        held_up[0] += 1.0

    monkeypatch.setattr(XTermParser, "tick", look)
    monkeypatch.setattr("reader.tui.terminal.driver.monotonic", lambda: monotonic() + held_up[0])
    monkeypatch.setattr("textual._parser.get_time", lambda: monotonic() + held_up[0])
    (source, keys), waking = os.pipe(), os.pipe()
    driver = Listener(source, waking)
    os.write(keys, b"\x1b")
    thread = threading.Thread(target=driver.run_input_thread, daemon=True)
    thread.start()
    thread.join(30)
    waits = thread.is_alive()
    driver.leave()
    thread.join()
    for end in (source, keys, *waking):
        os.close(end)
    assert not waits
    assert [one.key for one in driver.heard if isinstance(one, events.Key)] == ["escape"]


class Slow:
    """A terminal that takes nothing until somebody reads."""

    def __init__(self) -> None:
        self.source, self.output = os.pipe()
        self.writer = Writer(self.output)
        self.writer.start()

    def read(self, count: int) -> bytes:
        came = bytearray()
        while len(came) < count:
            came += os.read(self.source, 65536)
        return bytes(came)


@pytest.mark.parametrize("blocking", [True, False])
def test_what_the_terminal_does_not_take_at_once_is_written_later_and_in_order(*, blocking: bool) -> None:
    slow = Slow()
    os.set_blocking(slow.output, blocking)
    texts = [f"{number} é漢 ".encode() * 3000 for number in range(12)]
    for text in texts:
        slow.writer.put(text)
    assert slow.writer.behind
    assert slow.read(sum(map(len, texts))) == b"".join(texts)
    slow.writer.stop()
    assert not slow.writer.is_alive()
    for end in (slow.source, slow.output):
        os.close(end)


def test_a_closed_window_takes_all_that_is_written_so_that_nobody_waits_for_it() -> None:
    slow = Slow()
    os.close(slow.source)
    for number in range(100):
        slow.writer.put(f"row {number}".encode())
    slow.writer.stop()
    assert not slow.writer.is_alive()
    os.close(slow.output)


def test_a_dialog_stays_when_the_terminal_grows_and_shrinks(root: Path) -> None:
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("Highlight")
    shown.type("?")
    shown.until("Keys here")
    for columns, rows in ((160, 50), (40, 10), (200, 60)):
        shown.resize(columns, rows)
        shown.until("Highlight", row=-1)
        shown.until("Keys here")
    shown.type("q")
    shown.until("Le port rouvre.")
    shown.type("q")
    assert shown.end() == 0
