"""A library is data, from whoever it comes: nothing outside it is read or written, no program runs, nobody hangs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.commands import COMMANDS
from reader.config.setting import NAME
from reader.ingest import source
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.catalogue import LINKED
from reader.session.library.opening import open_library
from reader.session.library.rescue import rescue_files, take_in_all, write_rescue
from reader.session.library.workspace import Workspace
from reader.store import backup
from reader.store.interface import Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.faults.hostile import (
    DAY,
    FOLDERS,
    KINDS,
    PLACES,
    SECRET,
    Outside,
    annotated,
    bad_backups,
    bad_git,
    bad_seeds,
    clear_away,
    damage_pair,
    link_folder,
    places,
    put_there,
    zip_bomb,
)
from tests.store.making import often
from tests.tui.terminal import Terminal

MOST_TELLING = [
    kind
    for number, kind in enumerate(("a link", "a pipe", "an endless file", "a link to nothing", "a folder"))
    if number < often(2, 9)
]
"""Kinds that whole libraries are made of; each place is tried with every kind."""

SECONDS = 30
"""No command may take as long, on a machine that does other things, too."""


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    yield Outside(tmp_path.parent / f"{tmp_path.name}-outside")
    clear_away(tmp_path)


@pytest.fixture(autouse=True)
def no_deep_folder_left(root: Path) -> Iterator[None]:
    """Python 3.11 cannot remove 1,500 nested folders, so pytest could not clean up after the next run."""
    yield
    subprocess.run(["rm", "-rf", root / "seeds" / "d"], check=True)


@pytest.fixture
def library(root: Path) -> Path:
    return annotated(root)


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own that ends in bounded time without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *words, "-l", str(root)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, (words, done.stderr)
    assert done.returncode in (0, 1, 2), (words, done.stderr)
    return done


def opened(root: Path) -> Workspace:
    workspace = open_library(root, "Ada")
    workspace.articles()
    return workspace


def told_secrets(root: Path) -> list[Path]:
    """Return the plain files of the annotations that have a word from outside."""
    return [
        path
        for path in sorted((root / "annotations").rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.stat().st_size < 10**6
        and SECRET in path.read_text("latin-1")
    ]


# -- every place, every kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_plain_file_is_named_set_aside_and_never_followed(
    library: Path, outside: Outside, place: str, kind: str
) -> None:
    path = places(library)[place]
    put_there(path, kind, outside)
    before = outside.state()
    workspace = open_library(library, "Ada")
    assert {article.id for article in workspace.articles()} == {"port", "ete"}
    notes = [one.note for one in annotations_in(workspace)]
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
        assert "avant" in {one.note for one in annotations_in(opened(library))}
    workspace = opened(library)
    annotate(workspace, "port", [Span(20, 26)], note="fin")
    workspace.store.close()
    assert "fin" in {one.note for one in annotations_in(opened(library))}
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
    listed = run(library, "list")
    assert len(listed.stdout.splitlines()) == 2
    told = run(library, "check").stdout
    assert folder.removeprefix("annotations/") in told
    if folder == "annotations":
        assert "linked-annotations" in listed.stderr
        run(library, "check", "--mend")
        assert (library / folder).is_symlink()
    else:
        run(library, "check", "--mend")
        assert not (library / folder).is_symlink()
        done = run(library, "annotate", "port", "--span", "20:26", "--note", "fin")
        assert done.returncode == 0, done.stderr
        assert "fin" in run(library, "annotations").stdout
    assert outside.state() == before


def test_annotations_may_be_a_link_of_ones_own(library: Path, outside: Outside, home: Path) -> None:
    link_folder(library / "annotations", outside)
    settings = home / "config" / "scolie" / NAME
    settings.parent.mkdir(parents=True)
    settings.write_text(f'linked-annotations = "{outside.folder}"\n')
    assert "avant" in run(library, "annotations").stdout
    assert run(library, "annotate", "port", "--span", "16:20").returncode == 0
    settings.write_text(f'linked-annotations = "{outside.folder}-other"\n')
    assert run(library, "annotate", "port", "--span", "21:24").returncode == 1
    assert "linked-annotations" in run(library, "annotations").stderr


def test_a_draft_that_lies_there_is_not_written_into(library: Path, outside: Outside) -> None:
    workspace = opened(library)
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


# -- every command


CALLS: dict[str, list[list[str]]] = {
    "list": [["list"], ["list", "--json"]],
    "show": [["show", "port"], ["show", "pipe"], ["show", "zero"]],
    "read": [["read", "port"]],
    "jump": [["jump", "port"]],
    "search": [["search", "vent"]],
    "annotate": [["annotate", "port", "--span", "16:20", "--note", "après"]],
    "annotations": [["annotations"], ["annotations", "--json"]],
    "edit": [["edit", "nothing", "--note", "x"]],
    "delete": [["delete", "nothing"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "history": [["history"]],
    "meta": [["meta", "port", "--title", "T"]],
    "tags": [["tags"], ["tags", "new", "neu"], ["tags", "merge", "mer", "vent"]],
    "pass": [["pass", "start", "--tag", "neuf", "--name", "p"], ["pass", "list"]],
    "stats": [["stats"]],
    "memo": [["memo"]],
    "journal": [["journal"]],
    "review": [["review"]],
    "excerpt": [["excerpt"]],
    "export": [["export", "csv"]],
    "add": [["add", "NEW"], ["add", "SELF"]],
    "backup": [
        ["backup"],
        *(["backup", "restore", f"2025-12-0{day}"] for day in range(1, 5)),
        ["backup", "restore", DAY],
    ],
    "check": [["check"], ["check", "--json"]],
    "keys": [["keys"]],
    "themes": [["themes"]],
}


@pytest.mark.parametrize("kind", MOST_TELLING)
def test_every_command_lives_with_a_hostile_library(library: Path, outside: Outside, kind: str, tmp_path: Path) -> None:
    assert set(CALLS) == set(COMMANDS)
    damage_pair(library)
    bad_backups(library)
    for place, path in places(library).items():
        if "ete" not in place:
            put_there(path, kind, outside)
    bad_seeds(library, outside)
    new = tmp_path / "neu.txt"
    new.write_text("Un texte neuf.")
    before = outside.state()
    for call in (call for calls in CALLS.values() for call in calls):
        words = [{"NEW": str(new), "SELF": str(library / "seeds" / "pipe.txt")}.get(word, word) for word in call]
        done = run(library, *words)
        assert SECRET not in done.stdout + done.stderr, words
        if words[0] == "list":
            assert ("port" in done.stdout, "ete" in done.stdout) == (True, True)
            assert "port.jsonl" in done.stderr
            assert "pipe.txt" in done.stderr
        if words[0] == "annotations":
            assert "avant" in done.stdout
    assert outside.state() == before
    mended = run(library, "check", "--mend")
    assert "annotations/port.jsonl" not in run(library, "list").stderr, mended.stdout
    assert run(library, "annotate", "port", "--span", "16:20", "--note", "fin").returncode == 0
    assert "fin" in run(library, "annotations").stdout
    assert outside.state() == before
    assert told_secrets(library) == []


@pytest.mark.parametrize("kind", MOST_TELLING)
def test_the_app_lives_with_a_hostile_library(library: Path, outside: Outside, kind: str) -> None:
    for place, path in places(library).items():
        if "ete" not in place:
            put_there(path, kind, outside)
    bad_seeds(library, outside)
    before = outside.state()
    shown = Terminal(str(library))
    shown.until("Filter")
    shown.until("check")
    for keys, sign in (("ga", "Go to an article"), ("port\r", "Highlight"), ("jh", ""), ("l", ""), ("gn", "Annotations"),
                       ("\x1b", "Highlight"), ("gt", "Codebook"), ("q", "Highlight"), ("gs", "Search in all"),
                       ("vent", "vent"), ("\x1b", "Highlight")):  # fmt: skip
        shown.type(keys)
        shown.until(sign)
        shown.settle(0.2)
    os.kill(shown.pid, signal.SIGTERM)
    assert shown.end() == 0
    assert shown.left_as_it_was
    assert SECRET.encode() not in shown.bytes
    assert b"Traceback" not in shown.bytes
    assert outside.state() == before
    assert told_secrets(library) == []


def test_no_program_of_the_library_runs(library: Path, outside: Outside) -> None:
    bad_git(library, outside)
    damage_pair(library)
    before = outside.state()
    for words in (["list"], ["check"], ["annotations"], ["annotate", "port", "--span", "16:20"], ["check", "--mend"]):
        run(library, *words)
        assert outside.state() == before, words
        damage_pair(library)


# -- documents


def test_add_writes_through_no_link(library: Path, outside: Outside, tmp_path: Path) -> None:
    new = tmp_path / "neu.txt"
    new.write_text("Un texte neuf.")
    (library / "seeds" / "neu.txt").symlink_to(outside.nothing())
    before = outside.state()
    assert run(library, "add", str(new)).returncode == 1
    (library / "seeds" / "neu.txt").unlink()
    link_folder(library / "seeds", outside)
    before = outside.state()
    done = run(library, "add", str(new))
    assert done.returncode == 1
    assert "seeds is a link" in done.stderr
    assert outside.state() == before
    (library / "seeds").unlink()
    (library / "seeds").mkdir()
    assert run(library, "add", str(new)).returncode == 0
    assert (library / "seeds" / "neu.txt").read_text() == "Un texte neuf."


def test_folders_without_end_and_linked_to_one_another_are_listed_in_bounded_time(root: Path, outside: Outside) -> None:
    bad_seeds(root, outside)
    workspace = open_library(root)
    assert {"port", "ete"} <= {article.id for article in workspace.articles()}
    assert any("behind links" in problem.title for problem in workspace.catalogue.problems)
    assert len([name for name in workspace.catalogue.listing[0] if "step" in name]) <= LINKED + 40


def test_a_document_that_has_more_bytes_than_it_says_is_read_no_further(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "seeds" / "port.txt"
    real = os.fstat

    def small(fd: int) -> os.stat_result:
        told = list(real(fd))
        told[6] = 0
        return os.stat_result(told)

    monkeypatch.setattr(os, "fstat", small)
    assert source.load_bytes(path) == path.read_bytes()
    with pytest.raises(Problem, match="too large"):
        source.load_bytes(path, limit=20)


# -- backups and rescue files


def test_a_backup_that_unpacks_to_too_much_is_refused(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library / "annotations" / ".backup"
    (folder / "2025-12-01.zip").write_bytes(zip_bomb())
    done = run(library, "backup", "restore", "2025-12-01")
    assert done.returncode == 2
    assert "unpacked it has over" in done.stderr
    day = open_library(library).store.backups()[0]
    assert open_library(library).store.backup(day)
    monkeypatch.setattr(backup, "LARGEST_UNPACKED", 10)
    with pytest.raises(Problem, match="cannot be used"):
        open_library(library).store.backup(day)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rescue_file_that_is_none_stops_no_other(library: Path, outside: Outside, kind: str) -> None:
    workspace = open_library(library, "Ada")
    good = write_rescue(library, [Put("port", "annotations", "neu", {"note": "gerettet"}, None)], [], 2)
    content = good.read_bytes()
    KINDS[kind](good.with_name(good.name.replace("-2.jsonl", "-1.jsonl")), outside, content)
    with pytest.raises(Problem, match="rescue"):
        take_in_all(workspace.store, workspace.root)
    assert workspace.store.get("port", "annotations", "neu")[0] == {"note": "gerettet", "id": "neu"}
    assert run(library, "check").returncode == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_rescue_file_of_another_user_is_passed_over(library: Path) -> None:
    path = write_rescue(library, [Put("port", "annotations", "neu", {"note": "fremd"}, None)], [], 1)
    os.chown(path, 12345, 12345)
    workspace = open_library(library, "Ada")
    assert rescue_files(library) == []
    assert take_in_all(workspace.store, workspace.root) == 0
    assert path.exists()


@pytest.mark.parametrize(
    "row",
    [5, [], "put", {"put": 1}, {"put": [1, 2, 3, 4, 5]}, {"put": ["../x", "t", "i", None, None]}, {"text": 5},
     {"put": ["a", "t", "i", [], None]}, {"put": ["a", "t", "i", None, "x"]}, {"put": ["a", "t", {}, None, 1]}],
)  # fmt: skip
def test_a_rescue_file_with_other_content_is_refused_as_a_whole(library: Path, row: object) -> None:
    path = write_rescue(library, [Put("port", "annotations", "neu", {"note": "x"}, None)], [], 1)
    path.write_text(path.read_text() + json.dumps(row) + "\n")
    workspace = open_library(library, "Ada")
    with pytest.raises(Problem):
        take_in_all(workspace.store, workspace.root)
    assert workspace.store.get("port", "annotations", "neu") == (None, 0)


def test_what_is_rescued_is_for_the_user_alone(library: Path) -> None:
    path = write_rescue(library, [], ["Un texte."], 1)
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_flood_of_damaged_lines_costs_no_file_each_and_loses_none(library: Path) -> None:
    log = library / "annotations" / "port.jsonl"
    flood = [f"damaged {number}" for number in range(2_000)]
    log.write_bytes(log.read_bytes() + b"\n" * 3_000_000 + "\n".join(flood).encode() + b"\nx" * 100_000)
    assert len(run(library, "list").stdout.splitlines()) == 2
    assert "avant" in run(library, "annotations").stdout
    run(library, "check", "--mend")
    pieces = list((library / "annotations" / "quarantine").iterdir())
    assert len(pieces) < 30
    kept = "\n".join(piece.read_text() for piece in pieces).split("\n")
    assert set(flood) <= set(kept)
    assert log.stat().st_size < 10_000


# -- one place


def test_all_access_of_the_store_to_files_goes_through_one_place() -> None:
    calls = ("os.open(", "os.stat(", "os.listdir(", "os.scandir(", "os.replace(", "os.rename(", "os.unlink(", "os.mkdir(",
             "os.path.isfile(", " open(", ".read_bytes(", ".read_text(", ".write_bytes(", ".write_text(")  # fmt: skip
    folder = Path(backup.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name not in ("disk.py", "way.py", "git_state.py"):  # git's files are not the store's
            text = path.read_text(encoding="utf-8")
            assert [call for call in calls if call in text.replace("archive.open(", "")] == [], path.name
