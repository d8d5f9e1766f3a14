"""Unusual surroundings: no home, another time, another version, streams that are not a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.library.catalogue import Catalogue
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPositions
from reader.store.interface import Put
from reader.store.log_line import LoggedChange, LogLine, encode
from reader.store.migration import SCHEMA
from reader.text.span import Span
from tests.faults.limits import if_it_works, scolie
from tests.store.making import folder_store
from tests.tui.terminal import Terminal

NO_XDG = {f"XDG_{name}_HOME": None for name in ("CONFIG", "DATA", "STATE", "CACHE")}
YEAR = 365 * 86_400_000_000


def homeless(tmp_path: Path) -> dict[str, tuple[Sequence[str], Mapping[str, str | None]]]:
    """Return ways of having no home: what starts the program, and its environment."""
    (tmp_path / "file").touch()
    return {
        "a HOME that is not there": ((), {**NO_XDG, "HOME": "/proc/nowhere"}),
        "a HOME that is a file": ((), {**NO_XDG, "HOME": str(tmp_path / "file")}),
        "no HOME and nobody of that number": (("unshare", "-U", "--map-user=54321"), {**NO_XDG, "HOME": None}),
    }


@pytest.mark.parametrize(
    "kind", ["a HOME that is not there", "a HOME that is a file", "no HOME and nobody of that number"]
)
def test_without_a_home_everything_but_remembering_works(
    root: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    under, environment = homeless(tmp_path)[kind]
    under = if_it_works(under) if under else under
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for words in (["list"], ["annotate", "port", "--span", "0:15"], ["annotations"], ["excerpt"], ["keys"], ["themes"]):
        done = scolie(*words, "-l", str(root), under=under, environment=environment)
        notice = f"scolie: Written to the library {root}.\n" if words[0] == "annotate" else ""
        assert (done.returncode, done.stderr) == (0, notice), words
    assert "Traceback" not in scolie("check", "-l", str(root), under=under, environment=environment).stdout
    shown = Terminal("read", "port", "-l", str(root), under=under, environment=environment)
    shown.until("Highlight")
    shown.type("jh")
    shown.until("┃+")  # a second highlight on this row; what is said of it gives way to what cannot be kept
    shown.type("q")
    assert shown.end() == 0
    assert b"Traceback" not in shown.bytes
    assert "Reading positions could not be kept: " in shown.bytes.rpartition(b"\x1b[?1049l")[2].decode()
    assert open_library(root).article("port").annotations == 2
    assert list(Path.cwd().iterdir()) == []  # no folder named ~


def test_a_name_that_begins_with_a_tilde_is_a_name(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert root.is_relative_to(tmp_path), "so nothing is said of where it was written"
    (tmp_path / "~brouillon.txt").write_text("Le vent tombe.", encoding="utf-8")
    done = scolie("add", "~brouillon.txt", "-l", str(root))
    assert (done.returncode, done.stderr) == (0, "")
    assert scolie("list", "-l", "~personne").returncode == 2


def test_a_clock_set_back_a_year_keeps_the_order_of_all_changes(root: Path) -> None:
    now = [1_800_000_000_000_000]
    numbers = iter(range(1_000_000))

    def sitting(*spans: tuple[int, int]) -> Workspace:
        catalogue = Catalogue(root, root / "seeds")
        workspace = Workspace(root, catalogue, folder_store(root), "Ada", lambda: now[0], lambda: f"{next(numbers):06}")
        workspace.articles()
        for span in spans:
            annotate(workspace, "port", [Span(*span)])
        return workspace

    def spans(workspace: Workspace) -> set[int]:
        return {annotation.hull.start for annotation in annotations_in(workspace, "port")}

    sitting((0, 2)).store.close()
    now[0] -= YEAR
    later = sitting((3, 7), (8, 15))
    undo(later)
    assert spans(later) == {0, 3}
    later.store.close()
    again = sitting()
    undo(again)
    assert spans(again) == {0}
    redo(again)
    assert spans(again) == {0, 3}
    assert [entry["what"] for entry in again.history().entries[:3]] == ["highlight"] * 3


def test_an_upgrade_and_then_a_downgrade_loses_nothing_and_says_why_it_only_reads(root: Path, home: Path) -> None:
    workspace = open_library(root)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], note="avant")
    workspace.store.close()
    log = root / "annotations" / "port.jsonl"
    newer = {"id": "z", "whatever": {"a": 1}}
    log.write_bytes(
        log.read_bytes() + encode(LogLine((LoggedChange("annotations", "z", 1, newer),), 5, "later", schema=SCHEMA + 1))
    )
    before = log.read_bytes()
    assert "avant" in scolie("annotations", "-l", str(root)).stdout
    refused = scolie("annotate", "port", "--span", "16:20", "-l", str(root))
    assert refused.returncode == 1
    assert "newer version" in refused.stderr
    shown = Terminal("read", "port", "-l", str(root))
    shown.until("newer version")
    shown.type("jh")
    shown.until("can only be read")
    shown.type("q")
    assert shown.end() == 0
    assert log.read_bytes() == before


JUNK: list[dict[str, object]] = [
    {}, {"later": 1}, {"spans": [], "article": "port", "quote": "x"}, {"status": "later", "path": "seeds/été.md"},
    {"spans": None}, {"spans": [[9, 3]], "article": "port", "quote": ""}, {"spans": "x", "ink": "gold"},
    {"path": 5}, {"subject": "later"}, {"time": "x"},
]  # fmt: skip


@pytest.mark.parametrize("table", ["annotations", "history", "structure", "articles", "tags", "memos", "journal"])
def test_records_of_a_kind_that_is_not_known_are_kept_and_stop_nothing(root: Path, table: str) -> None:
    workspace = open_library(root)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], ["mer"], "avant")
    database = "port" if table in ("annotations", "history", "structure") else "_library"
    junk = {f"j{number}": {"id": f"j{number}", **record} for number, record in enumerate(JUNK)}
    workspace.store.put([Put(database, table, id_, record) for id_, record in junk.items()])
    workspace.store.close()
    for words in ("list", "annotations", "tags", "history", "memo", "journal", "excerpt", "stats", "review", "check"):
        assert main([words, "-l", str(root)]) in (0, 1), words
    again = open_library(root)
    again.articles()
    annotate(again, "port", [Span(16, 20)], ["quai"])
    assert [annotation.quote for annotation in annotations_in(again, "port")] == ["Le port rouvre.", "Les "]
    undo(again)
    kept = again.store.records(database, table)
    assert all(kept[id_] == {**kept[id_], **record} for id_, record in junk.items())


def test_what_another_version_keeps_of_places_and_settings_stays(root: Path, home: Path) -> None:
    places = ReadingPositions(root)
    places.of("port").drafts["0:4"] = "Du vent"
    places.save()
    content = json.loads(Path(places.file).read_text())
    content["port"] |= {"later": [1, 2], "above": "of another kind"}
    Path(places.file).write_text(json.dumps(content))
    older = ReadingPositions(root)
    assert older.of("port").drafts == {"0:4": "Du vent"}
    older.of("port").seconds = 3.0
    older.save()
    kept = json.loads(Path(places.file).read_text())["port"]
    assert (kept["later"], kept["drafts"], kept["seconds"]) == ([1, 2], {"0:4": "Du vent"}, 3.0)


def test_a_file_of_places_that_cannot_be_read_is_set_aside_with_its_drafts(root: Path) -> None:
    places = ReadingPositions(root)
    places.of("port").drafts["0:4"] = "Du vent"
    places.save()
    Path(places.file).write_text(Path(places.file).read_text()[:-2])
    damaged = Path(places.file).read_text()
    again = ReadingPositions(root)
    again.of("ete").seconds = 1.0
    again.save()
    assert Path(places.file).with_suffix(".damaged").read_text() == damaged
    assert json.loads(Path(places.file).read_text())["ete"]["seconds"] == 1.0


@pytest.mark.parametrize("locale", ["C", "POSIX", "nowhere.UTF-7"])
def test_in_any_locale_words_are_read_and_written_as_utf_8_or_replaced(root: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "LANG": locale, "PYTHONCOERCECLOCALE": "0"}
    for words in (
        ["list"],
        ["show", "ete"],
        ["search", "été"],
        ["annotate", "ete", "--quote", "La mer dort.", "--tag", "été"],
    ):
        done = scolie(*words, "-l", str(root), environment=environment)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), (words, done.stderr)
    (annotation,) = annotations_in(open_library(root))
    assert open_library(root).codebook.paths(annotation.tags) == ("été",)
    shown = Terminal("read", "ete", "-l", str(root), environment=environment)
    shown.until("Le vent tombe.")
    shown.until("Highlight")
    shown.type("q")
    assert shown.end() == 0


@pytest.mark.parametrize("name", ["dumb", "unknown-terminal", "", "vt100", "linux"])
def test_a_terminal_that_can_do_little_is_refused_or_served_and_left_as_it_was(root: Path, name: str) -> None:
    shown = Terminal("read", "port", "-l", str(root), environment={"TERM": name, "COLORTERM": None})
    shown.until("Highlight")
    shown.type("jh")
    shown.until("Highlighted")
    shown.type("q")
    assert shown.end() == 0
    assert shown.left_as_it_was


def test_a_dumb_terminal_is_sent_no_sign_that_it_may_not_have(root: Path) -> None:
    for _ in range(2):  # the second start begins with the snapshot
        shown = Terminal("-l", str(root), environment={"TERM": "dumb", "COLORTERM": None})
        shown.until("Filter")
        shown.type("?")
        shown.until("Esc")
        shown.type("\x1b")
        shown.until_gone("Esc")
        shown.type("q")
        assert shown.end() == 0
        assert not set("┃▎✎■✓○▾□›│─╭╮╰╯▁▆█") & set(shown.bytes.decode())


@pytest.mark.parametrize("words", [(), ("read", "port")])
def test_without_a_terminal_the_app_says_what_to_do(root: Path, words: tuple[str, ...]) -> None:
    done = scolie(*words, "-l", str(root))
    assert (done.returncode, done.stdout) == (2, "")
    assert "The app needs a terminal" in done.stderr
    assert "scolie --help" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "< /dev/null", "> /dev/null"])
def test_closed_streams_end_nothing_in_a_traceback(root: Path, closed: str) -> None:
    command = f'"$0" -m reader annotate port --span 0:15 -l "$1" {closed}; "$0" -m reader -l "$1" {closed}; true'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, str(root)], capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert open_library(root).article("port").annotations == 1


def test_a_reader_that_closes_the_pipe_ends_the_command_in_silence(root: Path) -> None:
    (root / "seeds" / "long.txt").write_text("Le vent tombe. " * 20_000, encoding="utf-8")
    for words in (["show", "long"], ["show", "long", "--json"], ["search", "vent", "--json"], ["keys"]):
        out, into = os.pipe()
        os.close(out)
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words, "-l", str(root)],
            stdout=into, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
        os.close(into)
        assert (done.returncode, done.stderr) == (0, ""), words


def test_a_full_disk_behind_the_output_is_reported_and_the_change_stands(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "annotate", "port", "--span", "0:15", "-l", str(root)],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert open_library(root).article("port").annotations == 1
