"""Any names of files and ids: each article keeps its own annotations, and nothing is written outside the library."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.command_line import main
from reader.library.article import article_id, is_id
from reader.session.annotations.annotate import annotate, change
from reader.session.annotations.article_annotations import annotation_by_id, annotations_in
from reader.session.annotations.undo import undo
from reader.session.library.file_notes import note_file
from reader.session.library.opening import open_library
from reader.session.library.rescue import take_in, write_rescue
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.tui.terminal import Terminal

OUTSIDE = ["../../x", "/tmp/scolie-x", "..", ".hidden", "a/b", "_library", "-n", "x\n\x1b[31m", "", "a\0b"]
NAMES = {
    "case twins": ("Quai.txt", "quai.txt", "QUAI.txt"),
    "twins in NFC and NFD": (unicodedata.normalize("NFC", "été.txt"), unicodedata.normalize("NFD", "été.txt")),
    "a newline": ("a\nb.txt", "a b.txt", "a-b.txt"),
    "an escape sequence": ("e\x1b[31m.txt", "e31m.txt"),
    "an overriding direction": ("rtl\u202etxt.exe.txt", "rtl.txt"),
    "a hyphen in front": ("-l.txt", "--help.txt"),
    "the name of the store's own file": ("_library.txt", "library.txt"),
    "points alone": ("-...txt", "·.txt", "？.txt"),
    "as long as a name can be": (f"{'a' * 251}.txt", f"{'a' * 250}b.txt"),
    "quotes and dollars": ("$(reboot).txt", "`a`.txt", "'; rm -rf ~.txt", '".txt'),
    "words of the command line": ("list.txt", "read.txt", "state:done.txt", "article:port.txt"),
}


def files(root: Path, *names: str) -> None:
    for old in (root / "seeds").iterdir():
        old.unlink()
    for number, name in enumerate(names):
        (root / "seeds" / name).write_text(f"Le vent numéro {number} tombe. La mer dort.", encoding="utf-8")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def marked(root: Path) -> dict[str, str]:
    """Return what is marked, by the name of the article's file, as another process finds it."""
    workspace = open_library(root)
    paths = {article.id: article.path.removeprefix("seeds/") for article in workspace.articles()}
    return {paths[annotation.article]: annotation.quote for annotation in annotations_in(workspace)}


@pytest.mark.parametrize("kind", NAMES)
def test_files_of_like_or_odd_names_are_articles_of_their_own(root: Path, kind: str) -> None:
    names = NAMES[kind]
    files(root, *names)
    if len(list((root / "seeds").iterdir())) < len(names):
        pytest.skip("this file system takes these names for one")
    workspace = open_library(root)
    ids = {article.path.removeprefix("seeds/"): article.id for article in workspace.articles()}
    assert set(ids) == set(names)
    assert all(map(is_id, ids.values()))
    for number, name in enumerate(names):
        annotate(workspace, ids[name], [Span(0, workspace.text(ids[name]).index(" tombe"))])
        assert workspace.article(f"seeds/{name}").id == ids[name]
        assert f"numéro {number}" in workspace.text(ids[name])
    workspace.store.close()
    assert marked(root) == {name: f"Le vent numéro {number}" for number, name in enumerate(names)}
    assert not list(root.parent.glob("*.jsonl"))
    (root / "seeds" / "0-first.txt").write_text("Un nouveau venu.", encoding="utf-8")
    assert marked(root) == {name: f"Le vent numéro {number}" for number, name in enumerate(names)}


def test_a_name_that_is_not_unicode_is_listed_marked_opened_and_found_again(root: Path) -> None:
    path = os.fsencode(str(root / "seeds")) + b"/inv\xff\xfe.txt"
    try:
        Path(os.fsdecode(path)).write_text("Le vent tombe. La mer dort.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert main(["annotate", "inv", "--quote", "Le vent tombe.", "-l", str(root)]) == 0
    assert marked(root) == {"inv\udcff\udcfe.txt": "Le vent tombe."}
    shown = Terminal("read", os.fsdecode(path), "-l", str(root))
    shown.until("Highlight")
    shown.type("jh")
    shown.until("Highlighted")
    shown.type("q")
    assert shown.end() == 0
    assert open_library(root).article("inv").annotations == 2


@given(st.text(max_size=300), st.sets(st.text(max_size=5)))
def test_an_id_made_of_any_name_leads_nowhere_else(path: str, taken: set[str]) -> None:
    made = article_id(path, taken)
    assert is_id(made)
    assert made not in taken
    assert len(f"{made}.jsonl".encode()) < 255


@pytest.mark.parametrize("path", ["seeds/port.txt", "seeds/gone.txt"])
@pytest.mark.parametrize("id_", OUTSIDE)
def test_an_id_of_a_tampered_library_that_leads_outside_is_not_followed(root: Path, id_: str, path: str) -> None:
    """The maker of a library may have written anything into it."""
    workspace = open_library(root)
    workspace.articles()
    note_file(workspace, "ete")  # files are known again only where some are known
    record = {"id": id_, "path": path, "sha256": workspace.digest("port")}
    workspace.store.put([Put(LIBRARY, "articles", id_, record)])
    workspace.store.close()
    workspace = open_library(root)
    assert {article.id for article in workspace.articles()} == {"port", "ete"}
    annotate(workspace, "port", [Span(0, 15)], note="à sa place")
    workspace.store.close()
    assert "à sa place" in (root / "annotations" / "port.jsonl").read_text(encoding="utf-8")
    assert {path.name for path in root.iterdir()} == {"seeds", "annotations"}


@pytest.mark.parametrize("table", ["annotations", "history"])
def test_a_record_that_says_it_belongs_outside_leads_nowhere(root: Path, table: str) -> None:
    workspace = open_library(root)
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], note="avant")
    ((id_, record),) = workspace.store.records("port", table).items()
    leading_out = json.loads(json.dumps(record).replace('"port"', '"../../x"'))
    workspace.store.put([Put("port", table, id_, leading_out)])
    if table == "history":
        with pytest.raises(Problem, match="nothing to undo"):
            undo(workspace)
    else:  # where a record is kept decides
        change(workspace, annotation_by_id(workspace, id_), note="après")
        assert [record["note"] for record in workspace.store.records("port", table).values()] == ["après"]
    workspace.store.close()
    assert not list(root.parent.glob("x.*"))
    assert {path.name for path in root.iterdir()} == {"seeds", "annotations"}


def test_a_rescue_file_that_leads_outside_is_refused_whole(root: Path) -> None:
    workspace = open_library(root)
    puts = [Put("port", "annotations", "a", {"id": "a"}), Put("../../x", "annotations", "b", {"id": "b"})]
    path = write_rescue(root, puts, [], 1)
    with pytest.raises(Problem) as raised:
        take_in(workspace.store, path)
    assert "../../x" in raised.value.message
    assert workspace.store.records("port", "annotations") == {}
    assert path.exists()


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "~", "x\0y", "\udcff", "seeds/../../x.txt"])
def test_an_article_asked_for_by_a_path_outside_is_not_there(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / "x.txt").write_text("Dehors.", encoding="utf-8")
    before = everything(root)
    for words in (["show", name], ["annotate", name, "--span", "0:3"], ["meta", name, "--title", "x"]):
        assert main([*words, "-l", str(root)]) == 1
        assert "There is no such article" in capsys.readouterr().err
    assert everything(root) == before
