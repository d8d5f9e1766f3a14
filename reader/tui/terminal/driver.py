"""The terminal's driver: it takes over where a picture is on the screen already, and sends only what differs, at once."""

from __future__ import annotations

import asyncio
import os
import select
import selectors
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterable, Sequence
from contextlib import suppress
from queue import Queue
from threading import Thread
from time import monotonic
from typing import Any, Protocol, cast

from textual import events
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from reader.layout.signs import IN_ASCII
from reader.session.snapshot import Snapshot, Start
from reader.tui.terminal.escape_filter import ESC, EscapeFilter
from reader.tui.terminal.handover import outside
from reader.tui.terminal.job_control import stop_job, wait_for_foreground
from reader.tui.terminal.paste_filter import BracketedPasteFilter
from reader.tui.terminal.reply_filter import ReplyFilter
from reader.tui.terminal.screen_buffer import Piece, ScreenBuffer
from reader.tui.terminal.textual_internals import TerminalApp, XTermParser
from reader.tui.terminal.window import TerminalWindow

_ALTERNATE = "\x1b[?1049h"
_SCREENS = "\x1b[?1049"
_DROP_KEYBOARD_MODE = "\x1b[<u"
"""Takes one mode off the terminal's stack of keyboard modes (Kitty's protocol); nothing happens if it is empty."""
_TICK = 0.1
"""Seconds between two looks at whether an Esc begins nothing longer."""
_OUTPUT = 2
"""Standard error, to which Textual writes."""
_MOST = 4096
"""Bytes read at once."""
_QUEUED = 30
"""Pieces of output that may wait for a slow terminal; then the app waits, too."""
_TOGETHER = "\x1b[?2026h{}\x1b[?2026l"
"""What a terminal that knows synchronized output shows in one."""


class _SnapshotKeeper(Protocol):
    """Knows the snapshot that may be on the terminal."""

    snapshot: Snapshot

    def accept(self, start: Start, *, has_keys: bool) -> bool:
        """Whether the app starts with what the snapshot shows; ``has_keys``: keys wait in the terminal."""


class _SnapshotApp(Protocol):
    """An app that knows what its terminal shows, and starts from the snapshot on it."""

    alt_characters: frozenset[str]
    """The characters that the user's keymap has together with Alt."""
    screen_buffer: ScreenBuffer
    snapshot_keeper: _SnapshotKeeper
    window: TerminalWindow


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals; it begins on the screen that a snapshot is shown on, if there is one."""

    def __init__(self, app: TerminalApp, *, debug: bool = False, **how: Any) -> None:
        super().__init__(app, debug=debug, **how)
        app.terminal = self
        self._terminal_app = app
        self._snapshot_app = cast(_SnapshotApp, app)
        self._snapshot_keeper, self._buffer = self._snapshot_app.snapshot_keeper, self._snapshot_app.screen_buffer
        self._logs_keys = debug
        self._alt = self._snapshot_app.alt_characters
        self._signs = IN_ASCII if app.console.is_dumb_terminal else {}
        self._encoding = sys.__stderr__.encoding if sys.__stderr__ else "utf-8"
        self._known_size: tuple[int, int] | None = None
        self._synchronized = False
        """Whether the terminal can show all that it is sent of a frame in one."""
        self._there = False
        self._waking: tuple[int, int] | None = None
        """A pipe: what is written into it ends the wait for keys."""
        self._writer: Writer | None = None
        self._straight: int | None = None
        self._in_use = False
        """Whether the app has the terminal, or takes it now."""
        self._begins = False
        self._begun_with: list[str] = []
        """What was written to the terminal at the start, to give it its modes."""
        self._modes: list[Any] | None = None
        """The attributes that the terminal was given at the start."""
        self._event_loop = asyncio.get_running_loop()
        # Textual's handlers (8.2.8) may start the driver again while it starts: then two threads read keys, and one of them
        # never ends. Goes when they wait for the start.
        signal.signal(signal.SIGTSTP, self._on_stop)
        signal.signal(signal.SIGCONT, self._on_continue)

    def start_application_mode(self) -> None:
        """Begin; what the terminal was like before the picture is what it will be like again at the end."""
        self._in_use = True
        before, rows, size, start = self._snapshot_keeper.snapshot.hand_over()
        self._there = bool(rows)
        self._columns()
        if rows and size == self._known_size:
            self._buffer.hold(rows)
        if start and not self._snapshot_keeper.accept(start, has_keys=_is_waiting(self.fileno)):
            _drop_input(self.fileno)  # what was typed on a text that has changed is not done to another one
        self._waking = os.pipe()
        if self._straight is None:
            self._straight = _straight(_OUTPUT)
        if self._writer is None:
            self._writer = Writer(_OUTPUT)
            self._writer.start()
        self._begins, self._begun_with = True, []
        # Textual (8.2.8) gives up the start if the shell takes the terminal away at this moment. Goes when it tries again.
        while not self._begun_with and wait_for_foreground(self.fileno):
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives it no types
        self._begins = False
        self._modes = self._attributes()
        if before is not None:
            self.attrs_before = before

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was before."""
        self._in_use = False
        super().stop_application_mode()

    def _on_stop(self, *_: object) -> None:
        """Stop as another program asks: in the order in which the app does everything else, or at once if it has no terminal."""
        if self._in_use:
            self._event_loop.call_soon_threadsafe(self._terminal_app.call_later, outside, self._terminal_app, stop_job)
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _on_continue(self, *_: object) -> None:
        if self._in_use:
            self._event_loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Give the terminal the app's modes again: this process was stopped with SIGSTOP, and the shell had the terminal.

        If it was not, nothing changes, and no key is lost.
        """
        if not self._in_use or not os.isatty(self.fileno) or not wait_for_foreground(self.fileno):
            return
        if self._modes is not None:
            with suppress(termios.error):  # the window is closed at this moment
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._modes)
        self._buffer.forget()
        for data in (_DROP_KEYBOARD_MODE, *self._begun_with):
            self._send(data)
        signal.raise_signal(signal.SIGWINCH)  # the size may have changed meanwhile
        self._terminal_app.call_later(self._snapshot_app.window.redraw)

    def _attributes(self) -> list[Any] | None:
        try:
            return termios.tcgetattr(self.fileno)
        except termios.error:
            return None

    def disable_input(self) -> None:
        """Take no more keys. Leaving waits for this, so the thread that takes them is woken."""
        waking, self._waking = self._waking, None
        if waking:
            os.write(waking[1], b"\0")
        super().disable_input()
        for end in waking or ():
            os.close(end)

    def run_input_thread(self) -> None:
        """Hand on what comes from the terminal, until input is disabled.

        Textual (8.2.8) looks only ten times a second whether it should end, so leaving would take that long. This thread is
        woken instead; it goes when Textual wakes its own.
        """
        waking = self._waking
        if waking is None:
            return
        # Invalid UTF-8 (another encoding, a line that drops bits) is a key that means nothing, or a mark in a text.
        parser, decode = XTermParser(self._logs_keys), getincrementaldecoder("utf-8")("replace").decode
        pasted, replies, escapes = BracketedPasteFilter(), ReplyFilter(), EscapeFilter(self._alt)
        with selectors.SelectSelector() as selector:
            for source in (self.fileno, waking[0]):
                selector.register(source, selectors.EVENT_READ)
            data = b""
            begun = monotonic()
            while not self.exit_event.is_set():
                if data:
                    pieces = escapes.split(replies.keys(pasted.plain(decode(data))))
                else:
                    pieces = [*escapes.split(pasted.rest() + replies.rest()), *escapes.rest()]
                messages = [event for piece in pieces for event in _events(parser, piece)]
                looked = monotonic()
                begun = looked if data else begun
                for event in (*messages, *parser.tick()):
                    self.process_message(event)
                # What may be the beginning of a sequence is looked at again; after that nothing is, until there is more.
                # Counted from before the look: this thread may have been kept from going on since.
                waits = _TICK if looked < begun + ESCAPE_DELAY + 2 * _TICK or replies.is_waiting else None
                ready = {key.fd for key, _ in selector.select(waits)}
                data = os.read(self.fileno, _MOST) if self.fileno in ready else b""
                if not data and self.fileno in ready:
                    return  # the terminal has no more to say

    def close(self) -> None:
        """End, with all written."""
        super().close()
        if self._writer:
            self._writer.stop()
            self._writer = None
        if self._straight is not None:
            os.close(self._straight)
            self._straight = None

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if self._begins:
            self._begun_with.append(data)
        if data[:2] == "\x1b[" and data[2:3].isdecimal():
            data = self._buffer.less(data, self._columns())
        elif data.startswith(_SCREENS):
            self._buffer.forget()
            if self._there and data == _ALTERNATE:
                self._there = False
                return  # the switch to the other screen has been made
        self._send(data)

    def process_message(self, message: Message) -> None:
        """Note whether the terminal knows synchronized output, and pass everything on."""
        if isinstance(message, TerminalSupportsSynchronizedOutput):
            self._synchronized = True
        super().process_message(message)

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int]) -> None:
        """Write what of a frame the terminal does not show yet."""
        if data := self._buffer.put(pieces, cursor, self._columns()):
            self._send(_TOGETHER.format(data) if self._synchronized else data)

    def _send(self, data: str) -> None:
        """Write what the terminal takes at once; the thread that writes waits for it to take the rest.

        Giving everything to that thread costs a change of threads, and it has its turn only when this one rests.
        """
        if not data or self._writer is None:
            return
        sent = data.translate(self._signs).encode(self._encoding, "backslashreplace")
        if self._straight is not None and not self._writer.behind:
            sent = _unsent(self._straight, sent)
        if sent:
            self._writer.put(sent)

    def measured(self) -> tuple[int, int] | None:
        """Return the columns and rows of the terminal; None if it has none."""
        try:
            return os.get_terminal_size(_OUTPUT)
        except OSError:
            return None

    def _columns(self) -> int:
        """Return how wide the terminal is; if it has another size than before, it has moved its rows as it likes."""
        size = self.measured()
        if size is None:
            return 0  # the window is closed: nobody sees what is sent
        if size != self._known_size:
            self._known_size = size
            self._buffer.forget()
        return size[0]


class Writer(Thread):
    """Writes to a terminal that takes nothing at the moment.

    It accepts everything, also when the window has been closed: if that ended the thread, nobody would empty its queue, and
    a caller of `put` would wait for ever.
    """

    def __init__(self, fileno: int) -> None:
        super().__init__(name="terminal-writer", daemon=True)
        self._fileno = fileno
        self._queue: Queue[bytes] = Queue(_QUEUED)

    @property
    def behind(self) -> bool:
        """Whether something is not written yet."""
        return self._queue.unfinished_tasks > 0

    def put(self, data: bytes) -> None:
        """Have bytes written; wait if too much is not written yet."""
        self._queue.put(data)

    def stop(self) -> None:
        """Write the rest and end."""
        self._queue.put(b"")
        self.join()

    def run(self) -> None:
        """Write until stopped."""
        gone = False
        while data := self._queue.get():
            try:
                while data and not gone:
                    data = data[self._write(data) :]
            except OSError:
                gone = True  # the app learns of it by a signal, or when it next reads keys
            self._queue.task_done()

    def _write(self, data: bytes) -> int:
        try:
            return os.write(self._fileno, data)
        except BlockingIOError:  # another program has set the terminal so that nobody waits for it
            select.select((), (self._fileno,), ())
            return 0


def _events(parser: XTermParser, piece: str) -> Iterable[Message]:
    """Return what a piece says that comes from the terminal."""
    return [events.Key("escape", piece)] if piece == ESC else parser.feed(piece)


def _is_waiting(fileno: int) -> bool:
    """Whether something was typed and not read yet."""
    with selectors.SelectSelector() as selector:
        selector.register(fileno, selectors.EVENT_READ)
        return bool(selector.select(0))


def _drop_input(fileno: int) -> None:
    """Read what was typed so far, and forget it."""
    while _is_waiting(fileno) and os.read(fileno, _MOST):
        pass


def _straight(fileno: int) -> int | None:
    """Return a descriptor of the same terminal that never waits; None if there is none.

    It must be opened anew: not to wait is a property that duplicates share, the shell's own among them.
    """
    try:
        straight = os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if os.path.sameopenfile(straight, fileno):
        return straight
    os.close(straight)  # in a container the name may be that of another terminal
    return None


def _unsent(straight: int, data: bytes) -> bytes:
    """Write what the terminal takes now and return the rest."""
    try:
        return data[os.write(straight, data) :]
    except OSError:
        return data  # it takes nothing now; or it is gone, which the thread finds out
