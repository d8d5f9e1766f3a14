"""A change that the disk refuses is kept as a whole: what is said to be saved is in the logs, what is not is rescued.

The logs are read here without the store.
"""

from __future__ import annotations

import errno
import fcntl
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.annotation.memo import Subject
from reader.annotation.tagging_pass import Pass
from reader.session.annotations import review, tag_split
from reader.session.annotations.annotate import annotate, change, delete
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.basket.basket import collect
from reader.session.codebook import codebook_file, memo_edits, tag_edits
from reader.session.library.opening import close_library
from reader.session.library.rescue import rescue_files, take_in_all
from reader.session.library.root import open_catalogue
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.session.upkeep.restore import restore
from reader.store.disk import Disk
from reader.store.folder import FolderStore
from reader.store.interface import Unsaved
from reader.store.retrying_store import TICKS, RetryingStore
from reader.text.span import Span

DAY = datetime(2026, 3, 1, tzinfo=UTC)
TIMES = frozenset({"created", "modified", "time"})


class Refusing(Disk):
    """A disk that takes nothing while it has a ``reason``."""

    reason = 0

    def _check(self) -> None:
        if self.reason:
            raise OSError(self.reason, os.strerror(self.reason))

    def write(self, fd: int, data: bytes) -> int:
        self._check()
        return super().write(fd, data)

    def fsync(self, fd: int) -> None:
        self._check()
        super().fsync(fd)


class Sitting:
    """A program that has the library at ``root`` open, with a clock and ids that are the same for every sitting."""

    def __init__(self, root: Path, number: int = 0) -> None:
        self.disk = Refusing()
        times = itertools.count(int(DAY.timestamp() * 1e6) + number * 10**9)
        letters = itertools.count(1)
        inner = FolderStore(root / "annotations", lambda: next(times), f"w{number}", self.disk, patience=0.01)
        self.store = RetryingStore(inner)
        self.workspace = Workspace(
            root,
            open_catalogue(root),
            self.store,
            "Ada",
            lambda: next(times),
            lambda: f"{number:03d}{next(letters):05d}",
        )
        self.workspace.articles()

    def tick(self) -> None:
        for _ in range(TICKS):
            self.store.tick()


def logged(root: Path) -> dict[tuple[str, str, str], Any]:
    """Return what the logs of a library hold, times and bookkeeping left out."""
    logs = {path.stem: path.read_text("utf-8").splitlines() for path in (root / "annotations").glob("*.jsonl")}
    lines = [(name, json.loads(line)) for name, log in logs.items() for line in log]
    committed = {line.get("x") for name, line in lines if name == "_library"}
    newest: dict[tuple[str, str, str], tuple[int, Any]] = {}
    for name, line in lines:
        for table, id_, revision, record in line["c"] if line.get("x") in {None, *committed} else ():
            newest[name, table, id_] = max(
                (revision, record), newest.get((name, table, id_), (0, None)), key=lambda change_: change_[0]
            )
    return {place: timeless(record) for place, (_, record) in newest.items() if record and place[1] != "_meta"}


def timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: timeless(entry) for name, entry in value.items() if name not in TIMES}
    if isinstance(value, list):
        # A digest of a record is made from its times, too.
        return [timeless(each) for each in (value[:4] if value[3:4] == ["made"] else value)]
    return value


# -- what a person does

FIRST, SECOND = Span(0, 15), Span(16, 40)


def prepared(root: Path) -> None:
    """Make a library with two articles, of which one has annotations, tags, a pass and something undone."""
    sitting = Sitting(root)
    marked = annotate(sitting.workspace, "port", [FIRST], ["mer"], "avant")
    annotate(sitting.workspace, "port", [SECOND], ["mer", "quai"])
    passes.start(sitting.workspace, ["mer"], name="passe")
    sitting.store.close()  # which ends the day's backup
    again = Sitting(root, 1)
    annotate(again.workspace, "port", [Span(41, 49)])
    change(again.workspace, marked, note="encore")
    undo(again.workspace)
    again.store.close()


def first(workspace: Workspace) -> Any:
    return annotations_in(workspace, "port")[0]


def on_pass(workspace: Workspace) -> Pass:
    return passes.pass_of(workspace, "passe")


def imported(workspace: Workspace) -> None:
    file = workspace.root.with_name("codebook.toml")
    file.write_text('[[tag]]\npath = "neuf"\n', "utf-8")
    codebook_file.import_codebook(workspace, file)


ACTS: dict[str, Callable[[Workspace], object]] = {
    "highlight": lambda workspace: annotate(workspace, "port", [Span(41, 60)]),
    "highlight elsewhere": lambda workspace: annotate(workspace, "ete", [Span(2, 7)]),
    "highlight elsewhere with a new tag": lambda workspace: annotate(
        workspace, "ete", [Span(2, 7)], ["vent"], "une note"
    ),
    "note": lambda workspace: change(workspace, first(workspace), note="après"),
    "tag": lambda workspace: change(workspace, first(workspace), add_tags=["neuf"]),
    "boundary": lambda workspace: change(workspace, first(workspace), spans=[Span(3, 15)]),
    "delete": lambda workspace: delete(workspace, first(workspace)),
    "orphan": lambda workspace: review.orphan(workspace, first(workspace).id),
    "status": lambda workspace: tag_edits.describe_article(workspace, workspace.article("ete"), {"status": "done"}),
    "metadata": lambda workspace: tag_edits.describe_article(workspace, workspace.article("ete"), {"author": "Ada"}),
    "memo on an article": lambda workspace: memo_edits.write_memo(workspace, "mémo", Subject.ARTICLE, "ete"),
    "memo on a tag": lambda workspace: memo_edits.write_memo(workspace, "mémo", Subject.TAG, "mer"),
    "memo on the library": lambda workspace: memo_edits.write_memo(workspace, "mémo", Subject.LIBRARY),
    "journal": lambda workspace: memo_edits.write_entry(workspace, "un jour", "2026-03-01"),
    "collect": lambda workspace: collect(workspace, "ete", [Span(2, 7)]),
    "new tag": lambda workspace: tag_edits.new_tag(workspace, "neuf"),
    "describe tag": lambda workspace: tag_edits.describe_tag(workspace, "mer", {"definition": "eau"}),
    "rename tag": lambda workspace: tag_edits.rename(workspace, "mer", "océan"),
    "merge tags": lambda workspace: tag_edits.merge(workspace, ["quai"], "mer"),
    "delete tag": lambda workspace: tag_edits.delete_tag(workspace, "quai"),
    "split tag": lambda workspace: tag_split.assign(workspace, "mer", [first(workspace).id], "rive"),
    "import tags": imported,
    "start pass": lambda workspace: passes.start(workspace, ["vent"], name="autre"),
    "finish pass": lambda workspace: passes.finish(workspace, on_pass(workspace)),
    "give": lambda workspace: passes.give(workspace, on_pass(workspace), "ete", [Span(2, 7)]),
    "refuse": lambda workspace: passes.refuse(workspace, on_pass(workspace), "ete", [Span(2, 7)]),
    "skip": lambda workspace: passes.skip(workspace, on_pass(workspace), "ete", [Span(2, 7)]),
    "undo": undo,
    "redo": redo,
}
READING = {"restore": lambda workspace: restore(workspace, DAY.date())}
"""What needs the folder of the annotations to be there."""


# -- what refuses it

Cause = Callable[[Path, Sitting], AbstractContextManager[None]]


def refusing(reason: int) -> Cause:
    @contextmanager
    def cause(_root: Path, sitting: Sitting) -> Iterator[None]:
        sitting.disk.reason = reason
        yield
        sitting.disk.reason = 0

    return cause


def held(*names: str) -> Cause:
    @contextmanager
    def cause(root: Path, _one: Sitting) -> Iterator[None]:
        files = [(root / "annotations" / ".locks" / f"{name}.lock").open("a") for name in names]
        for file in files:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
        for file in files:
            file.close()

    return cause


@contextmanager
def annotations_moved(root: Path, _one: Sitting) -> Iterator[None]:
    folder = (root / "annotations").rename(root / "away")
    yield
    folder.rename(root / "annotations")


@contextmanager
def annotations_replaced_by_a_file(root: Path, sitting: Sitting) -> Iterator[None]:
    with annotations_moved(root, sitting):
        (root / "annotations").write_text("une note")
        yield
        (root / "annotations").unlink()


@contextmanager
def library_moved(root: Path, _one: Sitting) -> Iterator[None]:
    folder = root.rename(root.with_name("elsewhere"))
    yield
    folder.rename(root)


@contextmanager
def library_moved_and_noticed(root: Path, sitting: Sitting) -> Iterator[None]:
    for id_ in ("port", "ete"):
        sitting.workspace.document(id_)
    with library_moved(root, sitting):
        sitting.workspace.articles()
        yield


FULL: dict[str, Cause] = {
    "full": refusing(errno.ENOSPC),
    "failing": refusing(errno.EIO),
    "read-only": refusing(errno.EROFS),
    "every lock held": held("_library", "port", "ete"),
}
GONE: dict[str, Cause] = {
    "annotations moved": annotations_moved,
    "annotations replaced by a file": annotations_replaced_by_a_file,
    "library moved": library_moved,
}
CASES = [
    # Of a library that is not there no article can be asked for.
    *(case for case in itertools.product(ACTS, [*FULL, *GONE]) if case != ("start pass", "library moved")),
    *itertools.product(READING, FULL),
]


@pytest.fixture
def library(root: Path) -> Path:
    """The library in a folder that can be moved away as a whole."""
    folder = root / "library"
    folder.mkdir()
    (root / "seeds").rename(folder / "seeds")
    prepared(folder)
    return folder


def twin(library: Path, *acts: str) -> dict[tuple[str, str, str], Any]:
    """Return what the logs hold where nothing is refused."""
    copy = library.with_name("twin")
    shutil.copytree(library, copy)
    sitting = Sitting(copy, 2)
    for act in acts:
        (ACTS | READING)[act](sitting.workspace)
    sitting.store.close()
    return logged(copy)


@pytest.mark.parametrize(("act", "cause"), CASES)
def test_what_is_reported_as_saved_is_in_the_logs_as_if_nothing_had_refused_it(
    library: Path, act: str, cause: str
) -> None:
    wanted = twin(library, act)
    sitting = Sitting(library, 2)
    before = logged(library)
    for id_ in ("port", "ete"):
        sitting.workspace.document(id_)
    with (FULL | GONE)[cause](library, sitting):
        with pytest.raises(Unsaved):
            (ACTS | READING)[act](sitting.workspace)
        sitting.tick()
        assert sitting.store.unsaved
    assert logged(library) == before
    sitting.tick()
    assert not sitting.store.unsaved
    assert logged(library) == wanted


@pytest.mark.parametrize(("act", "cause"), [case for case in CASES if case[1] in {"full", *GONE}])
def test_what_is_still_refused_at_the_end_is_rescued_and_taken_in_at_the_next_start(
    library: Path, act: str, cause: str
) -> None:
    wanted = twin(library, act)
    sitting = Sitting(library, 2)
    for id_ in ("port", "ete"):
        sitting.workspace.document(id_)
    with (FULL | GONE)[cause](library, sitting):
        with pytest.raises(Unsaved):
            (ACTS | READING)[act](sitting.workspace)
        rescued = close_library(sitting.workspace)
        assert rescued
        assert rescue_files(library) == [rescued]
    again = Sitting(library, 3)
    take_in_all(again.store, library)
    assert not again.store.unsaved
    assert logged(library) == wanted
    assert rescue_files(library) == []


@pytest.mark.parametrize("cause", [*FULL, *GONE])
def test_changes_are_saved_in_the_order_in_which_they_were_made(library: Path, cause: str) -> None:
    acts = ["highlight elsewhere", "note", "rename tag", "give", "delete", "undo", "memo on the library"]
    wanted = twin(library, *acts)
    sitting = Sitting(library, 2)
    for id_ in ("port", "ete"):
        sitting.workspace.document(id_)
    with (FULL | GONE)[cause](library, sitting):
        for act in acts[:-1]:
            with pytest.raises(Unsaved):
                ACTS[act](sitting.workspace)
    ACTS[acts[-1]](sitting.workspace)
    assert not sitting.store.unsaved
    assert logged(library) == wanted


def test_a_library_that_has_moved_away_and_is_missed_takes_what_was_done_when_it_is_back(library: Path) -> None:
    sitting = Sitting(library, 2)
    with library_moved_and_noticed(library, sitting):
        for place in (["port", Span(41, 60)], ["ete", Span(2, 7)]):
            with pytest.raises(Unsaved):
                annotate(sitting.workspace, str(place[0]), [place[1]])  # type: ignore[list-item]
    sitting.tick()
    assert not sitting.store.unsaved
    quotes = {record["quote"] for place, record in logged(library).items() if place[1] == "annotations"}
    assert {sitting.workspace.text("port")[41:60], sitting.workspace.text("ete")[2:7]} <= quotes
    assert logged(library)["_library", "articles", "ete"]["path"] == "seeds/été.md"


def test_nothing_is_begun_where_a_library_without_annotations_was_moved_away(root: Path) -> None:
    library = root / "library"
    library.mkdir()
    (root / "seeds").rename(library / "seeds")
    sitting = Sitting(library)
    sitting.workspace.document("port")
    with library_moved(library, sitting):
        with pytest.raises(Unsaved):
            annotate(sitting.workspace, "port", [FIRST])
        assert not library.exists()
        assert close_library(sitting.workspace)
        assert not library.exists()
    again = Sitting(library, 2)
    take_in_all(again.store, library)
    assert [annotation.quote for annotation in annotations_in(again.workspace)] == ["Le port rouvre."]


def test_a_rescue_file_that_is_refused_once_more_is_saved_once(library: Path) -> None:
    sitting = Sitting(library, 2)
    with refusing(errno.ENOSPC)(library, sitting):
        with pytest.raises(Unsaved):
            change(sitting.workspace, first(sitting.workspace), note="gardé")
        close_library(sitting.workspace)
    again = Sitting(library, 3)
    with refusing(errno.ENOSPC)(library, again), pytest.raises(Unsaved):
        take_in_all(again.store, library)
    assert not again.store.unsaved
    assert len(rescue_files(library)) == 1
    take_in_all(again.store, library)
    change(again.workspace, first(again.workspace), note="changé")
    take_in_all(again.store, library)
    assert first(again.workspace).note == "changé"
    assert not again.store.rivals("port", "annotations", first(again.workspace).id)


def test_what_could_not_be_saved_is_rescued_though_something_else_fails_at_the_end(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting(library, 2)

    def fail(*_given: object) -> None:
        raise OSError(errno.EIO, "broken")

    with refusing(errno.ENOSPC)(library, sitting):
        with pytest.raises(Unsaved):
            annotate(sitting.workspace, "ete", [Span(2, 7)])
        monkeypatch.setattr(sitting.workspace.summaries, "all", fail)
        monkeypatch.setattr(sitting.store.inner, "close", fail)
        with pytest.raises(OSError, match="broken"):
            close_library(sitting.workspace)
    assert len(rescue_files(library)) == 1
