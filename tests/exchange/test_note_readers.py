"""Notes of reference managers and highlights of Readwise are read as annotations; what they cannot be is left with its reason."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import citation_notes_reader, readwise_reader
from reader.exchange.import_formats import import_format
from reader.exchange.imported import Passage
from reader.exchange.quoting_note import QuotingNote, note_line, quoting_note
from reader.exchange.row import ExportRow, Report
from reader.text.problem import Problem

ROW = ExportRow(
    "a1", "le-port", "Le port", ((3, 7),), "port", ("mer",), "une note", "green", "anchored", "Zoé", "", "",
    "Roy (2024)", "",
)  # fmt: skip
WORDS = st.text(st.sampled_from("aé 🎒\n\t\u202f—–#«»“”()'.[…]"), max_size=14)
RIS = "TY  - NEWS\r\nID  - roy\r\nTI  - Le port\r\nUR  - http://x/1\r\n{notes}ER  - \r\n\r\n"


def line(text: str) -> str:
    return " ".join(text.split())


@given(
    WORDS.filter(lambda quote: line(quote) != ""),
    st.lists(WORDS.map(line).filter(bool), max_size=3, unique=True),
    WORDS,
    WORDS.map(line),
)
def test_what_a_line_says_comes_back_but_for_what_the_report_names(
    quote: str, tags: list[str], note: str, coder: str
) -> None:
    report = Report("ris")
    row = replace(ROW, quote=quote, tags=tuple(tags), note=note, coder=coder)
    made = quoting_note(note_line(row, report))
    assert made is not None
    same_dashes = line(quote).replace("—", "–")
    assert made.quote.replace("—", "–") == same_dashes
    if not report.lost:
        assert (made.tags, made.note) == (tuple(tags), note)
    assert made.coder.replace("—", "–") == coder.replace("—", "–") or coder in ("–", "—")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“Le port dort.” (Roy, 2024, p. 3) à citer", QuotingNote("Le port dort.", note="à citer")),
        ("«\u00a0Le “port” dort\u00a0» (Roy (dir.), 2024)", QuotingNote("Le “port” dort")),
        ("« Le port » — remarque", QuotingNote("Le port", note="remarque")),
        ('"Le port" dort', QuotingNote("Le port", note="dort")),
        ("“Oui”, dit-elle, “oui.”", QuotingNote("Oui”, dit-elle, “oui.")),
        ("« A » […] « B » — Roy — #a/b #c d — n — Zoé", QuotingNote("A » […] « B", ("a/b", "c d"), "n", "Zoé")),
        ("Le port dort.", None), ("“sans fin", None), ("", None),
    ],
)  # fmt: skip
def test_lines_of_other_programs(written: str, read: QuotingNote | None) -> None:
    assert quoting_note(written) == read


def ris(path: Path, *notes: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(RIS.format(notes="".join(f"N1  - {note}\r\n" for note in notes)).encode(encoding))
    return path


def test_notes_of_zotero_are_annotations(tmp_path: Path) -> None:
    html = (
        "<h1>Annotations<br/>(2024-05-31)</h1>\r\n<p><span class='highlight'>“Le port\u00a0dort.”</span> "
        "<span class='citation'>(<span>Roy, 2024, p. 3</span>)</span> à relire</p>\r\n<p>“Il &amp; elle” (Roy, 2024)</p>"
    )
    file = ris(tmp_path / "zotero.ris", html, "<p>Une note libre.</p>")
    assert import_format(file).key == "ris"
    imported = citation_notes_reader.read_ris(file)
    assert [(each.passages, each.note) for each in imported.annotations] == [
        ((Passage("Le port\u00a0dort."),), "à relire"), ((Passage("Il & elle"),), ""),
    ]  # fmt: skip
    (document,) = imported.documents
    assert (document.key, document.name, document.url) == ("roy", "Le port", "http://x/1")
    assert imported.losses.cases == [("notes without words in quotation marks", "Le port: Une note libre.")]


def test_notes_may_go_on_and_be_in_an_older_encoding(tmp_path: Path) -> None:
    file = ris(tmp_path / "a.ris", "« L’été\r\ndort » — Roy — #mer — note\r\nlongue — Zoé", encoding="cp1252")
    (made,) = citation_notes_reader.read_ris(file).annotations
    assert (made.passages[0].quote, made.tags, made.note, made.coder) == (
        "L’été\ndort",
        ("mer",),
        "note\nlongue",
        "Zoé",
    )


@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"items": items}])
def test_notes_of_csl_json_are_annotations(tmp_path: Path, wrap: object) -> None:
    note = "« Le port » — Roy — #mer — Zoé\n\n« Le quai » — Roy — –\n\nlibre"
    items = [{"id": 7, "type": "book", "title": "Le port", "note": note}, {"id": "b", "title": "Rien"}, 3]
    file = tmp_path / "a.csl.json"
    file.write_text(json.dumps(wrap(items)), encoding="utf-8")  # type: ignore[operator]  # it is a function
    assert import_format(file).key == "csl-json"
    imported = citation_notes_reader.read_csl_json(file)
    assert [(each.passages[0].quote, each.tags, each.coder) for each in imported.annotations] == [
        ("Le port", ("mer",), "Zoé"), ("Le quai", (), ""),
    ]  # fmt: skip
    assert [document.key for document in imported.documents] == ["7"]
    assert imported.losses.counts == {"notes without words in quotation marks": 1}


def test_other_files_of_reference_managers_are_not_taken_for_annotations(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('[{"id": "a", "type": "book", "title": "« A »", "note": "libre"}]')
    for file in (ris(tmp_path / "a.ris", "Une note libre"), tmp_path / "b.json"):
        with pytest.raises(Problem):
            import_format(file)


OWN = "Highlight,Title,Author,URL,Note,Location,Date\r\n"
THEIRS = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\r\n"


def test_highlights_of_readwise_are_annotations(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(
        f'\ufeff{OWN}Le port,T,A,http://x/1,".mer/quai .vu\nune note",12,2024-01-01 10:20:30\r\n,T,,,,,\r\n'.encode()
    )
    assert import_format(file).key == "readwise"
    imported = readwise_reader.read(file)
    (made,) = imported.annotations
    assert (made.passages, made.tags, made.note) == ((Passage("Le port", near=12),), ("mer/quai", "vu"), "une note")
    assert (made.document, made.created) == ("http://x/1", 1_704_104_430_000_000)
    assert imported.losses.counts == {"rows without a quote or an article": 1}


def test_a_location_with_too_many_digits_is_none(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"{OWN}Le port,T,A,http://x/1,,{'9' * 5000},\n", "utf-8")
    (made,) = readwise_reader.read(file).annotations
    assert made.passages == (Passage("Le port"),)


def test_the_export_of_readwise_itself_has_other_columns(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    row = 'Le port,T,A,,,pink,"mer, vu",page,12,2024-01-01 10:20:30+00:00,doc\r\n'
    file.write_bytes(f"{THEIRS}{row}".encode())
    imported = readwise_reader.read(file)
    (made,) = imported.annotations
    assert (made.passages, made.tags, made.ink, made.document) == ((Passage("Le port"),), ("mer", "vu"), "pink", "T")
    assert imported.losses.counts == {}
    for other in ("", "a,b\n1,2\n", "Highlight\n1\n"):
        file.write_text(other)
        with pytest.raises(Problem):
            readwise_reader.read(file)
