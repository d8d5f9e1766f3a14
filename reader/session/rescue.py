"""Rescue files: changes that could not be saved by the time the app was left, to be taken in later.

One JSON object a line: ``{"put": [database, table, id, record-or-null, revision that was there or null]}`` or
``{"text": canonical text}``, after a line that names the library. The file lies where the user's state is, or else where anything can be written at all.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader.config.path import as_typed, state_folder
from reader.session.root import own_name
from reader.store.disk import Disk
from reader.store.keeping import KeepingStore
from reader.store.port import Put, Stale, Store, is_name, reconciled
from reader.text.problem import Problem

TAKEN = ".taken"


def folders(root: Path) -> list[Path]:
    """Return where a rescue file may lie, best first."""
    home = Path(as_typed("~"))
    return [state_folder() / "unsaved", root, *([home] if home.is_absolute() else []), Path(tempfile.gettempdir())]


def write_rescue(root: Path, puts: Sequence[Put], texts: Sequence[str], now: int) -> Path:
    """Write what could not be saved and return the file; Problem if no place takes it."""
    lines: list[object] = [{"library": str(root), "time": now}]
    lines += [{"text": text} for text in texts]
    lines += [{"put": [put.database, put.table, put.id, put.record, put.base]} for put in _last(puts)]
    data = "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode("ascii")
    refused, own = [], state_folder() / "unsaved"
    for folder in folders(root):
        path = folder / f"scolie-unsaved-{own_name(root)}-{now}.jsonl"
        try:
            if folder == own:
                folder.mkdir(parents=True, exist_ok=True)  # no other: the library's folder may have been moved away
            Disk().write_file(path, data)
        except OSError as error:
            refused.append(f"{folder}: {error.strerror or error}")
            continue
        return path
    raise Problem(
        "What could not be saved is lost.", "No folder took it.", "Free some space.", tuple(refused), status=1
    )


def _last(puts: Sequence[Put]) -> list[Put]:
    """Return one put a record: what the person saw last, over what the library had before the first."""
    last: dict[tuple[str, str, str], Put] = {}
    for put in puts:
        place = (put.database, put.table, put.id)
        last[place] = replace(put, base=last.get(place, put).base)
    return list(last.values())


def rescue_files(root: Path) -> list[Path]:
    """Return the files that wait to be taken in, oldest first."""
    pattern = f"scolie-unsaved-{own_name(root)}-*.jsonl"
    found = {path for folder in folders(root) if folder.is_dir() for path in folder.glob(pattern)}
    return sorted(found, key=lambda path: path.name)


def take_in(store: Store, path: Path) -> int:
    """Save what a rescue file holds and return how many changes; it is renamed then, not removed.

    A record that is there in another version by now keeps both. Problem if the file is not whole, or if the disk refuses:
    then the file stays as it is, and the store keeps nothing of it for later, which would save it twice.
    """
    store = store.inner if isinstance(store, KeepingStore) else store
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
        asked = [row["put"] for row in rows if "put" in row]
        puts = [Put(database, table, id_, record, base, base is None) for database, table, id_, record, base in asked]
        if wrong := next((put.database for put in puts if not is_name(put.database)), None):
            raise ValueError(f"{wrong!r} is no name of a database")
    except (OSError, ValueError, TypeError) as error:
        raise Problem(
            "A rescue file cannot be read.", f"{path}: {error}.", "Look at it in an editor.", status=1
        ) from error
    for row in rows:
        if "text" in row:
            store.keep_text(row["text"])
    try:
        store.put(reconciled(puts, store))
    except Stale:
        store.put([replace(put, beside=True) for put in puts])
    with contextlib.suppress(FileNotFoundError):  # another window took it in, too: that changes nothing
        path.rename(path.with_name(path.name + TAKEN))
    return len(puts)


def take_in_all(store: Store, root: Path) -> int:
    """Save what the rescue files of the library at ``root`` hold; return how many changes.

    Raises the first Problem, as `take_in` does, once every file has had its turn.
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
