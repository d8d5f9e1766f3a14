"""REFI-QDA projects by several programs are read right, and what is wrong in one costs itself alone."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import pytest

from reader.annotation.memo import Subject
from reader.exchange import refi_codes, refi_reader
from reader.exchange.import_formats import import_format
from reader.exchange.imported import Imported, ImportedCode
from reader.files import archive
from reader.text.problem import Problem
from reader.text.span import Span
from tests.exchange.qdpx import CODES, project, selection, source, write

SAMPLES = Path(__file__).parent / "samples"
TEXT = "Le port 🚢 dort.\nLe quai attend."

QUOTES = [
    "Nous n’attendions plus ça », confie Zoé Lefèvre, élue à l’éducation 🎒.",
    "élue à l’éducation 🎒. Le budget\u202f: 1\u202f250\u202f000 €",
    "👩‍👧‍👦 ont défilé mardi",
    "C’est une victoire 🎉 », dit l’un d’eux.\nLa préfecture",
]


def quotes(imported: Imported) -> list[str]:
    texts = {document.key: document.text or "" for document in imported.documents}
    placed = []
    for annotation in imported.annotations:
        (passage,) = annotation.passages
        assert passage.span is not None and passage.span.of(texts[annotation.document]) == passage.quote
        placed.append(passage.quote)
    return placed


@pytest.mark.parametrize("name", ["minimal", "minimal-crlf", "minimal-bom", "by-qualcoder", "by-potato-inclusive"])
def test_each_program_is_read_with_its_own_counting(name: str) -> None:
    imported = refi_reader.read(SAMPLES / f"{name}.qdpx")
    assert list(dict.fromkeys(quotes(imported))) == QUOTES


def test_codes_coders_notes_and_times_are_read() -> None:
    imported = refi_reader.read(SAMPLES / "minimal.qdpx")
    assert imported.codes == (
        ImportedCode("Politique", "#1f77b4", "Tout ce qui touche au pouvoir."),
        ImportedCode("Politique/Éducation", "#2ca02c", ""),
        ImportedCode("Politique/Éducation/Budget & moyens", "#d62728", "Argent, postes <locaux>."),
    )
    first, second, *_rest = imported.annotations
    assert (first.coder, first.note) == ("Ana", "note d’une sélection : 🎒 & <b>")
    assert (second.coder, second.created) == ("Bérénice", 1_795_161_660_000_000)
    assert second.tags == ("Politique/Éducation", "Politique/Éducation/Budget & moyens")
    (memo,) = imported.memos
    assert (memo.subject, memo.about) == (Subject.ARTICLE, imported.documents[0].key)
    assert (memo.name, memo.text, memo.coder) == ("mémo", "Relire la deuxième partie.", "Ana")
    assert imported.losses.counts == {}


def test_a_window_that_counts_in_utf_16_beside_an_importer_that_counts_code_points() -> None:
    imported = refi_reader.read(SAMPLES / "by-qualcoder-utf16.qdpx")
    assert quotes(imported) == ["port 🚢 de Kerlouan", "Kerlouan s’agrandit", "Maël Guéguen, pêcheur", "La mairie"]
    assert imported.annotations[-1].note == "à rappeler"
    assert {code.path for code in imported.codes} >= {"Économie/Mer/pêche/pêche côtière"}
    assert [(memo.subject, memo.name, memo.text) for memo in imported.memos] == [
        (Subject.ARTICLE, "kerlouan.txt", "mémo du texte"), (None, "carnet", "Première lecture."),
    ]  # fmt: skip


def test_whole_lines_are_read_without_their_line_ends() -> None:
    first, second = quotes(refi_reader.read(SAMPLES / "by-qc.qdpx"))
    assert first.startswith("« Nous") and first.endswith("€.")
    assert second.endswith("dit l’un d’eux.")


def test_codings_of_several_coders_on_one_selection_are_several_annotations(tmp_path: Path) -> None:
    codings = (
        '<Coding guid="a" creatingUser="U1"><CodeRef targetGUID="C1"/></Coding>'
        '<Coding guid="b" creatingUser="U2"><CodeRef targetGUID="C2"/></Coding>'
    )
    both = selection(3, 7, "port", ()).replace("</PlainTextSelection>", codings + "</PlainTextSelection>")
    imported = refi_reader.read(write(tmp_path / "p.qdpx", project(source(both)), S1=TEXT))
    assert [(each.coder, each.tags) for each in imported.annotations] == [("Ana", ("mer",)), ("Zoé", ("mer/port",))]
    assert len({each.key for each in imported.annotations}) == 2


@pytest.mark.parametrize(
    ("broken", "lost"),
    [
        (selection(3, 7, "port", ("C9",)), "codings with a code that is missing"),
        (selection(3, 7, "port", user="U9"), "coders that the file does not name"),
        (selection("x", "y", ""), "selections without words in the text"),
        (selection(30, 999, ""), "selections without words in the text"),
        (selection(16, 18, "Le", guid="same") + selection(3, 7, "port", guid="same"),
         "selections whose identifier another selection has"),
        (selection(3, 7, "port").replace("2026-11-20", "20 novembre"), "dates that cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_costs_itself_alone(tmp_path: Path, broken: str, lost: str) -> None:
    sound = selection(19, 23, "quai")
    path = write(tmp_path / "p.qdpx", project(source(broken + sound)), S1=TEXT)
    imported = refi_reader.read(path)
    assert imported.losses.counts[lost]
    assert "quai" in quotes(imported)


@pytest.mark.parametrize(
    "path", ["internal://gone.txt", "relative:///../../secret.txt", "internal://../S1.txt", "/etc/passwd", ""]
)
def test_a_text_that_is_not_in_the_archive_is_not_looked_for_elsewhere(tmp_path: Path, path: str) -> None:
    archived = write(tmp_path / "p.qdpx", project(source(selection(3, 7, "port"), path)), S1=TEXT)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    imported = refi_reader.read(archived)
    (document,) = imported.documents
    assert document.text is None
    assert imported.losses.counts == {"texts of sources that are not in the archive": 1}
    assert [annotation.passages[0].quote for annotation in imported.annotations] == ["port"], "by its words"


def test_entries_that_lead_out_of_the_archive_are_not_texts(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("project.qde", project(source(selection(3, 7, "port"))))
        made.writestr("../S1.txt", TEXT)
    assert refi_reader.read(path).documents[0].text is None
    assert [file.name for file in tmp_path.iterdir()] == ["p.qdpx"]


def test_a_text_in_the_project_itself_and_folders_in_any_case_are_read(tmp_path: Path) -> None:
    inside = source(f"<PlainTextContent>{TEXT}</PlainTextContent>{selection(3, 7, 'port')}", "")
    assert quotes(refi_reader.read(write(tmp_path / "a.qdpx", project(inside)))) == ["port"]
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as made:
        made.writestr("Project.QDE", project(source(selection(3, 7, "port"))))
        made.writestr("Sources/s1.TXT", TEXT)
    assert quotes(refi_reader.read(tmp_path / "b.qdpx")) == ["port"]


ENTITIES = '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [ENTITIES, OUTSIDE, '<!DOCTYPE P [<!ENTITY % p "x">]>'])
def test_entities_are_refused(tmp_path: Path, prolog: str) -> None:
    path = write(tmp_path / "p.qdpx", project(source("<Description>&b;</Description>"), prolog=prolog))
    with pytest.raises(Problem, match="declares entities"):
        refi_reader.read(path)


def test_xml_without_end_and_xml_without_bottom_are_refused(tmp_path: Path) -> None:
    for qde in ("<Project><Sources>", "", "<Project>" + "<a>" * 2_000 + "</a>" * 2_000 + "</Project>", "<Other/>"):
        with pytest.raises(Problem):
            refi_reader.read(write(tmp_path / "p.qdpx", qde))


def test_a_bomb_is_refused_whatever_its_header_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    path = write(tmp_path / "p.qdpx", project(source(selection(3, 7, "port"))), S1="a" * 100_000)
    with pytest.raises(Problem, match="unpacks to too much"):
        refi_reader.read(path)
    data = path.read_bytes()
    small = data.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    path.write_bytes(small)
    with pytest.raises(Problem):
        refi_reader.read(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(Problem, match="too many files"):
        refi_reader.read(path)


def test_a_cut_or_foreign_file_is_refused(tmp_path: Path) -> None:
    data = (SAMPLES / "minimal.qdpx").read_bytes()
    path = tmp_path / "p.qdpx"
    for cut in (b"", b"PK", data[: len(data) // 2], data[:-10], b"\x00" * 500):
        path.write_bytes(cut)
        with pytest.raises(Problem):
            refi_reader.read(path)
    for flipped in range(40, len(data) - 400, 37):
        path.write_bytes(data[:flipped] + bytes([data[flipped] ^ 0xFF]) + data[flipped + 1 :])
        try:
            refi_reader.read(path)  # a flipped bit may do no harm
        except Problem as problem:
            assert problem.hint


def test_two_codes_with_one_identifier_and_odd_names(tmp_path: Path) -> None:
    codes = (
        '<CodeBook><Codes><Code guid="C1" name="et/ou" color="rouge"/><Code guid="C1" name="x"/>'
        '<Code guid="C2" name="  "><Code guid="C3" name="?/sous"/></Code></Codes></CodeBook>'
    )
    imported = refi_reader.read(write(tmp_path / "p.qdpx", project("", codes)))
    assert [code.path for code in imported.codes] == ["et-ou", "x", "?", "?/sous"]
    assert imported.losses.counts == {
        "names of codes that had to be changed": 2,
        "codes whose identifier another code has": 1,
        "colours that cannot be read": 1,
    }


def test_a_codebook_alone_is_read_under_any_namespace(tmp_path: Path) -> None:
    for namespace in ("urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4", ""):
        inner = re.sub("^<CodeBook>", f'<CodeBook xmlns="{namespace}">', CODES)
        (tmp_path / "c.qdc").write_text(inner, encoding="utf-8")
        assert import_format(tmp_path / "c.qdc").key == "qdc"
        imported = refi_codes.read(tmp_path / "c.qdc")
        assert [code.path for code in imported.codes] == ["mer", "mer/port"]
        assert imported.codes[0] == ImportedCode("mer", "#1f77b4", "Au large.")
    (tmp_path / "c.qdc").write_text("<Other/>", encoding="utf-8")
    with pytest.raises(Problem, match="not a REFI-QDA codebook"):
        refi_codes.read(tmp_path / "c.qdc")


def test_lone_positions_give_their_words(tmp_path: Path) -> None:
    path = write(tmp_path / "p.qdpx", project(source(selection(3, 7, "") + selection(19, 23, "line:1"))), S1=TEXT)
    imported = refi_reader.read(path)
    assert quotes(imported) == ["port", "quai"]
    assert imported.annotations[0].passages[0].span == Span(3, 7)
