"""Every state of log, recent copy and checkpoint after one fault and after two: the cells of docs/store.md."""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.store.checkpoint import is_whole
from reader.store.folder import FolderStore
from reader.store.interface import LIBRARY, Put
from reader.store.log_line import LoggedChange, LogLine, decode, encode
from tests.store.damage import CHECKPOINT, LOG, RECENT, SITUATIONS, SOUND, Hasty, Library
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes

if TYPE_CHECKING:
    from _typeshed import StrPath

DOCUMENT = Path(__file__).parents[2] / "docs" / "store.md"
UNUSABLE = ("missing", "empty", "zeroed", "damaged", "another's")
COLUMNS = {
    "nothing": [(SOUND, SOUND)],
    **{f"recent {state}": [(state, SOUND)] for state in RECENT[1:]},
    "checkpoint unusable": [(SOUND, state) for state in UNUSABLE],
    "checkpoint edited": [(SOUND, "edited")],
    "checkpoint older": [(SOUND, "older")],
}
"""The states of recent copy and checkpoint that a column of the tables is about."""


def _tables() -> dict[tuple[str, str, str], str]:
    """Return the cells by situation, row and column."""
    cells: dict[tuple[str, str, str], str] = {}
    for part in DOCUMENT.read_text("utf-8").split("\n### ")[1:]:
        situation = part.split("\n", 1)[0].lower()
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| ")
        ]
        if situation in SITUATIONS:
            for name, *row in rows[1:]:
                cells |= {(situation, name, column): cell for column, cell in zip(rows[0][1:], row, strict=True)}
    return cells


TABLES = _tables()
CASES = [
    pytest.param(*where, recent, checkpoint, cell, id="-".join(where) + f"-{checkpoint}" * (len(COLUMNS[where[2]]) > 1))
    for where, cell in TABLES.items()
    for recent, checkpoint in COLUMNS[where[2]]
]


def _open(root: Path) -> FolderStore:
    return folder_store(root, disk=Hasty())


def _shown(store: FolderStore, database: str = "article") -> str:
    """Return what is shown as a cell of the tables says it."""
    found = notes(store, database)
    return "".join(sorted("g" if id_ == "gone" else note for id_, note in found.items())) or "–"


def _in_quarantine(library: Library) -> list[bytes]:
    return [path.read_bytes() for path in library.log.parent.glob("quarantine/*")]


def _is_line(raw: bytes) -> bool:
    try:
        decode(raw)
    except ValueError:
        return False
    return True


def test_the_tables_have_every_state() -> None:
    assert {state for _, states in COLUMNS.items() for state in states} == {
        (recent, checkpoint) for recent in RECENT for checkpoint in CHECKPOINT if SOUND in (recent, checkpoint)
    }
    assert set(TABLES) == {(situation, log, column) for situation in SITUATIONS for log in LOG for column in COLUMNS}


@pytest.mark.parametrize(("situation", "log", "column", "recent", "checkpoint", "cell"), CASES)
def test_what_any_file_has_is_shown_and_what_is_lost_is_reported(
    tmp_path: Path, situation: str, log: str, column: str, recent: str, checkpoint: str, cell: str
) -> None:
    library = Library(tmp_path, situation)
    library.damage(log, recent, checkpoint)
    was = {path: path.read_bytes() for path in (library.log, library.checkpoint) if path.exists()}
    says = []
    for _ in range(2):
        store = _open(tmp_path)
        assert _shown(store) == cell.rstrip("*"), column
        says += store.findings()
    assert says or cell == "abcd" or cell.endswith("*")
    store.mend()
    store.close()
    assert _shown(_open(tmp_path)) == cell.rstrip("*")
    lines = was.get(library.log, b"").split(b"\n")
    kept = _in_quarantine(library)
    sound = [raw for raw in lines if _is_line(raw)]
    if b"".join(lines) != b"".join(sound):
        assert was[library.log] in kept
    assert set(sound) <= set(library.log.read_bytes().split(b"\n") if library.log.exists() else [])
    if checkpoint in ("zeroed", "damaged", "edited", "another's"):
        assert was[library.checkpoint] in kept


@pytest.mark.parametrize("recent", RECENT)
@pytest.mark.parametrize("checkpoint", CHECKPOINT)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_whole_log_needs_no_other_file(tmp_path: Path, situation: str, recent: str, checkpoint: str) -> None:
    library = Library(tmp_path, situation)
    library.damage(SOUND, recent, checkpoint)
    store = _open(tmp_path)
    assert _shown(store) == "abcd"
    store.close()
    assert _shown(_open(tmp_path)) == "abcd"


@pytest.mark.parametrize("log", LOG)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_librarys_own_database_is_healed_likewise(tmp_path: Path, situation: str, log: str) -> None:
    Library(tmp_path, situation, LIBRARY).damage(log, SOUND, SOUND)
    assert _shown(_open(tmp_path), LIBRARY) == TABLES[situation, log, "nothing"]


@pytest.mark.parametrize("log", LOG)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_programs_that_run_meanwhile_heal_once_and_agree(tmp_path: Path, situation: str, log: str) -> None:
    library = Library(tmp_path, situation)
    first, second = _open(tmp_path), _open(tmp_path)
    assert _shown(first) == _shown(second) == "abcd"
    library.damage(log, SOUND, SOUND)
    cell = TABLES[situation, log, "nothing"]
    first.refresh()
    assert _shown(first) == cell
    assert _shown(_open(tmp_path)) == cell
    healed = library.log.read_bytes()
    second.refresh()
    first.refresh()
    assert (_shown(second), _shown(first), _shown(_open(tmp_path))) == (cell, cell, cell)
    assert library.log.read_bytes() == healed
    second.close()
    first.close()
    assert _shown(_open(tmp_path)) == cell


def test_no_deletion_is_undone_by_an_older_checkpoint(tmp_path: Path) -> None:
    for log in ("line 1 damaged", "line 4 damaged", "half a line more", SOUND):
        Library(tmp_path / log, "busy").damage(log, "missing", "older")
        assert "g" not in _shown(_open(tmp_path / log))


@pytest.mark.parametrize("kept", ["library", "article", "other"])
def test_a_lost_commit_line_is_made_up_for_by_any_checkpoint_that_counted_it(tmp_path: Path, kept: str) -> None:
    clock = Clock()
    store = folder_store(tmp_path, clock)
    store.put([change("tag", "mer", LIBRARY)])
    store.close()
    store = folder_store(tmp_path, clock)
    store.put([change("x", "a"), change("y", "b", "other")])
    checkpoints = {name: log_of(tmp_path, name).with_suffix(".json") for name in ("_library", "article", "other")}
    before = {name: path.read_bytes() for name, path in checkpoints.items() if path.exists()}
    store.close()
    for name, path in checkpoints.items():
        if name.strip("_") != kept:
            path.write_bytes(before[name]) if name in before else path.unlink()
    log = log_of(tmp_path, LIBRARY)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:1]))
    for recent in tmp_path.glob("annotations/.backup/recent/*"):
        recent.unlink()
    for _ in range(2):
        store = _open(tmp_path)
        assert (_notes_of(store, "article"), _notes_of(store, "other")) == ({"x": "a"}, {"y": "b"})


def _notes_of(store: FolderStore, database: str) -> dict[str, object]:
    for name in store.databases():
        store.tables(name)  # opened, and healed
    return notes(store, database)


def test_a_transaction_that_never_counted_does_not_come_to_count(tmp_path: Path) -> None:
    part = LogLine((LoggedChange(TABLE, "x", 1, {"id": "x", "note": "a"}),), 9, "w", "never-1")
    store = _open(tmp_path)
    store.put([change("y", "b")])
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes() + encode(part))
    store.put([change("z", "c")])
    store.close()
    assert notes(_open(tmp_path)) == {"y": "b", "z": "c"}
    store = _open(tmp_path)
    store.put([change("x", "a")])  # the same, made again
    store.close()
    store = _open(tmp_path)
    assert notes(store) == {"x": "a", "y": "b", "z": "c"}
    assert not log_of(tmp_path, LIBRARY).exists()


def test_a_checkpoint_of_another_log_overrules_no_record(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    store = _open(theirs)
    for note in ("one", "two", "three"):
        store.put([change("x", note), change("theirs", note)])
    store.close()
    store = _open(ours)
    store.put([change("x", "mine"), change("ours", "mine")])
    store.close()
    shutil.copy(log_of(theirs).with_suffix(".json"), log_of(ours).with_suffix(".json"))
    store = _open(ours)
    assert notes(store) == {"x": "mine", "ours": "mine", "theirs": "three"}
    assert store.rivals("article", TABLE, "x") == [{"id": "x", "note": "three"}]
    assert any("brought back" in finding.mend for finding in store.findings())


def test_versions_beside_a_record_are_healed_and_the_same_one_shows(tmp_path: Path) -> None:
    store = _open(tmp_path)
    store.put([change("x", "a")])
    log = log_of(tmp_path)
    for time, note in ((10**9, "theirs"), (2 * 10**9, "ours")):
        log.write_bytes(
            log.read_bytes() + encode(LogLine((LoggedChange(TABLE, "x", 2, {"id": "x", "note": note}),), time, note))
        )
    store.put([change("y", "b")])
    store.close()
    lines = log.read_bytes().splitlines(keepends=True)
    for lost in (1, 2):
        log.write_bytes(b"".join(line for number, line in enumerate(lines) if number != lost))
        store = _open(tmp_path)
        assert notes(store) == {"x": "ours", "y": "b"}
        assert store.rivals("article", TABLE, "x") == [{"id": "x", "note": "theirs"}]


def test_a_union_of_two_branches_takes_nothing_for_lost(tmp_path: Path) -> None:
    store = _open(tmp_path)
    store.put([change("x", "a")])
    base = log_of(tmp_path).read_bytes()
    store.put([change("ours", "b")])
    store.close()
    ours = log_of(tmp_path).read_bytes()[len(base) :]
    theirs = encode(LogLine((LoggedChange(TABLE, "theirs", 1, {"id": "theirs", "note": "c"}),), 9, "w"))
    log_of(tmp_path).write_bytes(base + theirs + ours)
    store = _open(tmp_path)
    assert notes(store) == {"x": "a", "ours": "b", "theirs": "c"}
    assert store.findings() == []
    assert log_of(tmp_path).read_bytes() == base + theirs + ours


def test_a_checkpoint_of_earlier_days_counts_and_is_not_taken_for_more_than_the_log(tmp_path: Path) -> None:
    library = Library(tmp_path, "quiet")
    data = library.checkpoint.read_bytes()
    start, rest = data[: data.index(b', "2": {')], data[data.index(b', "2": {') :]
    rest = b', "2": {' + rest[rest.index(b'"deleted"') :]
    earlier = start[: start.index(b'"seal"')] + b'"seal": "%08x"}' % zlib.crc32(rest) + rest
    assert is_whole(earlier)
    library.checkpoint.write_bytes(earlier)
    sound = library.log.read_bytes()
    store = _open(tmp_path)
    assert (_shown(store), store.findings()) == ("abcd", [])
    assert library.log.read_bytes() == sound
    library.log.write_bytes(bytes(len(sound)))
    assert _shown(_open(tmp_path)) == "abcd"


def test_a_record_with_a_field_of_the_checkpoints_own_is_not_taken_for_another(tmp_path: Path) -> None:
    store = _open(tmp_path)
    store.put([Put("article", TABLE, "x", {"id": "x", "note": "a", "rev": 7, "tag_paths": ["b"]})])
    store.close()
    log = log_of(tmp_path)
    log.write_bytes(b"\n" + log.read_bytes())  # other bytes: the contents are compared
    store = _open(tmp_path)
    assert store.rivals("article", TABLE, "x") == []
    assert store.findings() == []


def test_a_checkpoint_is_not_written_over_where_healing_was_refused(tmp_path: Path) -> None:
    library = Library(tmp_path, "quiet")
    before = library.checkpoint.read_bytes()

    class NoQuarantine(Hasty):
        def write_file(self, path: StrPath, data: bytes) -> None:
            if "quarantine" in str(path):
                raise OSError(28, "No space left on device")
            super().write_file(path, data)

    library.damage("zeroed", SOUND, SOUND)
    store = folder_store(tmp_path, disk=NoQuarantine())
    assert any("could not be healed" in finding.what for finding in store.findings())
    store.close()
    assert library.checkpoint.read_bytes() == before
    assert _shown(_open(tmp_path)) == "abcd"


@pytest.mark.parametrize("closed_meanwhile", [False, True])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_copy_is_written_over_while_a_log_put_in_place_cannot_be_healed(
    tmp_path: Path, situation: str, closed_meanwhile: bool
) -> None:
    class Shut(Hasty):
        """Opens no log for writing while ``shut``, as if it may only be read; everything else goes."""

        shut = False

        def open(self, path: StrPath, flags: int) -> int:
            if self.shut and Path(path) == library.log and flags & (os.O_WRONLY | os.O_RDWR):
                raise PermissionError(13, "Permission denied")
            return super().open(path, flags)

    library, disk = Library(tmp_path, situation), Shut()
    store = folder_store(tmp_path, disk=disk)
    store.put([change("e", "e")])
    older = library.log.read_bytes().splitlines(keepends=True)[:2]
    library.log.unlink()
    library.log.write_bytes(b"".join(older))
    disk.shut = True
    store.refresh()
    assert any("could not be healed" in finding.what for finding in store.findings())
    if closed_meanwhile:
        store.close()
    disk.shut = False
    store.close()
    assert _shown(_open(tmp_path)) == "abcde"
