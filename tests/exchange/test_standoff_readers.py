"""Standoff files of brat and CAS of UIMA are read as persons have marked passages; the rest is left with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.exchange import brat, uima
from reader.exchange.import_formats import import_format
from reader.exchange.imported import Imported
from reader.text.problem import Problem
from reader.text.span import Span

SAMPLES = Path(__file__).parent / "samples"
PLACES = [(46, 116), (95, 140), (155, 177), (181, 234)]
"""Of the sample, in code points."""


def shown(imported: Imported) -> list[tuple[list[str], tuple[str, ...], str]]:
    return [([passage.quote for passage in each.passages], each.tags, each.note) for each in imported.annotations]


@pytest.mark.parametrize("name", ["saint-evroult.ann", "saint-evroult.xmi"])
def test_both_have_the_same_passages(name: str) -> None:
    path = SAMPLES / name
    imported = import_format(path).read(path)
    text = (SAMPLES / "saint-evroult.txt").read_text(encoding="utf-8")
    assert [document.text for document in imported.documents] == [text]
    assert [passage.span for each in imported.annotations for passage in each.passages] == [
        Span(*each) for each in PLACES
    ]
    assert [each.note for each in imported.annotations] == ["note d’une sélection : 🎒 & <b>", "", "", ""]
    assert imported.losses.counts == {}
    tags = ["Politique", "Education", "Politique", "Education"]
    if name.endswith("xmi"):
        tags = ["Politique", "Éducation/Budget & moyens", "Politique", "Éducation"]
    assert [each.tags for each in imported.annotations] == [(tag,) for tag in tags]


def standoff(folder: Path, text: str, *lines: str) -> Path:
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_bytes("\r\n".join(lines).encode())
    return folder / "a.ann"


def test_brat_has_fragments_notes_and_more(tmp_path: Path) -> None:
    lines = (
        "T1\tLieu 3 7;14 18\tport quai", "#1\tAnnotatorNotes T1\tun", "#2\tAnnotatorNotes T1\tdeux", "T2\tLieu 3 99\tport", "T3\tMot 11 13\tle",
        "R1\tPart Arg1:T1 Arg2:T2", "E1\tLieu:T1", "A1\tSure T1", "N1\tReference T1 W:1\tx", "rien", "",
    )  # fmt: skip
    imported = brat.read(standoff(tmp_path, "Le port 🎒\r\nle quai", *lines))
    assert shown(imported) == [(["port", "quai"], ("Lieu",), "un\ndeux"), (["le"], ("Mot",), "")]
    assert imported.losses.counts == {
        "selections without words in the text": 1, "relations": 1, "events": 1, "attributes of annotations": 1,
        "references of annotations": 1, "lines that are not of brat": 1,
    }  # fmt: skip


def test_positions_of_brat_are_read_as_their_words_say(tmp_path: Path) -> None:
    imported = brat.read(standoff(tmp_path, "Le port\r\nle quai", "T1\tLieu 3 7\tport", "T2\tLieu 11 15\tquai"))
    assert shown(imported) == [(["port"], ("Lieu",), ""), (["quai"], ("Lieu",), "")]


def test_brat_needs_its_text(tmp_path: Path) -> None:
    (tmp_path / "b.ann").write_text("T1\tLieu 0 1\tx")
    with pytest.raises(Problem, match="text of the annotations is missing"):
        brat.read(tmp_path / "b.ann")


HEAD = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:c="http:///c.ecore" xmlns:t="http:///t.ecore">'


def cas(path: Path, *elements: str, text: str = "Le 🎒 dort.") -> Path:
    sofa = f'<c:Sofa xmi:id="1" sofaString="{text}"/>'
    path.write_text(f"{HEAD}{sofa}{''.join(elements)}</xmi:XMI>", encoding="utf-8")
    return path


def test_a_layer_says_what_it_wants_of_a_passage(tmp_path: Path) -> None:
    file = cas(
        tmp_path / "a.xmi",
        '<t:DocumentMetaData sofa="1" begin="0" end="11" documentTitle="Un titre"/>',
        '<t:Sentence xmi:id="2" sofa="1" begin="0" end="11"/>',
        '<t:NamedEntity xmi:id="3" sofa="1" begin="3" end="5" value="OBJ" identifier="http://x/1"/>',
        '<t:Span xmi:id="4" sofa="1" begin="6" end="10"/>',
        '<t:Span xmi:id="5" sofa="1" begin="6" end="99"/>',
        '<t:Span xmi:id="6" sofa="9" begin="0" end="2"/>',
        '<t:Span xmi:id="7" sofa="1" begin="x" end="2"/>',
    )
    imported = uima.read(file)
    assert shown(imported) == [(["🎒"], ("OBJ",), ""), (["dort"], ("Span",), "")]
    assert imported.documents[0].name == "Un titre"
    assert imported.losses.counts == {"attributes of annotations": 1, "selections without words in the text": 1}


@pytest.mark.parametrize("data", ["", "<a/>", HEAD, f"{HEAD}</xmi:XMI>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_other_files_are_refused(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.xmi").write_text(data, encoding="utf-8")
    with pytest.raises(Problem):
        uima.read(tmp_path / "a.xmi")
