"""Annotations that go out as notes come back by their words, with tags, note and coder, but for what the report names."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.model import State
from reader.exchange.formats import FORMATS
from reader.exchange.import_formats import import_format
from reader.session.annotations.annotate import annotate, place_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.exchange.import_annotations import import_annotations
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing
from reader.session.output.project import export_annotations
from tests.session.round_trip import contents, library

TEXT = (
    "Les pêcheurs d’Étel ont bloqué le port 🎒 pendant deux jours.\n\nLe préfet les recevra lundi matin à la mairie, "
    "« si la mer le permet ».\n\nLa criée n’a rien vendu depuis samedi dernier."
)


def made(root: Path) -> Workspace:
    workspace = library(root, {"un": TEXT, "deux": "Rien."})

    def at(words: str) -> object:
        return place_of(workspace, "un", words)

    first, second = at("Les pêcheurs d’Étel ont bloqué le port 🎒"), at("La criée n’a rien vendu depuis samedi dernier")
    annotate(workspace, "un", [first, second], ["mer/port", "été"], "une note")  # type: ignore[list-item]  # spans
    annotate(workspace, "un", [at("Le préfet les recevra lundi matin à la mairie")], [], "#todo à deux")  # type: ignore[list-item]  # a span
    annotate(workspace, "un", [at("ont bloqué le port 🎒 pendant deux jours.")], ["mer/port"])  # type: ignore[list-item]  # a span
    return workspace


@pytest.mark.parametrize("key", ["ris", "csl-json", "readwise"])
def test_there_and_back(tmp_path: Path, key: str) -> None:
    workspace = made(tmp_path / "a")
    file = tmp_path / f"out{FORMATS[key].suffix}"
    report = export_annotations(workspace, annotations_in(workspace), FORMATS[key], file, Citing())
    assert report.lost["annotations of several passages, whose places are not written"] == 1
    row = import_format(file)
    assert row.key == key
    empty = library(tmp_path / "b", {"un": TEXT, "deux": "Rien."})
    result = import_annotations(empty, row.read(file))
    assert (result.new, result.unsure, result.losses.counts) == (3, 0, {})
    times = -2  # RIS and CSL-JSON have no times, Readwise no coders
    if key == "readwise":
        assert [each[:5] for each in contents(empty)] == [each[:5] for each in contents(workspace)]
    else:
        assert [each[:times] for each in contents(empty)] == [each[:times] for each in contents(workspace)]
    assert all(each.state is State.ANCHORED for each in annotations_in(empty))
    assert import_annotations(workspace, row.read(file)).new == 0
