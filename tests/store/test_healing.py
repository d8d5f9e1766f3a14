"""Every state of log, recent copy and checkpoint after one fault and after two: the cells of docs/store.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.store.folder import FolderStore
from reader.store.line import decode
from reader.store.port import LIBRARY
from tests.store.damage import CHECKPOINT, LOG, RECENT, SITUATIONS, SOUND, Hasty, Library
from tests.store.making import folder_store, notes

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
def test_what_any_file_has_is_shown_and_what_is_lost_is_said(
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
