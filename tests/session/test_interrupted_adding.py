"""A program that is killed over adding or importing leaves files that a later one makes a step of, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.config.path import state_file
from reader.session.adding.interrupted import finish_interrupted, interrupted
from reader.session.annotations.undo import undo
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.upkeep.check import findings, mend
from tests.session.added_files import add
from tests.session.killed_program import killed_program

ADDING = """
import reader.session.adding.files as files
from reader.session.adding.carry_out import carry_out
from reader.session.adding.plan import plan
for name in ("write", "fsync", "unlink", "replace"):
    setattr(files._Documents, name, deadly(name))

def steps(workspace, given):
    carry_out(workspace, plan(workspace, [given]))
"""

IMPORTING = """
import reader.session.adding.files as files
from reader.exchange.imported import Imported, ImportedDocument, Losses
from reader.session.exchange.import_annotations import import_annotations
for name in ("write", "fsync", "unlink", "replace"):
    setattr(files._Documents, name, deadly(name))

def steps(workspace):
    documents = tuple(ImportedDocument(name, name, f"Le {name} gronde.") for name in ("quai", "vent"))
    import_annotations(workspace, Imported(documents, (), (), Losses()))
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    for name in ("port", "vent", "quai"):
        (folder / f"{name}.txt").write_text(f"Le {name} dort.\n")
    return folder


@pytest.fixture
def library(tmp_path: Path, given: Path) -> Workspace:
    """Return a library that has an earlier version of one of the articles."""
    (tmp_path / "library" / "seeds").mkdir(parents=True)
    library = open_library(tmp_path / "library", "Ada")
    newer = (given / "port.txt").read_text()
    (given / "port.txt").write_text("Le port ferme.\n")
    add(library, given / "port.txt")
    (given / "port.txt").write_text(newer)
    return library


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_killed_at_whatever_call_what_was_added_can_be_undone_and_the_rest_be_added(
    tmp_path: Path, library: Workspace, given: Path
) -> None:
    root, before = library.root, tmp_path / "before"
    old = files_in(root / "seeds")
    shutil.copytree(root, before)
    ends, nth, most = False, 0, 0
    with killed_program(ADDING) as ends_before:
        while not ends:
            nth += 1
            shutil.rmtree(root)
            shutil.copytree(before, root)
            ends = ends_before(root, nth, str(given))
            library = open_library(root, "Ada")
            count = finish_interrupted(library)
            most = max(most, count)
            assert interrupted(library) == []
            if files_in(root / "seeds") != old:
                undo(library)
            assert files_in(root / "seeds") == old
            add(library, given)
            assert files_in(root / "seeds") == files_in(given)
    assert nth > 12 and most == 3
    assert list(Path(state_file("adding")).rglob("*.*")) == []


def test_check_names_what_was_interrupted_and_mends_it(library: Workspace, given: Path) -> None:
    assert findings(library) == []
    with killed_program(ADDING) as ends_before:
        assert not ends_before(library.root, 9, str(given))
    library = open_library(library.root, "Ada")
    ((where, what, hint),) = findings(library)
    assert where.endswith(".json") and "ended early" in what and "--mend" in hint
    assert "2 files were added, which undo takes back" in "\n".join(done.what for done in mend(library))
    assert findings(library) == []


def test_what_another_program_is_adding_is_left_to_it(library: Workspace, given: Path) -> None:
    seen = []

    def look(_done: int) -> None:
        other = open_library(library.root, "Ada")
        seen.append((len(interrupted(other)), finish_interrupted(other)))

    add(library, given, progress=look)
    assert seen == [(0, 0)] * 3
    undo(library)
    assert list(files_in(library.root / "seeds").values()) == ["Le port ferme.\n"]


def test_killed_over_an_import_its_documents_can_be_undone(tmp_path: Path, library: Workspace) -> None:
    root, before = library.root, tmp_path / "before"
    old = files_in(root / "seeds")
    shutil.copytree(root, before)
    ends, nth, most = False, 0, 0
    with killed_program(IMPORTING) as ends_before:
        while not ends:
            nth += 1
            shutil.rmtree(root)
            shutil.copytree(before, root)
            ends = ends_before(root, nth)
            library = open_library(root, "Ada")
            most = max(most, finish_interrupted(library))
            assert interrupted(library) == []
            if files_in(root / "seeds") != old:
                undo(library)
            assert files_in(root / "seeds") == old
    assert nth > 8 and most == 2
