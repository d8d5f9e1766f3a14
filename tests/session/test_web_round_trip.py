"""Annotations that go out as JSON for the web come back at their places, but for what the report names."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.exchange.formats import FORMATS
from reader.exchange.import_formats import IMPORTS, import_format
from reader.session.annotations.article_annotations import annotations_in
from reader.session.exchange.import_annotations import import_annotations
from reader.session.output.excerpts import Citing
from reader.session.output.project import export_annotations
from tests.session.round_trip import MARKS, TEXTS, Mark, contents, in_one_passage_each, library, marked

MANY = "annotations of several passages, written as several"


@settings(max_examples=15)
@given(
    st.sampled_from(["w3c", "hypothesis"]),
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
        file = folder / f"out{FORMATS[key].suffix}"
        report = export_annotations(workspace, annotations, FORMATS[key], file, Citing())
        assert not annotations or import_format(file).key == key
        if key == "w3c" and not annotations:
            return
        empty = library(folder / "b", texts)
        result = import_annotations(empty, IMPORTS[key].read(file))
        several = sum(len(each.spans) > 1 for each in annotations)
        assert report.lost.get(MANY, 0) == (several if key == "hypothesis" else 0)
        expected = annotations if key == "w3c" else in_one_passage_each(workspace, orphans=True)
        assert contents(empty) == contents(workspace, expected)
        assert (report.written, result.losses.counts) == (len(annotations), {})
        assert result.unsure == sum(each.state is State.ORPHAN for each in annotations)
        again = import_annotations(workspace, IMPORTS[key].read(file))
        assert (again.new, again.tags) == (0, ()), "what came from here is here already"


def test_each_counts_as_its_standard_says(tmp_path: Path) -> None:
    marks = [("un", Mark((450, 999), ("mer/port",), "une note", "Zoé", False))]
    workspace = marked(tmp_path / "lib", {"un": "Le port 🎒🎒 d’Étel."}, marks)
    made = {}
    for key in ("w3c", "hypothesis"):
        export_annotations(workspace, annotations_in(workspace), FORMATS[key], tmp_path / key, Citing())
        made[key] = json.loads((tmp_path / key).read_text(encoding="utf-8"))
    (web,) = made["w3c"]["items"]
    words, place = web["target"]["selector"]
    assert (words["exact"], words["prefix"], place["start"], place["end"]) == ("🎒🎒 d’Étel", "Le port ", 8, 17)
    assert [body["purpose"] for body in web["body"]] == ["tagging", "commenting"]
    (other,) = made["hypothesis"]["annotations"]
    place, words = other["target"][0]["selector"]
    assert (words["exact"], words["suffix"], place["start"], place["end"]) == ("🎒🎒 d’Étel", ".", 8, 19)
    assert (other["user"], other["user_info"]["display_name"]) == ("acct:zoe@scolie", "Zoé")
    assert other["created"].endswith("+00:00")
