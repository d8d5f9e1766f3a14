"""What other tools get, and what the report says of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import csv_table, json_lines, markdown
from reader.exchange.row import ExportRow, Report
from reader.text.guard import guard

ROW = ExportRow(
    "a1", "port", "Le port", ((0, 4), (8, 9)), "Le « port »", ("mer/quai", "État"), "une\nnote", "yellow", "anchored",
    "Ada", "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z", "(Roy, 2024)", "Roy, A. (2024). Le port.",
)  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)


@given(WORDS, WORDS)
def test_json_lines_lose_nothing(quote: str, note: str) -> None:
    stream = io.StringIO()
    report = json_lines.write([replace(ROW, quote=quote, note=note)], stream)
    (line,) = stream.getvalue().split("\n")[:-1]
    assert (json.loads(line)["quote"], json.loads(line)["note"]) == (quote, note)
    assert (report.written, report.kept, report.lost) == (1, 1, {})


HAZARDS = st.text(st.sampled_from("=+-@;,|\t\n'\" a1:e."), max_size=12)


def cells_of(
    write: Callable[[list[ExportRow], TextIO], Report], *rows: ExportRow
) -> tuple[list[dict[str, str]], Report, str]:
    stream = io.StringIO(newline="")
    report = write(list(rows), stream)
    text = stream.getvalue()
    return list(csv.DictReader(io.StringIO(text, newline=""))), report, text


def in_csv(text: str) -> str:
    """Return a text as a cell has it, but for its apostrophes."""
    return guard(re.sub("[\v\f\x1c-\x1f\x85\u2028\u2029]", " ", text), lines=True)


@given(WORDS | HAZARDS, WORDS | HAZARDS)
def test_csv_comes_back_but_for_its_guards(quote: str, note: str) -> None:
    (cells,), report, _ = cells_of(csv_table.write, replace(ROW, quote=quote, note=note))
    for name, value in (("quote", quote), ("note", note)):
        assert cells[name].replace("'", "") == in_csv(value).replace("'", "")
        assert (cells[name] == value) or report.lost
    assert json.loads(cells["tags"]) == ["mer/quai", "État"]
    assert (cells["start"], cells["end"], json.loads(cells["spans"])) == ("0", "9", [[0, 4], [8, 9]])


@given(st.sets(HAZARDS, min_size=2, max_size=2))
def test_two_texts_are_never_written_alike(notes: set[str]) -> None:
    rows, _, _ = cells_of(csv_table.write, *(replace(ROW, note=note) for note in notes))
    assert len({row["note"] for row in rows}) == 2


@given(HAZARDS, HAZARDS, st.sampled_from(",;\t|"))
def test_no_separator_makes_a_formula(quote: str, tag: str, separator: str) -> None:
    _, _, text = cells_of(csv_table.write, replace(ROW, quote=quote, tags=(tag,)))
    _, _, by_tag = cells_of(csv_table.write_tags, replace(ROW, quote=quote, tags=(tag, "b")))
    for row in csv.reader(io.StringIO(text + by_tag, newline=""), delimiter=separator):
        assert not [cell for cell in row if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@a", "12:15", "12e5", "007", "2024", "1/2", "1,5", "12 %", "3 mars", "MARCH1", "SEPT2", "1-déc",
     "2024-01-02", "mardi 3 mars 2024", "3 mars 2024 10:00", "Monday, March 3, 2024", "TRUE", "vrai", "12:15 pm", "$5", "texte;=1+1;fin", "texte\n=1+1", "texte\t=1+1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_reinterpret_is_guarded_and_counted(text: str) -> None:
    (cells, _), report, _ = cells_of(csv_table.write, replace(ROW, note=text), ROW)
    assert cells["note"] != text
    assert cells["note"].replace("'", "") == text
    assert (report.written, report.kept, sum(report.lost.values())) == (2, 1, 1)


@pytest.mark.parametrize(
    "text", ["un mot", "l’an 2024", "a;b", "a - b", "'tis", "mardi 3", "12 quais", "true love", "a=b"]
)
def test_other_text_is_as_it_was(text: str) -> None:
    (cells,), report, _ = cells_of(csv_table.write, replace(ROW, note=text))
    assert (cells["note"], report.kept) == (text, 1)


@pytest.mark.parametrize("tag", ["a;b", 'a"b', "=1+1", "x;=1+1", "x, =1", "12:15"])
def test_tags_come_back_one_by_one(tag: str) -> None:
    (cells,), report, _ = cells_of(csv_table.write, replace(ROW, tags=(tag, "b")))
    assert json.loads(cells["tags"]) == [tag, "b"]
    assert report.kept == 1


def test_each_tag_may_have_a_row_of_its_own() -> None:
    rows, report, _ = cells_of(csv_table.write_tags, ROW, replace(ROW, id="a2", tags=()))
    assert [(row["id"], row["tag"]) for row in rows] == [("a1", "mer/quai"), ("a1", "État"), ("a2", "")]
    assert (report.written, report.format) == (2, "csv-tags")


def test_no_cell_steers_the_terminal_it_is_printed_on() -> None:
    stream = io.StringIO(newline="")
    report = csv_table.write([replace(ROW, quote="\x1b]0;x\x07", note="a\tb\nc")], stream)
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "a\tb\nc" in stream.getvalue()
    assert (report.kept, sum(report.lost.values())) == (0, 1)


def test_markdown_keeps_the_paragraphs_of_a_quote_and_the_lines_of_a_note() -> None:
    stream = io.StringIO()
    markdown.write([replace(ROW, quote="Le\nport.\n\nLe quai.", note="un\ndeux\n\n- trois\n")], stream)
    assert "\n> Le port.\n>\n> Le quai.\n>\n> — (Roy, 2024)\n" in stream.getvalue()
    assert "\nun\\\ndeux\n\n\\- trois\n" in stream.getvalue()


def test_markdown_groups_by_article_and_escapes() -> None:
    stream = io.StringIO()
    hostile = replace(ROW, id="2", quote="*gras* [x](y) \x1b[31m <b>", tags=("a`b",))
    report = markdown.write([ROW, hostile, replace(ROW, id="3", article="b", title="Autre")], stream)
    text = stream.getvalue()
    assert text.count("\n## ") + text.startswith("## ") == 2
    assert "\\*gras\\*" in text
    assert "\\<b\\>" in text
    assert "\x1b" not in text
    assert "`` #a`b ``" in text
    assert "\\[x\\](y)" in text
    assert report.written == 3


@given(HAZARDS | WORDS | st.sampled_from(["'", "''=1", "1,-2", "'1,'-2", ";'=", "\t=1", "'12:15", "3 mars"]))
def test_exactly_the_guards_come_off_again(text: str) -> None:
    (cells,), _, _ = cells_of(csv_table.write, replace(ROW, note=text))
    assert csv_table.unguarded(cells["note"]) == in_csv(text)


@pytest.mark.parametrize("blank", ["\v", "\f", "\x85", "\u2028"])
def test_a_blank_that_is_a_control_character_is_a_blank_in_a_table(blank: str) -> None:
    (cells,), report, _ = cells_of(csv_table.write, replace(ROW, quote=f"le{blank}port"))
    assert (cells["quote"], bool(report.lost)) == ("le port", True)


@pytest.mark.parametrize("cell", ["'tis", "l'an", "'", "''", "'mardi", "a;'b", "rock 'n' roll"])
def test_an_apostrophe_that_is_no_guard_stays(cell: str) -> None:
    assert csv_table.unguarded(cell) == cell
