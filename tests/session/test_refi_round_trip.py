"""A project that goes out as REFI-QDA comes back as it was, but for what the report names."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.memo import Subject
from reader.annotation.model import State
from reader.exchange.formats import FORMATS
from reader.exchange.import_formats import IMPORTS
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.codebook.memo_edits import journal, memos, write_entry, write_memo
from reader.session.codebook.tag_edits import new_tag
from reader.session.exchange.import_annotations import import_annotations
from reader.session.output.excerpts import Citing
from reader.session.output.project import export_annotations
from tests.exchange.qdpx import project, write
from tests.session.round_trip import MARKS, TEXTS, Mark, contents, described, in_one_passage_each, library, marked

REFI = FORMATS["refi"]


@settings(max_examples=30)
@given(
    st.sampled_from(["refi", "refi-crlf"]),
    TEXTS,
    TEXTS,
    st.lists(st.tuples(st.sampled_from(["un", "deux"]), MARKS), max_size=7),
)
def test_there_and_back(key: str, one: str, other: str, marks: list[tuple[str, Mark]]) -> None:
    texts = {"un": one, "deux": f"{other} 2"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = marked(folder / "a", texts, marks)
        annotations = annotations_in(workspace)
        report = export_annotations(workspace, annotations, FORMATS[key], folder / "p.qdpx", Citing())
        empty = library(folder / "b", texts)
        result = import_annotations(empty, IMPORTS["refi"].read(folder / "p.qdpx"))
        assert contents(empty) == contents(workspace, in_one_passage_each(workspace, orphans=False))
        assert (result.unsure, result.added, result.losses.counts) == (0, (), {})
        gone = sum(each.state is not State.ANCHORED for each in annotations)
        assert report.lost.get("annotations whose words are not in the text", 0) == gone
        assert report.written == len(annotations) - gone
        assert described(empty) == described(workspace)
        again = import_annotations(workspace, IMPORTS["refi"].read(folder / "p.qdpx"))
        assert (again.new, again.tags) == (0, ()), "what came from here is here already"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    marks = [
        ("un", Mark((0, 500), ("mer/port", "vent/port"), "une note", "Ada", False)),
        ("un", Mark((250, 999), ("vent/port/quai",), "", "Zoé", False)),
    ]
    workspace = marked(tmp_path / "lib", {"un": "Le port 🎒 d’Étel.\nIl dort."}, marks)
    path = tmp_path / "p.qdpx"
    export_annotations(workspace, annotations_in(workspace), REFI, path, Citing())
    first = path.read_bytes()
    export_annotations(workspace, annotations_in(workspace), REFI, path, Citing())
    assert path.read_bytes() == first, "the same library makes the same file"
    return path


def test_line_ends_of_two_characters_count_two_where_that_is_asked_for(tmp_path: Path) -> None:
    words = "Le port 🎒.\n\nIl dort.\nFin."
    workspace = marked(tmp_path / "a", {"un": words}, [("un", Mark((0, 750, 800, 999), ("mer",), "", "Ada", False))])
    file = tmp_path / "p.qdpx"
    export_annotations(workspace, annotations_in(workspace), FORMATS["refi-crlf"], file, Citing())
    with zipfile.ZipFile(file) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
        text, qde = archive.read(name).decode(), archive.read("project.qde").decode()
    assert text == words.replace("\n", "\r\n")
    selections = re.findall(r'name="([^"]*)" startPosition="(\d+)" endPosition="(\d+)"', qde)
    assert len(selections) == 2
    for quote, start, end in selections:
        assert text[int(start) : int(end)] == quote.replace("&#13;&#10;", "\r\n")
    assert IMPORTS["refi"].read(file).notices == (
        "Positions count code points; the end is behind the last character. A line end counts two.",
    )


def test_memos_go_to_their_subjects_and_stay_what_they_are_where_there_are_others(tmp_path: Path) -> None:
    texts = {"un": "Le port dort.", "deux": "La mer."}
    workspace = marked(tmp_path / "a", texts, [("un", Mark((0, 500), ("mer",), "", "Ada", False))])
    write_memo(workspace, "sur l’article\n« & »", Subject.ARTICLE, "un")
    write_memo(workspace, "sur le code", Subject.TAG, "mer")
    write_memo(workspace, "sur tout", Subject.LIBRARY)
    write_memo(workspace, "d’un article sans annotation", Subject.ARTICLE, "deux")
    file = tmp_path / "p.qdpx"
    export_annotations(workspace, annotations_in(workspace), REFI, file, Citing())
    empty = library(tmp_path / "b", texts)
    new_tag(empty, "mer")
    write_memo(empty, "un autre", Subject.TAG, "mer")
    trial = import_annotations(empty, IMPORTS["refi"].read(file), dry=True)
    result = import_annotations(empty, IMPORTS["refi"].read(file))
    assert (trial.memos, result.memos) == (2, 2)
    assert [memo.text for memo in memos(empty)] == ["sur tout", "un autre", "sur l’article\n« & »"]
    assert result.losses.cases == [("memos where there is another already", "sur le code")]
    undo(empty)
    assert [memo.text for memo in memos(empty)] == ["un autre"]


def test_the_journal_goes_along_and_comes_back_once(tmp_path: Path) -> None:
    texts = {"un": "Le port.", "deux": "La mer."}
    workspace = marked(tmp_path / "a", texts, [("un", Mark((0, 500), ("mer",), "", "Ada", False))])
    write_entry(workspace, "Première lecture.\nÀ revoir.", "2026-11-20")
    write_memo(workspace, "d’un article sans annotation", Subject.ARTICLE, "deux")
    file = tmp_path / "p.qdpx"
    report = export_annotations(workspace, annotations_in(workspace), FORMATS["refi-crlf"], file, Citing())
    assert report.lost["memos on articles without annotations"] == 1
    empty = library(tmp_path / "b", texts)
    assert import_annotations(empty, IMPORTS["refi"].read(file)).memos == 1
    assert [(entry.date, entry.text) for entry in journal(empty)] == [("2026-11-20", "Première lecture.\nÀ revoir.")]
    for again in (empty, workspace):
        assert import_annotations(again, IMPORTS["refi"].read(file)).memos == 0


def test_a_note_of_no_subject_is_an_entry_of_the_journal_once(tmp_path: Path) -> None:
    note = '<Notes><Note guid="N1" name="carnet" creatingUser="U2" creationDateTime="2026-11-20T08:00:00Z"><PlainTextContent>'
    qde = project("", rest=f"{note}Première lecture.</PlainTextContent></Note></Notes>")
    empty = library(tmp_path / "b", {})
    imported = IMPORTS["refi"].read(write(tmp_path / "p.qdpx", qde))
    assert import_annotations(empty, imported).memos == 1
    assert import_annotations(empty, imported).memos == 0
    (entry,) = journal(empty)
    assert (entry.date, entry.text, entry.coder) == ("2026-11-20", "carnet\n\nPremière lecture.", "Zoé")


def test_other_programs_find_what_they_need(exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        names = archive.namelist()
        qde = archive.read("project.qde").decode()
        (source,) = [name for name in names if name.startswith("sources/")]
        assert archive.read(source).decode() == "Le port 🎒 d’Étel.\nIl dort."
    assert f'plainTextPath="internal://{source.removeprefix("sources/")}"' in qde
    assert '<Project xmlns="urn:QDA-XML:project:1.0" name="lib" origin="Scolie"' in qde
    assert 'name="Le port 🎒 d’É" startPosition="0" endPosition="13" creatingUser=' in qde
    assert "<Description>une note</Description>" in qde
    assert 'isCodable="false"' not in qde
    assert qde.count('name="port"') == 1 and 'name="vent/port"' in qde, "a name stands once in the whole project"
    assert 'color="#d7263d"' in qde


def test_a_project_is_valid_by_order_of_its_parts(exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        qde = archive.read("project.qde").decode()
    places = [qde.index(f"<{name}>") for name in ("Users", "CodeBook", "Codes", "Sources")]
    assert places == sorted(places)
    assert qde.index("<Description>une note") < qde.index("<Coding ")
