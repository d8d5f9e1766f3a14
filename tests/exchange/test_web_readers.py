"""W3C Web Annotations and exports of Hypothesis are read; what a text cannot have is left with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.exchange import hypothesis_reader, web_annotation_reader
from reader.exchange.import_formats import import_format
from reader.exchange.imported import ImportedDocument, Passage
from reader.text.problem import Problem

SAMPLES = Path(__file__).parent / "samples"


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_a_web_annotation_is_read() -> None:
    path = SAMPLES / "annotation.jsonld"
    assert import_format(path).key == "w3c"
    imported = web_annotation_reader.read(path)
    (made,) = imported.annotations
    assert (made.key, made.coder, made.note) == ("5f0c7a52-7f2b-5f4e-9d53-0d6c1c3f0001", "Bérénice", "note 🎒")
    assert made.tags == ("Politique/Éducation",)
    assert made.passages == (Passage("ont défilé mardi", None, "Les parents 👩‍👧‍👦 ", ". « C’est", 161),)
    assert made.modified - made.created == 240_000_000
    assert imported.losses.counts == {}


def annotation(**fields: Any) -> dict[str, Any]:
    target = {"source": "http://x/1", "selector": {"type": "TextQuoteSelector", "exact": "le port"}}
    return {"id": "http://x/a1", "type": "Annotation", "target": target, **fields}


@pytest.mark.parametrize(
    "shape",
    [
        lambda made: made, lambda made: [made], lambda made: {"type": "AnnotationPage", "items": [made]},
        lambda made: {"type": "AnnotationCollection", "first": {"items": [made]}}, lambda made: {"@graph": [made]},
    ],
)  # fmt: skip
def test_whatever_contains_the_annotations(tmp_path: Path, shape: Any) -> None:
    imported = web_annotation_reader.read(written(tmp_path / "a.jsonld", shape(annotation(bodyValue="note"))))
    assert [(each.note, each.passages[0].quote) for each in imported.annotations] == [("note", "le port")]
    assert imported.documents == (ImportedDocument("http://x/1", "http://x/1"),)


def test_bodies_by_their_purposes(tmp_path: Path) -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": " mer / port "},
        {"type": "TextualBody", "value": "un"},
        {"type": "TextualBody", "purpose": ["describing"], "value": "deux"},
        {"type": "TextualBody", "purpose": "linking", "value": "trois"},
        {"type": "Image", "id": "http://x/p.png"}, "http://x/other", 7, None,
    ]  # fmt: skip
    imported = web_annotation_reader.read(written(tmp_path / "a.jsonld", annotation(body=bodies)))
    (made,) = imported.annotations
    assert (made.tags, made.note) == (("mer/port",), "un\n\ndeux\n\ntrois")
    assert imported.losses.counts == {"bodies that are not text": 4, "purposes of notes": 1}
    only = annotation(motivation="tagging", body={"type": "TextualBody", "value": "vent"})
    assert web_annotation_reader.read(written(tmp_path / "b.jsonld", only)).annotations[0].tags == ("vent",)


@pytest.mark.parametrize(
    ("wrong", "lost"),
    [
        ({"target": "http://x/1"}, "annotations on a whole document"),
        ({"target": None}, "annotations without a target"),
        ({"target": {"source": "s", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}}},
         "annotations without the words that they are on"),
        ({"target": {"source": "s", "selector": [7, {"type": "SvgSelector"}]}},
         "annotations without the words that they are on"),
        ({"target": [{"source": "a", "selector": {}}, {"source": "b", "selector": {}}]},
         "annotations on several documents"),
        ({"id": "http://x/sound"}, "annotations whose identifier another annotation has"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_a_text_is_left_and_the_rest_is_read(
    tmp_path: Path, wrong: dict[str, Any], lost: str
) -> None:
    values = [annotation(id="http://x/sound"), annotation(**wrong), "nothing", 3]
    imported = web_annotation_reader.read(written(tmp_path / "a.jsonld", values))
    assert [each.key for each in imported.annotations] == ["http://x/sound"]
    assert imported.losses.counts == {lost: 1}


def test_an_export_of_hypothesis_is_read() -> None:
    path = SAMPLES / "hypothesis.json"
    assert import_format(path).key == "hypothesis"
    imported = hypothesis_reader.read(path)
    quotes = [each.passages[0].quote for each in imported.annotations]
    assert quotes == [
        "élue à l’éducation 🎒. Le budget\u202f: 1\u202f250\u202f000 €", "ont défilé mardi", "La préfecture",
        "phrase que le texte ne contient pas",
    ]  # fmt: skip
    assert imported.annotations[0].tags == ("Éducation", "Budget & moyens")
    assert [each.coder for each in imported.annotations] == ["berenice", "ana", "berenice", "berenice"]
    assert imported.documents[0].name == "L’école de Saint-Évroult rouvre ses portes"
    assert imported.losses.counts == {"annotations on a whole document": 1, "replies": 1}


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"rows": rows, "total": 1}])
def test_what_the_service_returns_is_read(tmp_path: Path, wrap: Any) -> None:
    one = json.loads((SAMPLES / "hypothesis.json").read_text(encoding="utf-8"))["annotations"][0]
    one |= {"document": {"title": "Un titre"}, "tags": ["a", "a", " "], "user_info": {"display_name": "Béré"}}
    imported = hypothesis_reader.read(written(tmp_path / "a.json", wrap([one, one, 3])))
    assert [(each.tags, each.coder) for each in imported.annotations] == [(("a",), "Béré")]
    assert imported.losses.counts == {"annotations whose identifier another annotation has": 1}


@pytest.mark.parametrize("reader", [web_annotation_reader, hypothesis_reader])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"3", b'{"items": 3}', b"[" * 100_000, b"null"])
def test_other_files_are_refused(tmp_path: Path, reader: Any, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(Problem):
        reader.read(tmp_path / "a.json")


@pytest.mark.parametrize("odd", [None, 3, [], {}, "", [[]], {"value": 3}, True, -1, "\ud800"])
def test_no_odd_value_stops_the_reading(tmp_path: Path, odd: object) -> None:
    sound = annotation()
    for name in (*sound, "body", "creator", "created", "motivation", "bodyValue"):
        made = written(tmp_path / "a.jsonld", [annotation(id="http://x/0"), sound | {name: odd}])
        assert web_annotation_reader.read(made).annotations[0].key == "http://x/0"
    one = json.loads((SAMPLES / "hypothesis.json").read_text(encoding="utf-8"))["annotations"][0]
    for name in one:
        made = written(tmp_path / "b.json", [one, one | {name: odd}])
        assert hypothesis_reader.read(made).annotations[0].key == "smpl0001"
