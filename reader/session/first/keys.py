"""Keys while the app is loaded: what moves on the first page is done at once, the rest is left to the app, in order.

The terminal is read in a thread of its own, from `Keys.begin` to `Keys.end`; the first key that is the app's to do ends the
reading, and all that is typed from there on waits. Only built-in modules are loaded until there is a key.
"""

from __future__ import annotations

import _thread
import os
import select

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable

    from reader.session.first.begin import Begin
    from reader.session.first.standing import Standing

ESCAPE_SECONDS = 0.1
"""How long the rest of a sequence that has begun with Esc is waited for."""

_SEQUENCES = {
    b"\x1b[A": "Up",
    b"\x1b[B": "Down",
    b"\x1b[C": "Right",
    b"\x1b[D": "Left",
    b"\x1bOA": "Up",
    b"\x1bOB": "Down",
    b"\x1bOC": "Right",
    b"\x1bOD": "Left",
    b"\x1b[5~": "PgUp",
    b"\x1b[6~": "PgDn",
    b"\r": "Enter",
    b"\n": "Enter",
    b" ": "Space",
    b"\t": "Tab",
    b"\x08": "Backspace",
    b"\x7f": "Backspace",
}
"""What terminals send for keys with names (xterm, "PC-style function keys"), in the normal form of `command.notation`."""


def split(data: bytes) -> tuple[str, int]:
    """Return the key that ``data`` begins with and its bytes; of what is no key here, an empty name and none."""
    for sequence, name in _SEQUENCES.items():
        if data.startswith(sequence):
            return name, len(sequence)
    code = data[0] if data else 0
    if 0x20 < code < 0x7F:
        return chr(code), 1
    if 0 < code < 0x1B:
        return f"Ctrl+{chr(code + 0x60)}", 1
    return "", 0


def is_begun(data: bytes) -> bool:
    """Whether ``data`` may be the beginning of a longer sequence."""
    return bool(data) and any(sequence != data and sequence.startswith(data) for sequence in _SEQUENCES)


class Left:
    """What is left to the app: what was ``typed`` and not done, where it is to ``begin``, and what went wrong inside."""

    def __init__(self, typed: bytes, begin: Begin | None, failure: BaseException | None) -> None:
        self.typed = typed
        self.begin = begin
        self.failure = failure


class Keys:
    """What is typed on the first page; ``make`` returns it for the first key that it may do, ``paint`` shows its rows.

    ``fits`` says whether the terminal still has the size that the page is made for.
    """

    def __init__(
        self,
        make: Callable[[str], Standing | None],
        paint: Callable[[list[str]], None],
        fits: Callable[[], bool],
        terminal: int,
    ) -> None:
        self._make = make
        self._paint = paint
        self._fits = fits
        self._terminal = terminal
        self._standing: Standing | None = None
        self._left = b""
        self._ends = False
        self._has_ended = _thread.allocate_lock()
        self._wake, self._stop = os.pipe()
        self._failure: BaseException | None = None

    def begin(self) -> None:
        """Read what is typed from now on."""
        self._has_ended.acquire()
        _thread.start_new_thread(self._run, ())

    def end(self) -> Left:
        """Read no more, and return what is left to the app.

        Waits for what is being done, so it must not be called where an import may be under way, as in a signal's handler.
        """
        self._ends = True
        os.close(self._stop)
        with self._has_ended:
            os.close(self._wake)
        standing = None if self._failure else self._standing
        return Left(self._left, standing.page.begin if standing else None, self._failure)

    def _run(self) -> None:
        try:
            while not self._left or self._done():
                waits = ESCAPE_SECONDS if self._left else None
                ready, _, _ = select.select([self._terminal, self._wake], [], [], waits)
                data = self._typed() if self._terminal in ready else b""
                if not data:
                    return
                self._left += data
        except BaseException as failure:  # it is told where the keys end: a thread has nobody to tell
            self._failure = failure
        finally:
            self._has_ended.release()

    def _typed(self) -> bytes:
        try:
            return os.read(self._terminal, 1024)
        except OSError:
            return b""  # the terminal is gone: the app will see

    def _done(self) -> bool:
        """Do what was typed, as far as that can be done here; False if some of it is left to the app."""
        here = True
        before = len(self._left)
        while self._left and here:
            key, size = split(self._left)
            if not key:
                here = is_begun(self._left)
                break
            here = self._take(key)
            if here:
                self._left = self._left[size:]
        if self._standing and len(self._left) < before:
            self._paint(self._standing.rows())
        return here

    def _take(self, key: str) -> bool:
        if self._ends or not self._fits():
            return False
        self._standing = self._standing or self._make(key)
        return self._standing is not None and self._standing.take(key)
