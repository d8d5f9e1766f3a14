"""The last picture: what the screen showed when the app was left, shown again before anything else is loaded.

A picture answers one *question*: the same words on the command line, in the same folder and terminal. It holds while
the files it was made from are as they were, and it is derived: it may be deleted at any moment, and what it shows is
painted over, row for row, as soon as the app stands. Beside its rows stands what `session.first` needs to have it moved
by keys until then.

Only ``os`` and ``sys`` are loaded here, and only built-in modules where they are used: this runs before everything.
"""

from __future__ import annotations

import _thread
import os
import sys

from reader import __version__

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable
    from typing import Any

    from reader.session.first.begin import Begin
    from reader.session.first.keys import Keys
    from reader.session.first.standing import Standing

_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "TMUX", "SCOLIE_LIBRARY", "LANG")
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_SHELF = 64
"""Pictures kept; the oldest give way."""

_before: list[Any] | None = None
"""How the terminal was set before a picture was shown; None if none is on the screen."""
_rows: list[str] = []
"""The rows that are on the screen."""
_size = (0, 0)
"""The columns and rows of the terminal that the picture was made for."""
_begin_of: Callable[[], Begin | None] | None = None
"""Returns where the app is to begin that takes over what is on the screen, if no key has led elsewhere."""
_keys: Keys | None = None
"""What reads the terminal until the app does."""
_writing = _thread.allocate_lock()
"""Held while something is written: nothing is painted once the terminal was given back."""


def folder() -> str | None:
    """Return the folder of the pictures; None: nowhere."""
    state = state_of_scolie()
    return os.path.join(state, "frames") if state else None


def state_of_scolie() -> str | None:
    """Return `config.path.state_folder` without its imports; None where it takes more to know."""
    chosen = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "scolie")
    home = os.environ.get("HOME", "")
    if not os.path.isabs(home) or sys.platform not in ("linux", "darwin"):
        return None
    state = ("Library", "Application Support") if sys.platform == "darwin" else (".local", "state")
    return os.path.join(home, *state, "scolie")


def size() -> tuple[int, int]:
    """Return the columns and rows of the terminal as Textual will see them; OSError if there is none."""
    columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
    given = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
    wide, high = (int(value) if value.isdecimal() else 0 for value in given)
    return wide or columns, high or rows


def question(arguments: list[str]) -> str | None:
    """Return all that decides what a start shows, files apart; None where no picture can stand."""
    try:
        columns, rows = size()
        where = os.getcwd()
    except OSError:
        return None
    environment = [f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT]
    return repr([__version__, where, columns, rows, *environment, *arguments])


def stamp(path: str) -> str:
    """Return what tells one state of a file from another: its size in bytes and its time."""
    try:
        state = os.stat(path)
    except OSError:
        return "-"
    return f"{state.st_size} {state.st_mtime_ns}"


def _name(arguments: list[str]) -> str:
    from zlib import crc32

    # One picture for one command in one folder; another size of the window takes its place.
    return f"{crc32(os.fsencode(repr([os.getcwd(), os.environ.get('SCOLIE_LIBRARY', ''), *arguments]))):08x}"


def _on_shelf(shelf: str) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(shelf) if entry.name.endswith(".frame")]
    except OSError:
        return []


def keep(arguments: list[str], owner: str, depends: list[str], rows: list[str], about: str = "") -> None:
    """Keep a picture: ``rows`` from the top, each with its colours and full width. OSError if it cannot be written.

    It holds while the files it ``depends`` on are as they are; ``owner`` names what it shows, for `drop`. ``about`` is
    told to whoever makes of it a page that moves.
    """
    shelf, asked = folder(), question(arguments)
    if shelf is None or asked is None:
        return
    os.makedirs(shelf, exist_ok=True)
    name = _name(arguments)
    for entry in _on_shelf(shelf):
        if entry.name.startswith(name):
            os.unlink(entry.path)
    path = os.path.join(shelf, f"{name}-{owner}.frame")
    head = [asked, *(repr((depended, stamp(depended))) for depended in depends), ""]
    draft = f"{path}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8", newline="", errors="surrogateescape") as file:
        file.write("\n".join(head) + "\n" + "\r\n".join(rows) + "\0" + about)
    os.replace(draft, path)
    for entry in sorted(_on_shelf(shelf), key=lambda entry: entry.stat().st_mtime)[:-_SHELF]:
        os.unlink(entry.path)


def drop(owner: str) -> None:
    """Forget the pictures of what ``owner`` names: its place has changed. OSError if they cannot be removed."""
    shelf = folder()
    for entry in _on_shelf(shelf) if shelf else ():
        if entry.name.endswith(f"-{owner}.frame"):
            os.unlink(entry.path)


def find(arguments: list[str]) -> tuple[list[str], str, dict[str, str]] | None:
    """Return the picture that answers this start, if there is one and it holds.

    Its rows, what is told with it, and the `stamp` by path of the files behind it.
    """
    shelf, asked = folder(), question(arguments)
    if shelf is None or asked is None:
        return None
    name = _name(arguments)
    path = next((entry.path for entry in _on_shelf(shelf) if entry.name.startswith(name)), None)
    if path is None:
        return None
    try:
        with open(path, encoding="utf-8", newline="", errors="surrogateescape") as file:
            head, _, kept = file.read().partition("\n\n")
    except (OSError, ValueError):
        return None
    told, *depends = head.split("\n")
    if told != asked:
        return None
    behind: dict[str, str] = {}
    for line in depends:
        depended, _, held = line[1:-1].rpartition(", ")
        path = _unquoted(depended)
        behind[path] = stamp(path)
        if repr(behind[path]) != held:
            return None
    rows, ends, about = kept.partition("\0")
    return (rows.split("\r\n"), about, behind) if ends else None  # else it is damaged: rows are missing


def _unquoted(literal: str) -> str:
    if "\\" not in literal:
        return literal[1:-1]
    from ast import literal_eval  # names with quotes, backslashes or control characters are rare

    return str(literal_eval(literal))


def show(arguments: list[str], make: Callable[[list[str], int, int, str], Standing | None]) -> None:
    """Show the picture that answers this start, or what ``make`` makes of the arguments, columns, rows and what is told.

    What is typed from now on moves it, or is kept for the app.
    """
    global _before, _rows, _size, _begin_of, _keys  # there is one terminal, and one state of it
    if not (sys.__stdin__ and sys.__stdout__ and sys.__stderr__):
        return
    if not (os.isatty(0) and os.isatty(1) and os.isatty(2)):
        return
    found, shown_in = find(arguments), size()
    standing = None if found else make(arguments, *shown_in, "")
    if found:
        rows, about, behind = found
    elif standing:
        rows, about, behind = standing.rows(), "", {}
    else:
        return

    def begin_of() -> Begin | None:
        return standing.page.begin if standing else _begin_in(about, behind)

    import termios

    try:
        import _signal as signal  # type: ignore[import-not-found]  # `signal` itself first loads `enum`
    except ImportError:
        import signal
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        signal.signal(getattr(signal, name), _interrupted)
    try:
        before = termios.tcgetattr(0)
        raw = termios.tcgetattr(0)
        # As the app will set it: keys are neither shown nor changed, and wait to be read.
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        # Ctrl+z and Ctrl+\\ are keys like the others: they wait until the app can make room for a shell.
        raw[6][termios.VSUSP] = raw[6][termios.VQUIT] = b"\0"
        termios.tcsetattr(0, termios.TCSANOW, raw)
        _before, _rows, _size, _begin_of = before, rows, shown_in, begin_of
        _write(_ENTER + "\r\n".join(rows))
    except (termios.error, OSError):
        clear()
        return
    from reader.session.first.keys import Keys

    def for_key(key: str) -> Standing | None:
        from reader.session.first.meaning import may_move

        return standing or (make(arguments, *shown_in, about) if may_move(key) else None)

    _keys = Keys(for_key, _paint, lambda: size() == shown_in, 0)
    _keys.begin()


def _paint(rows: list[str]) -> None:
    """Show other rows where they differ."""
    changed = [(y, row) for y, row in enumerate(rows) if row != _rows[y]]
    with _writing:
        if _before is not None:
            _write("".join(f"\x1b[{y + 1};1H{row}" for y, row in changed))
            _rows[:] = rows


def _write(text: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    while data:
        data = data[os.write(2, data) :]


def _interrupted(number: int, _frame: object) -> None:
    # The keys are not ended: their thread may wait for an import that stands still as long as this runs.
    _writing.acquire(timeout=1)  # and never released
    _give_back()
    os._exit(130 if number == 2 else 0)  # asked to end, as the app does: in order


def _give_back() -> None:
    """Take the picture off the screen and give the terminal back as it was, if one is shown."""
    import termios

    if _before is None:
        return
    try:
        _write(_LEAVE)
        termios.tcsetattr(0, termios.TCSANOW, _before)
    except (OSError, termios.error):
        return  # the terminal is gone


def shown() -> bool:
    """Whether a picture is on the screen."""
    return _before is not None


class Handed:
    """What whoever takes over finds: how the terminal was set ``before``, for it to be restored, and the ``rows`` on it.

    They were painted for a terminal of ``size`` (columns, rows). ``typed`` was read from the terminal and not done: it
    comes before all that is read next. ``begin``: where keys led; without any, what is lit on the screen.
    """

    def __init__(
        self, before: list[Any] | None, rows: list[str], size: tuple[int, int], typed: bytes, begin: Begin | None
    ) -> None:
        self.before = before
        self.rows = rows
        self.size = size
        self.typed = typed
        self.begin = begin


def hand_over() -> Handed:
    """Return what is known of the terminal, and leave restoring it to the caller; None before: no picture is shown."""
    global _before, _rows, _begin_of
    typed, begin = _end_keys()
    if begin is None and _begin_of:
        begin = _begin_of()  # what is typed is typed on this, wherever it stands by now
    handed = Handed(_before, _rows, _size, typed, begin)
    _before, _rows, _begin_of = None, [], None
    return handed


def _begin_in(about: str, behind: dict[str, str]) -> Begin | None:
    """Return where the app is to begin that takes over a picture; None if that is not told with it."""
    if about.startswith("[["):  # the rows of a list
        from reader.session.first.articles import begin_in_list

        return begin_in_list(about)
    from reader.session.first.article import begin_in_article

    return begin_in_article(about, behind)


def _end_keys() -> tuple[bytes, Begin | None]:
    global _keys
    keys, _keys = _keys, None
    if keys is None:
        return b"", None
    left = keys.end()
    if left.failure:
        # A page that moves is a convenience: what is wrong with it is kept for whoever mends it, and the app goes on.
        from reader.session.log_file import log_failure

        log_failure(left.failure)
    return left.typed, left.begin


def clear() -> None:
    """Take the picture off the screen and give the terminal back as it was, if one is shown."""
    global _before, _rows
    _end_keys()
    _give_back()
    _before, _rows = None, []
