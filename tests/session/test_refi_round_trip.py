"""A project that goes out as REFI-QDA comes back as it was, but for what the report names."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.exchange.formats import FORMATS, IMPORTS
from reader.session.annotations.article_annotations import annotations_in
from reader.session.exchange.import_annotations import import_annotations
from reader.session.output.excerpts import Citing
from reader.session.output.project import export_annotations
from tests.session.round_trip import MARKS, TEXTS, Mark, contents, described, in_one_passage_each, library, marked

REFI = FORMATS["refi"]


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.lists(st.tuples(st.sampled_from(["un", "deux"]), MARKS), max_size=7))
def test_there_and_back(one: str, other: str, marks: list[tuple[str, Mark]]) -> None:
    texts = {"un": one, "deux": f"{other} 2"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = marked(folder / "a", texts, marks)
        annotations = annotations_in(workspace)
        report = export_annotations(workspace, annotations, REFI, folder / "p.qdpx", Citing())
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
