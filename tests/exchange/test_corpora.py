"""Corpora for textometry: what IRaMuTeQ and TXM read, by their rules."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import iramuteq, txm
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.exchange.textometry import plain_name
from reader.files.xml_tree import parse
from reader.text.block import Kind, numbered
from reader.text.metadata import Metadata
from reader.text.span import Span

TEXT = "Le port rouvre.\n\nUn **mot** et _rire_ -* ici.\nLe quai & la <mer>."
DOCUMENT = ExportDocument(
    "le-port",
    "Le port",
    "https://exemple.fr/p",
    TEXT,
    Metadata("Le port", "Roy, Anne", "Le Télégramme", "2024-05-31"),
    numbered([(Kind.PARAGRAPH, Span(0, 15)), (Kind.PARAGRAPH, Span(17, len(TEXT)))]),
)
ROW = ExportRow(
    "a1", "le-port", "Le port", ((3, 7),), "port", ("mer/quai", "État"), "une note", "yellow", "anchored", "Zoé",
    "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z", "(Roy, 2024)", "Roy, A. (2024).",
)  # fmt: skip


def written(
    write: Callable[[ExportProject, BinaryIO], Report], *rows: ExportRow, document: ExportDocument = DOCUMENT
) -> tuple[bytes, Report]:
    stream = io.BytesIO()
    report = write(ExportProject("corpus", rows, (), lambda _id: document), stream)
    return stream.getvalue(), report


def test_an_article_stands_behind_its_variables() -> None:
    data, report = written(iramuteq.write_articles, ROW, replace(ROW, id="a2", tags=("vent",)))
    assert data.decode() == (
        "**** *article_le_port *title_Le_port *source_Le_Telegramme *author_Roy_Anne *year_2024 *month_2024_05 "
        "*tag_mer_quai *tag_vent *tag_Etat\n"
        "Le port rouvre.\n"
        "Un \u2217\u2217mot\u2217\u2217 et -rire- -\u2217 ici. Le quai & la <mer>.\n\n"
    )
    assert report.written == 2
    assert sum(report.lost.values()) == 1


def test_each_passage_can_be_a_text_of_its_own() -> None:
    data, report = written(iramuteq.write_passages, ROW, replace(ROW, id="a2", state="orphan", quote="mots\nperdus"))
    first, second = data.decode().strip().split("\n\n")
    assert first.endswith(" *coder_Zoe *tag_mer_quai *tag_Etat\nport")
    assert second.endswith("\nmots perdus")
    assert report.written == 2


def test_tags_can_be_themes_above_their_passages() -> None:
    rows = (
        ROW, replace(ROW, id="a2", tags=("vent",), quote="Un **mot**\net _rire_"), replace(ROW, id="a3", tags=()),
        replace(ROW, id="a4", tags=("mer quai", "θ"), quote="-*vent"),
    )  # fmt: skip
    data, report = written(iramuteq.write_themes, *rows)
    assert data.decode() == (
        "**** *article_le_port *title_Le_port *source_Le_Telegramme *author_Roy_Anne *year_2024 *month_2024_05\n"
        "-*Etat\nport\n-*mer_quai\nport\n-\u2217vent\n-*vent\nUn \u2217\u2217mot\u2217\u2217 et -rire-\n\n"
    )
    assert report.written == 3
    assert report.lost == {
        "annotations with several tags, written below each": 1, "annotations without a tag, as tags are the themes": 1,
        "names without a letter from A to Z": 1,
        "paragraphs with asterisks or underscores, which are written otherwise": 2,
    }  # fmt: skip
    assert written(iramuteq.write_themes, replace(ROW, tags=()))[0] == b""


@given(st.text(st.sampled_from("*_- aé\n\t«œ…'\u202e\x1b"), min_size=1, max_size=40), st.text(max_size=12))
def test_no_text_begins_a_line_of_variables(words: str, tag: str) -> None:
    row = replace(ROW, quote=words, tags=(tag,))
    data, _ = written(iramuteq.write_passages, row)
    head, *lines = data.decode().split("\n")
    assert re.fullmatch(r"\*{4}( \*[a-z]+_[A-Za-z0-9_]+)+", head)
    assert not any("*" in line or "_" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "name"), [("L’Œuvre, été", "L_OEuvre_ete"), ("…", ""), ("2024-05", "2024_05"), ("Ωmega", "mega")]
)
def test_a_name_has_ascii_letters_digits_and_underscores(words: str, name: str) -> None:
    assert plain_name(words) == name


def test_txm_gets_texts_and_a_table_whose_first_column_names_them() -> None:
    hostile = replace(DOCUMENT, metadata=replace(DOCUMENT.metadata, source="=1+1"))
    data, report = written(txm.write_texts, ROW, document=hostile)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["le_port.txt", "metadata.csv"]
        assert archive.read("le_port.txt").decode().startswith("Le port rouvre.\nUn **mot**")
        (line,) = csv.DictReader(io.StringIO(archive.read("metadata.csv").decode()))
    assert next(iter(line)) == "id"
    assert all(name.isascii() and name.isalpha() for name in line)
    assert (line["id"], line["date"], line["year"], line["tags"]) == (
        "le_port",
        "2024-05-31",
        "2024",
        "mer/quai | État",
    )
    assert line["source"] == "'=1+1", "no spreadsheet runs it"
    assert (report.written, report.lost) == (1, {})


def test_txm_gets_passages_as_elements_that_do_not_overlap() -> None:
    rows = [
        ROW,
        replace(ROW, id="a2", spans=((5, 15), (17, 19)), tags=("vent",)),
        replace(ROW, id="a3", state="orphan"),
    ]
    data, report = written(txm.write_xml, *rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = parse(archive.read("le_port.xml"))
    assert (text.tag, text.get("id"), text.get("year"), text.get("textorder")) == ("text", "le_port", "2024", "1")
    assert ["".join(block.itertext()) for block in text] == [TEXT[:15], TEXT[17:].replace("\n", " ")]
    passages = [(each.get("id"), each.get("tags"), each.text) for each in text.iter("passage")]
    assert passages == [
        ("a1", "mer/quai | État", "po"), ("a1 a2", "mer/quai | vent | État", "rt"), ("a2", "vent", " rouvre."),
        ("a2", "vent", "Un"),
    ]  # fmt: skip
    assert report.written == 2
    assert sorted(report.lost.values()) == [1, 2]


@pytest.mark.parametrize("write", [iramuteq.write_articles, txm.write_texts, txm.write_xml])
def test_an_article_that_cannot_be_read_is_reported(write: Callable[[ExportProject, BinaryIO], Report]) -> None:
    _, report = written(write, ROW, document=replace(DOCUMENT, text=None))
    assert (report.written, sum(report.lost.values())) == (0, 1)
