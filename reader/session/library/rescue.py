"""Rescue files hold changes that could not be saved before the app was left; a later start takes them in.

One JSON object a line: ``{"put": [database, table, id, record-or-null, revision that was there or null]}`` or
``{"text": canonical text}``, after a line that names the library. The file is in the user's state folder, or else
wherever something can be written.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reader.config.path import as_typed, state_folder
from reader.session.cache.own_name import own_name
from reader.store.disk import Disk
from reader.store.interface import Put, Refused, Stale, Store, is_name, reconciled
from reader.store.retrying_store import RetryingStore
from reader.text.problem import Problem
from reader.translation import _

TAKEN = ".taken"


class _Rescued(Disk):
    """The folders of rescue files. These hold notes, and in a folder that others may write to, a file may be theirs."""

    mode = 0o600
    owner = os.geteuid() if hasattr(os, "geteuid") else None


def folders(root: Path) -> list[Path]:
    """Return the folders where a rescue file may be, best first."""
    home = Path(as_typed("~"))
    return [state_folder() / "unsaved", root, *([home] if home.is_absolute() else []), Path(tempfile.gettempdir())]


def write_rescue(root: Path, puts: Sequence[Put], texts: Sequence[str], now: int) -> Path:
    """Write what could not be saved and return the file; Problem if no place takes it."""
    lines: list[object] = [{"library": str(root), "time": now}]
    lines += [{"text": text} for text in texts]
    lines += [{"put": [put.database, put.table, put.id, put.record, put.base]} for put in _last(puts)]
    data = _encoded(lines)
    refused, own = [], state_folder() / "unsaved"
    for folder in folders(root):
        path = folder / f"scolie-unsaved-{own_name(root)}-{now}.jsonl"
        try:
            if folder == own:
                # Only this folder is made: the library's may have been moved away.
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _Rescued().write_file(path, data)
        except OSError as error:
            refused.append(f"{folder}: {error.strerror or error}")
            continue
        return path
    raise Problem(
        _("What could not be saved is lost."), _("No folder took it."), _("Free some space."), tuple(refused), status=1
    )


def _last(puts: Sequence[Put]) -> list[Put]:
    """Return one put for each record: its last state, based on what the library had before the first put."""
    last: dict[tuple[str, str, str], Put] = {}
    for put in puts:
        place = (put.database, put.table, put.id)
        last[place] = replace(put, base=last.get(place, put).base)
    return list(last.values())


def rescue_files(root: Path) -> list[Path]:
    """Return this user's files that were not taken in yet, oldest first."""
    pattern = f"scolie-unsaved-{own_name(root)}-*.jsonl"
    files = {path for folder in folders(root) if folder.is_dir() for path in folder.glob(pattern)}
    return sorted((path for path in files if _is_own(path)), key=lambda path: path.name)


def _is_own(path: Path) -> bool:
    try:
        return _Rescued.owner in (None, path.lstat().st_uid)
    except OSError:
        return False


def take_in(store: Store, path: Path) -> int:
    """Save the changes of a rescue file, rename the file, and return how many changes there were.

    A record that has changed since keeps both versions. Problem if the file is damaged, or if the disk refuses: then the
    file stays as it is, and the store does not try again by itself, because that would save the changes twice. If only
    some databases refuse, and for good, the changes of the others are saved, and the file keeps the rest.
    """
    store = store.inner if isinstance(store, RetryingStore) else store
    try:
        rows = [json.loads(line) for line in _Rescued().bytes_of(path).decode("ascii").splitlines()]
        if not all(isinstance(row, dict) for row in rows):
            raise ValueError("a line is not an object")
        puts = [_put(*row["put"]) for row in rows if "put" in row]
        texts = [row["text"] for row in rows if "text" in row]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a text is not a string")
    except OSError as error:
        raise _cannot_be_read(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _cannot_be_read(path, str(error)) from error
    for text in texts:
        store.keep_text(text)
    try:
        _save(store, puts)
    except Refused:
        _save_each_database(store, path, rows, puts)
    with contextlib.suppress(FileNotFoundError):  # another window has taken it in as well, which does no harm
        path.rename(path.with_name(path.name + TAKEN))
    return len(puts)


def _save(store: Store, puts: Sequence[Put]) -> None:
    try:
        store.put(reconciled(puts, store))
    except Stale:
        store.put([replace(put, beside=True) for put in puts])


def _save_each_database(store: Store, path: Path, rows: Sequence[Mapping[str, object]], puts: Sequence[Put]) -> None:
    """Save the changes of each database by themselves; those that are refused stay in the file, and Refused is raised."""
    refusals: dict[str, Refused] = {}
    for database in dict.fromkeys(put.database for put in puts):
        try:
            _save(store, [put for put in puts if put.database == database])
        except Refused as refusal:
            refusals[database] = refusal
    left = [row for row in rows if not (isinstance(put := row.get("put"), list) and put[0] not in refusals)]
    _Rescued().write_file(path, _encoded(left))
    if refusals:
        raise next(iter(refusals.values()))


def _encoded(rows: Iterable[object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows).encode("ascii")


def _put(database: object, table: object, id_: object, record: object, base: object) -> Put:
    """Return a change of a rescue file; ValueError if it is invalid."""
    if not (isinstance(database, str) and is_name(database)):
        raise ValueError(f"{database!r} is not the name of a database")
    if not (isinstance(table, str) and isinstance(id_, str)):
        raise ValueError("a table or an id is not a name")
    if not (isinstance(record, dict | None) and (base is None or type(base) is int)):
        raise ValueError("a record or its revision is invalid")
    return Put(database, table, id_, record, base, base is None)


def _cannot_be_read(path: Path, why: str) -> Problem:
    return Problem(_("A rescue file cannot be read."), f"{path}: {why}.", _("Look at it in an editor."), status=1)


def take_in_all(store: Store, root: Path) -> int:
    """Save the changes of all rescue files of the library at ``root``; return how many there were.

    If `take_in` raises Problems, the first one is raised after all files were tried.
    """
    count, problems = 0, []
    for path in rescue_files(root):
        try:
            count += take_in(store, path)
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    return count
