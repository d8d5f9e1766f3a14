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

ESCAPE_SECONDS = 0.05
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


class Keys:
    """What is typed on the first page; ``make`` returns it when there is a key, ``paint`` shows its rows."""

    def __init__(self, make: Callable[[], Standing | None], paint: Callable[[list[str]], None], terminal: int) -> None:
        self._make = make
        self._paint = paint
        self._terminal = terminal
        self._standing: Standing | None = None
        self._left = b""
        self._has_ended = _thread.allocate_lock()
        self._wake, self._stop = os.pipe()
        self._failure: BaseException | None = None

    def begin(self) -> None:
        """Read what is typed from now on."""
        self._has_ended.acquire()
        _thread.start_new_thread(self._run, ())

    def end(self) -> tuple[bytes, Begin | None]:
        """Read no more; return what was typed and not done, and where the app is to begin, if keys have led anywhere.

        What went wrong inside is raised here.
        """
        os.close(self._stop)
        with self._has_ended:
            os.close(self._wake)
        if self._failure:
            raise self._failure
        return self._left, self._standing.page.begin if self._standing else None

    def _run(self) -> None:
        try:
            while not self._left or self._done():
                waits = ESCAPE_SECONDS if self._left else None
                ready, _, _ = select.select([self._terminal, self._wake], [], [], waits)
                if self._terminal not in ready:
                    return
                data = os.read(self._terminal, 1024)
                if not data:
                    return
                self._left += data
        except OSError:
            return  # the terminal is gone: the app will see
        except BaseException as failure:
            self._failure = failure
        finally:
            self._has_ended.release()

    def _done(self) -> bool:
        """Do what was typed, as far as that can be done here; False if some of it is left to the app."""
        while self._left:
            key, size = split(self._left)
            if not key:
                return is_begun(self._left)
            self._standing = self._standing or self._make()
            if self._standing is None or not self._standing.take(key):
                return False
            self._left = self._left[size:]
            self._paint(self._standing.rows())
        return True
