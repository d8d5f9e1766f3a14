"""A library is data, no matter who made it: nothing outside it is read or written, nothing of it runs, and nothing hangs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.config.path import SETTINGS
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from reader.store import backup
from reader.text.problem import Problem
from reader.text.span import Span
from tests.faults.hostile.hostile_library import (
    FOLDERS,
    KINDS,
    PLACES,
    SECRET,
    Outside,
    link_folder,
    places,
    put_there,
)
from tests.faults.hostile.running import run, run_in_turn, told_secrets
from tests.libraries import open_with_articles


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_not_a_plain_file_is_named_set_aside_and_never_followed(
    library: Path, outside: Outside, place: str, kind: str
) -> None:
    path = places(library)[place]
    put_there(path, kind, outside)
    before = outside.state()
    workspace = open_library(library, "Ada")
    assert {article.id for article in workspace.articles()} == {"port", "ete"}
    notes = [annotation.note for annotation in annotations_in(workspace)]
    assert SECRET not in notes
    assert len(notes) >= (0 if "_library" in place else 1)
    for article, at in (("port", 16), ("ete", 12)):
        try:
            annotate(workspace, article, [Span(at, at + 4)], note="après")
        except Problem as problem:
            assert path.name in f"{problem.title} {problem.message}", problem.message
    workspace.store.close()

    own = path.relative_to(library / "annotations").as_posix()
    harmless = kind == "a folder" and path.suffix not in (".json", ".jsonl") and path.parent.name == "annotations"
    assert (own in {finding.where for finding in open_library(library).store.findings()}) != harmless
    open_library(library).store.mend()
    store = open_library(library).store
    assert own not in {finding.where for finding in store.findings()}
    assert not path.is_symlink()
    if place != "annotations/port.jsonl":
        assert "avant" in {annotation.note for annotation in annotations_in(open_with_articles(library))}
    workspace = open_with_articles(library)
    annotate(workspace, "port", [Span(20, 26)], note="fin")
    workspace.store.close()
    assert "fin" in {annotation.note for annotation in annotations_in(open_with_articles(library))}
    assert outside.state() == before
    assert told_secrets(library) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_linked_folder_is_not_entered(library: Path, outside: Outside, folder: str) -> None:
    link_folder(library / folder, outside)
    before = outside.state()
    workspace = open_library(library, "Ada")
    workspace.articles()
    for article, at in (("port", 16), ("ete", 12)):
        try:
            annotate(workspace, article, [Span(at, at + 4)], note="après")
        except Problem as problem:
            assert folder.rpartition("/")[2] in f"{problem.title} {problem.message}"
    workspace.store.close()
    listed, checked, _mended = run_in_turn(library, [["list"], ["check"], ["check", "--mend"]])
    assert len(listed.stdout.splitlines()) == 2
    assert folder.removeprefix("annotations/") in checked.stdout
    if folder == "annotations":
        assert "linked-annotations" in listed.stderr
        assert (library / folder).is_symlink()
    else:
        assert not (library / folder).is_symlink()
        annotate_it = ["annotate", "port", "--span", "20:26", "--note", "fin"]
        written, annotations = run_in_turn(library, [annotate_it, ["annotations"]])
        assert written.returncode == 0, written.stderr
        assert "fin" in annotations.stdout
    assert outside.state() == before


def test_annotations_may_be_a_link_of_ones_own(library: Path, outside: Outside, home: Path) -> None:
    link_folder(library / "annotations", outside)
    settings = home / "config" / "scolie" / SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text(f'linked-annotations = "{outside.folder}"\n')
    assert "avant" in run(library, "annotations").stdout
    assert run(library, "annotate", "port", "--span", "16:20").returncode == 0
    settings.write_text(f'linked-annotations = "{outside.folder}-other"\n')
    assert run(library, "annotate", "port", "--span", "21:24").returncode == 1
    assert "linked-annotations" in run(library, "annotations").stderr


def test_a_draft_that_lies_there_is_not_written_into(library: Path, outside: Outside) -> None:
    workspace = open_with_articles(library)
    annotate(workspace, "port", [Span(16, 20)])
    target = outside.file()
    for name in ("port.json", "_library.json"):
        draft = library / "annotations" / f".{name}.{os.getpid()}.draft"
        draft.symlink_to(target)
    hard = library / "annotations" / f".ete.json.{os.getpid()}.draft"
    hard.hardlink_to(target)
    before = outside.state()
    annotate(workspace, "ete", [Span(10, 14)])
    workspace.store.close()
    assert outside.state() == before
    assert json.loads((library / "annotations" / "ete.json").read_text())["annotations"]


def test_all_access_of_the_store_to_files_goes_through_one_place() -> None:
    calls = ("os.open(", "os.stat(", "os.listdir(", "os.scandir(", "os.replace(", "os.rename(", "os.unlink(", "os.mkdir(",
             "os.path.isfile(", " open(", ".read_bytes(", ".read_text(", ".write_bytes(", ".write_text(")  # fmt: skip
    folder = Path(backup.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name not in (
            "disk.py",
            "plain_file.py",
            "folder_descriptors.py",
            "git_state.py",
        ):  # git has files of its own
            text = path.read_text(encoding="utf-8")
            assert [call for call in calls if call in text.replace("archive.open(", "")] == [], path.name
