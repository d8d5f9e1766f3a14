"""The terminal's driver: it takes over where a picture is on the screen already, and sends only what differs."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from typing import Any, Protocol, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from reader.session import frame
from reader.session.first.begin import Begin
from reader.tui.glass import Glass

_ALTERNATE = "\x1b[?1049h"
_SCREENS = "\x1b[?1049"
_TICK = 0.1
"""Seconds after which an Esc is known to begin nothing longer."""
_MOST = 4096
"""Bytes read at once."""


class _Glazed(Protocol):
    """An app that keeps what its terminal shows, and begins where the page that stood there had got to."""

    glass: Glass
    begin: Begin | None


class Sparing(LinuxDriver):
    """Textual's driver for terminals; it begins on the screen that a `session.frame` is shown on, if there is one."""

    def __init__(self, app: App[Any], **how: Any) -> None:
        super().__init__(app, **how)
        self._glazed = cast(_Glazed, app)
        self._glass = self._glazed.glass
        self._size: os.terminal_size | None = None
        self._there = False
        self._waking: tuple[int, int] | None = None
        """A pipe: what is written into it ends the wait for keys."""

    def start_application_mode(self) -> None:
        """Begin; what the terminal was like before the picture is what it will be like again at the end."""
        handed = frame.hand_over()
        self._there = handed.before is not None
        self._columns()
        if handed.rows:
            self._glass.hold(handed.rows)
        self._glazed.begin = handed.begin
        self._hand_on(handed.typed.decode(errors="replace"))
        if self._waking:
            # Told to go on without having been suspended, as when the window is closed: two threads would take the keys.
            self.disable_input()
        self._waking = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if handed.before is not None:
            self.attrs_before = handed.before

    def _hand_on(self, typed: str) -> None:
        """Take what was read from the terminal for what is read first."""
        if not typed:
            return
        parser = XTermParser()
        for event in (*parser.feed(typed), *parser.feed("")):  # nothing follows: Esc at the end is a key
            self.process_message(event)

    def disable_input(self) -> None:
        """Take no more keys. Whoever leaves waits for this, so the thread that takes them is woken."""
        waking, self._waking = self._waking, None
        if waking:
            os.write(waking[1], b"\0")
        super().disable_input()
        for end in waking or ():
            os.close(end)

    def run_input_thread(self) -> None:
        """Hand on what comes from the terminal until input is disabled.

        As Textual does it, which looks only ten times a second whether it is to end, and once more when it does.
        """
        waking = self._waking
        if waking is None:
            return
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        with selectors.SelectSelector() as selector:
            for source in (self.fileno, waking[0]):
                selector.register(source, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(_TICK)}
                text = decode(os.read(self.fileno, _MOST)) if self.fileno in ready else ""
                for event in (*(parser.feed(text) if text else ()), *parser.tick()):
                    self.process_message(event)

    def write(self, data: str) -> None:
        """Write to the terminal what it does not show yet."""
        if data[:2] == "\x1b[" and data[2:3].isdecimal():
            data = self._glass.less(data, self._columns())
        elif data.startswith(_SCREENS):
            self._glass.forget()
            if self._there and data == _ALTERNATE:
                self._there = False
                return  # the switch to the other screen has been made
        # Where the window was closed, the thread that writes has ended: nobody would ever empty its queue.
        if data and self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

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
