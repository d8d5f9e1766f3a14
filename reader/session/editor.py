"""Edit a text in the program that $VISUAL or $EDITOR names."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader.text.problem import Problem
from reader.translation import N_, _

LARGEST = 4 << 20
"""Bytes of a text that are read back; no note is as long."""
NAME = "text.md"
NOT_STARTED = N_("The editor could not be started.")
HINT = N_("Set VISUAL or EDITOR to a program that edits text, such as nano.")


@dataclass(frozen=True, slots=True)
class Edited:
    """The text as the editor left it; ``warning`` says what went wrong on the way, or is empty."""

    text: str
    warning: str = ""


def command(environment: Mapping[str, str]) -> list[str]:
    """Return the words of the command that the environment names as its editor."""
    name = next((name for name in ("VISUAL", "EDITOR") if environment.get(name, "").strip()), None)
    if name is None:
        raise Problem(_("There is no editor."), _("Neither VISUAL nor EDITOR is set."), _(HINT))
    try:
        words = shlex.split(environment[name])
    except ValueError as error:
        raise Problem(
            _("${name} is not a command.").format(name=name), f"{environment[name]}: {error}.", _(HINT)
        ) from error
    if not words or not words[0]:
        raise Problem(
            _("${name} is not a command.").format(name=name),
            _("{command}: it names no program.").format(command=environment[name]),
            _(HINT),
        )
    return words


def edit(text: str, words: Sequence[str], run: Callable[[Sequence[str]], int]) -> Edited:
    """Have ``text`` edited by the command ``words``, which ``run`` runs; its result is that of `subprocess.run`.

    What the editor has written is taken even if it failed afterwards. A file that cannot be taken in is kept, and the
    Problem says where.
    """
    try:
        # A folder of its own: backup copies and swap files of the editor are for the user alone, too.
        folder = Path(tempfile.mkdtemp(prefix="scolie-"))
    except OSError as error:
        raise Problem(
            _("There is no room for a temporary file."), str(error), _("Set TMPDIR to a folder you own.")
        ) from error
    path, keep = folder / NAME, False
    try:
        try:
            _write(path, text)
        except OSError as error:
            raise Problem(_("There is no room for a temporary file."), str(error), _("Free some space.")) from error
        try:
            status = run([*words, str(path)])
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise Problem(_(NOT_STARTED), f"{words[0]}: {reason}.", _(HINT)) from error
        try:
            edited = _taken(path, text, status)
        except Problem:
            keep = path.exists()
            raise
        # An editor that was ended may have left a copy of what was not written yet.
        keep = status != 0 and any(entry.name != NAME for entry in folder.iterdir())
        return Edited(
            edited.text,
            " ".join([edited.warning, _("Its files are in {folder}.").format(folder=folder)])
            if keep
            else edited.warning,
        )
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))


def _taken(path: Path, given: str, status: int) -> Edited:
    """Return what the editor has left of the file; what was given if it left nothing."""
    failure = _failure(status)
    try:
        data = _read(path)
    except FileNotFoundError:
        return Edited(given, _unchanged(failure or _("The editor has removed the file.")))
    except OSError as error:
        raise Problem(
            _("What the editor has written cannot be read."),
            f"{path}: {error.strerror}.",
            _("Set another editor: VISUAL or EDITOR."),
        ) from error
    try:
        text = data.decode("utf-8-sig", "surrogatepass").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = _("{path}: byte {number}.").format(path=path, number=error.start + 1)
        raise Problem(_("What the editor has written is not UTF-8."), where, _("The file stays there.")) from error
    if text == f"{given}\n":
        text = given  # most editors end the last line
    if not failure:
        return Edited(text)
    if not text.strip() and given.strip():
        return Edited(given, _unchanged(failure))
    return Edited(text, failure)


def _unchanged(failure: str) -> str:
    return " ".join([failure, _("The text is as it was.")])


def _read(path: Path) -> bytes:
    # Something else may be there now: do not wait for a pipe, do not follow a link.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(0, _("it is not a file any more"))
        if about.st_size > LARGEST:
            raise OSError(0, _("it is larger than {limit}").format(limit=f"{LARGEST >> 20} MiB"))
        return file.read(LARGEST)


def _failure(status: int) -> str:
    if status == 0:
        return ""
    if status > 0:
        return _("The editor ended with status {status}.").format(status=status)
    name = str(-status)
    with suppress(ValueError):
        name = signal.Signals(-status).name
    return _("The editor was ended by a signal ({name}).").format(name=name)
