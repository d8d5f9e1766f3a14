"""What other tools get, and what the report says of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exchange import csv_table, json_lines, markdown
from reader.exchange.row import Row
from reader.text.guard import guard

ROW = Row(
    "1", "port", "Le port", ((0, 4), (8, 9)), "Le « port »", ("mer/quai", "État"), "une\nnote", "yellow", "anchored",
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


@given(WORDS, WORDS)
def test_csv_comes_back_but_for_formulas(quote: str, note: str) -> None:
    stream = io.StringIO(newline="")
    report = csv_table.write([replace(ROW, quote=quote, note=note)], stream)
    header, row = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    cells = dict(zip(header, row, strict=True))
    for name, value in (("quote", quote), ("note", note)):
        shown = guard(value, lines=True)
        formula = shown.startswith(("=", "+", "-", "@", "\t"))
        assert cells[name] == ("'" + shown if formula else shown)
        assert (cells[name] == value) or report.lost
    assert cells["tags"] == "mer/quai;État"
    assert cells["spans"] == "0:4;8:9"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_formula_is_disarmed_and_counted(start: str) -> None:
    stream = io.StringIO()
    report = csv_table.write([replace(ROW, note=f"{start}1+1"), ROW], stream)
    assert f"'{start}1+1" in stream.getvalue()
    assert (report.written, report.kept, sum(report.lost.values())) == (2, 1, 1)


def test_no_cell_steers_the_terminal_it_is_printed_on() -> None:
    stream = io.StringIO(newline="")
    report = csv_table.write([replace(ROW, quote="\x1b]0;x\x07", note="a\tb\nc")], stream)
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()
    assert "a\tb\nc" in stream.getvalue()
    assert (report.kept, sum(report.lost.values())) == (0, 1)


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
