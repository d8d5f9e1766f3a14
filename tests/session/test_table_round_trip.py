"""Annotations that go out as a table come back with all that they say, but for what the report names."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import Ink, State
from reader.exchange.formats import FORMATS
from reader.exchange.import_formats import import_format
from reader.session.annotations.annotate import change
from reader.session.annotations.article_annotations import annotations_in
from reader.session.exchange.import_annotations import import_annotations
from reader.session.output.excerpts import Citing
from reader.session.output.project import export_annotations
from tests.session.round_trip import MARKS, TEXTS, Mark, contents, library, marked


@settings(max_examples=20)
@given(
    st.sampled_from(["csv", "csv-tags", "jsonl", "xlsx"]),
    st.sampled_from([",", ";"]),
    TEXTS,
    TEXTS,
    st.lists(st.tuples(st.sampled_from(["un", "deux"]), MARKS), max_size=7),
)
def test_there_and_back(key: str, separator: str, one: str, other: str, marks: list[tuple[str, Mark]]) -> None:
    texts = {"un": one, "deux": f"{other} 2"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = marked(folder / "a", texts, marks)
        annotations = annotations_in(workspace)
        file = folder / f"out{FORMATS[key].suffix}"
        report = export_annotations(
            workspace, annotations, FORMATS[key], file, Citing(), separator if FORMATS[key].separated else ""
        )
        if key == "jsonl" and not annotations:
            return
        row = import_format(file)
        assert row.key == key.removesuffix("-tags")
        empty = library(folder / "b", texts)
        result = import_annotations(empty, row.read(file))
        assert contents(empty) == contents(workspace)
        assert (report.written, result.losses.counts) == (len(annotations), {})
        assert result.unsure == sum(each.state is State.ORPHAN for each in annotations)
        again = import_annotations(workspace, row.read(file))
        assert (again.new, again.tags) == (0, ()), "what came from here is here already"


@pytest.mark.parametrize("key", ["csv", "csv-tags", "jsonl", "xlsx"])
def test_the_ink_comes_back(tmp_path: Path, key: str) -> None:
    workspace = marked(tmp_path / "a", {"un": "Le port."}, [("un", Mark((0, 500), ("mer",), "", "Ada", False))])
    change(workspace, annotations_in(workspace)[0], ink=Ink.VIOLET)
    file = tmp_path / f"out{FORMATS[key].suffix}"
    export_annotations(workspace, annotations_in(workspace), FORMATS[key], file, Citing())
    other = library(tmp_path / "b", {"un": "Le port."})
    import_annotations(other, import_format(file).read(file))
    assert [each.ink for each in annotations_in(other)] == [Ink.VIOLET]


@pytest.mark.parametrize("blank", ["\v", "\f", "\x85"])
def test_a_passage_with_a_control_character_that_is_a_blank_comes_back(tmp_path: Path, blank: str) -> None:
    text = f"Le port{blank}de Brest rouvre."
    workspace = marked(tmp_path / "a", {"un": text}, [("un", Mark((0, 500), ("mer",), "", "Ada", False))])
    file = tmp_path / "out.csv"
    export_annotations(workspace, annotations_in(workspace), FORMATS["csv"], file, Citing())
    other = library(tmp_path / "b", {"un": text})
    assert import_annotations(other, import_format(file).read(file)).unsure == 0
    assert [each.quote for each in annotations_in(other)] == [each.quote for each in annotations_in(workspace)]
