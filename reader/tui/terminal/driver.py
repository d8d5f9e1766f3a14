"""The terminal's driver: it takes over where a picture is on the screen already, and sends only what differs, at once."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Sequence
from time import monotonic
from typing import Any, Protocol, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from reader.session.snapshot import Snapshot, Start
from reader.tui.terminal.paste_filter import Pasted
from reader.tui.terminal.screen_buffer import Glass, Piece

_ALTERNATE = "\x1b[?1049h"
_SCREENS = "\x1b[?1049"
_TICK = 0.1
"""Seconds between two looks at whether an Esc begins nothing longer."""
_MOST = 4096
"""Bytes read at once."""
_TOGETHER = "\x1b[?2026h{}\x1b[?2026l"
"""What a terminal that knows synchronized output shows in one."""


class _Glazed(Protocol):
    """An app that keeps what its terminal shows, and starts with what the snapshot on it showed."""

    glass: Glass
    snapshot: Snapshot

    def takes(self, start: Start, *, typed: bool) -> bool:
        """Whether it starts with that; ``typed``: keys wait in the terminal."""


class Sparing(LinuxDriver):
    """Textual's driver for terminals; it begins on the screen that a snapshot is shown on, if there is one."""

    def __init__(self, app: App[Any], **how: Any) -> None:
        super().__init__(app, **how)
        self._glazed = cast(_Glazed, app)
        self._glass = self._glazed.glass
        self._size: os.terminal_size | None = None
        self._there = False
        self._waking: tuple[int, int] | None = None
        """A pipe: what is written into it ends the wait for keys."""
        self._late = _Late(cast(TextIO, self._file))
        self._file = cast(Any, self._late)  # what Textual's thread writes to
        self._straight: int | None = None

    def start_application_mode(self) -> None:
        """Begin; what the terminal was like before the picture is what it will be like again at the end."""
        if self._waking and not os.isatty(self.fileno):
            return  # the window was closed, which tells to go on as well: there is nothing to go on with
        before, rows, size, start = self._glazed.snapshot.hand_over()
        self._there = bool(rows)
        self._columns()
        if rows and size == self._size:
            self._glass.hold(rows)
        if start and not self._glazed.takes(start, typed=_is_waiting(self.fileno)):
            _drop_input(self.fileno)  # what was typed on a text that has changed is not done to another one
        if self._waking:
            # Told to go on without having been suspended: two threads would take the keys.
            self.disable_input()
        self._waking = os.pipe()
        if self._straight is None:
            self._straight = _straight(self._late.fileno())
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if before is not None:
            self.attrs_before = before

    def disable_input(self) -> None:
        """Take no more keys. Whoever leaves waits for this, so the thread that takes them is woken."""
        waking, self._waking = self._waking, None
        if waking:
            os.write(waking[1], b"\0")
        super().disable_input()
        for end in waking or ():
            os.close(end)

    def run_input_thread(self) -> None:
        """Hand on what comes from the terminal, until input is disabled.

        As Textual does it, which looks only ten times a second whether it is to end, and once more when it does.
        """
        waking = self._waking
        if waking is None:
            return
        # What is no UTF-8 (a terminal set otherwise, a line that drops bits) is a key that means nothing, or a mark in a text.
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        pasted = Pasted()
        with selectors.SelectSelector() as selector:
            for source in (self.fileno, waking[0]):
                selector.register(source, selectors.EVENT_READ)
            data = b""
            begun = monotonic()
            while not self.exit_event.is_set():
                text = pasted.plain(decode(data))
                told = [*parser.feed(text)] if text else []
                looked = monotonic()
                begun = looked if data else begun
                for event in (*told, *parser.tick()):
                    self.process_message(event)
                # What may be the beginning of a sequence is looked at again; after that nothing is, until there is more.
                # Counted from before the look: this thread may have been kept from going on since.
                waits = _TICK if looked < begun + ESCAPE_DELAY + 2 * _TICK else None
                ready = {key.fd for key, _ in selector.select(waits)}
                data = os.read(self.fileno, _MOST) if self.fileno in ready else b""
                if not data:
                    pasted.rest()
                if not data and self.fileno in ready:
                    return  # the terminal has no more to say

    def close(self) -> None:
        """End, with all written."""
        super().close()
        if self._straight is not None:
            os.close(self._straight)
            self._straight = None

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if data[:2] == "\x1b[" and data[2:3].isdecimal():
            data = self._glass.less(data, self._columns())
        elif data.startswith(_SCREENS):
            self._glass.forget()
            if self._there and data == _ALTERNATE:
                self._there = False
                return  # the switch to the other screen has been made
        self._send(data)

    def show(self, pieces: Sequence[Piece], cursor: tuple[int, int], *, together: bool) -> None:
        """Write what of a frame the terminal does not show yet; ``together``: it can show all of it in one."""
        if data := self._glass.put(pieces, cursor, self._columns()):
            self._send(_TOGETHER.format(data) if together else data)

    def _send(self, data: str) -> None:
        """Write at once what the terminal takes at once; what it must be waited for is for the thread that writes.

        Handing everything to that thread costs a change of threads, and it has its turn only when this one rests.
        """
        if not data or self._writer_thread is None:
            return
        sent = data.encode(self._late.encoding, "backslashreplace")
        if self._straight is not None and not self._late.behind:
            sent = _unsent(self._straight, sent)
        if sent:
            super().write(self._late.later(sent))

    def _columns(self) -> int:
        """Return how wide the terminal is; if it has another size than before, it has moved its rows as it likes."""
        try:
            size = os.get_terminal_size(2)  # standard error is where Textual writes
        except OSError:
            return 0  # the window is closed: nobody sees what is sent
        if size != self._size:
            self._size = size
            self._glass.forget()
        return size.columns


class _Late:
    """The terminal's file as the thread that writes has it.

    It takes all that it is given, also when the window has been closed: if that ended the thread, nobody would empty its
    queue, and whoever puts something into it would wait for ever.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.encoding = file.encoding
        self._asked = 0
        self._written = 0  # this one only the thread changes, as the next
        self._gone = False

    @property
    def behind(self) -> bool:
        """Whether not all has been written that was to be written `later`."""
        return self._asked != self._written

    def later(self, data: bytes) -> str:
        """Return the text that `write` makes these bytes of, which may begin within a letter (PEP 383)."""
        self._asked += 1
        return data.decode(self.encoding, "surrogateescape")

    def write(self, text: str) -> None:
        """Have a text reach the terminal."""
        if not self._gone:
            try:
                self._file.buffer.write(text.encode(self.encoding, "surrogateescape"))
                self._file.buffer.flush()
            except OSError:
                self._gone = True  # the app is told by a signal, or by its next look for keys
        self._written += 1

    def flush(self) -> None:
        """Do nothing: all that is written has reached the terminal."""

    def fileno(self) -> int:
        """Return the terminal's descriptor."""
        return self._file.fileno()


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
