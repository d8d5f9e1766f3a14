"""Tables from other hands: made by hand, saved by a spreadsheet, damaged."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from reader.annotation.codebook import Tag
from reader.exchange import xlsx_writer
from reader.exchange.import_formats import IMPORTS, import_format
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.files.xml_tree import parse
from reader.text.problem import Problem

ROW = ExportRow(
    "a1", "port", "Le port", ((0, 4), (8, 9)), "Le « port »", ("mer/quai", "État"), "une\nnote", "yellow", "anchored",
    "Ada", "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z", "(Roy, 2024)", "Roy, A. (2024). Le port.",
)  # fmt: skip
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def file_with(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "title,quote,tags\nLe port,Rien,mer/quai; été\n",
        'sep=;\r\nTitle;Quote;Tags\r\nLe port;Rien;"mer/quai; été"\r\n',
        "title\tquote\ttags\nLe port\tRien\tmer/quai;été\n".encode("utf-16"),
        b'title;quote;tags\nLe port;Rien;"mer/quai;\xe9t\xe9"\n',
        'title,quote,tags\nLe port,Rien,"[""mer/quai"", ""été""]"\n',
    ],
)
def test_a_table_made_by_hand_has_annotations(tmp_path: Path, content: str | bytes) -> None:
    made = import_format(file_with(tmp_path, "t.csv", content)).read(tmp_path / "t.csv")
    (annotation,) = made.annotations
    assert (annotation.document, annotation.tags) == ("Le port", ("mer/quai", "été"))
    assert [passage.quote for passage in annotation.passages] == ["Rien"]
    assert bool(made.losses.counts) == (content[:20] == b"title;quote;tags\nLe port"[:20]), "the old code page is said"


def test_commas_in_the_names_of_columns_do_not_split_them(tmp_path: Path) -> None:
    table = "Title;Quote;who, when, where, and why\nLe port;Rien, encore;x\n"
    (annotation,) = import_format(file_with(tmp_path, "t.csv", table)).read(tmp_path / "t.csv").annotations
    assert [passage.quote for passage in annotation.passages] == ["Rien, encore"]


def test_what_a_row_has_too_much_and_a_row_without_end_are_said(tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_text('title,quote,tags\nLe port,port,mer,eau\nLe port,"rouvre\nLe port,vent,\n', "utf-8")
    losses = IMPORTS["csv"].read(file).losses
    assert losses.cases == [
        ("cells behind the last column", "row 1"),
        ("rows that have no end: a quotation mark is missing", "row 2"),
    ]


def test_a_fault_in_a_row_costs_that_row(tmp_path: Path) -> None:
    table = "id,article,quote,created,spans,odd\n1,port,Rien,hier,x,1\n2,port,,,,\n1,port,Autre,,,\n"
    made = IMPORTS["csv"].read(file_with(tmp_path, "t.csv", table))
    assert [(each.key, each.created) for each in made.annotations] == [("1", 0)]
    assert made.losses.counts == {
        "dates that cannot be read": 1,
        "rows without a quote or an article": 1,
        "annotations whose identifier another annotation has": 1,
        "columns that are not of an annotation": 1,
    }
    lines = '{"quote": "Rien", "article": "port", "tags": ["mer"]}\nnot json\n[1]\n'
    made = IMPORTS["jsonl"].read(file_with(tmp_path, "t.jsonl", lines))
    assert [each.tags for each in made.annotations] == [("mer",)]
    assert made.losses.counts == {"lines that are not an object of JSON": 2}


@pytest.mark.parametrize("key", ["csv", "jsonl"])
@pytest.mark.parametrize("content", ["a,b\n1,2\n", '{"a": 1}\n', "words\n", "\x00\x01\n"])
def test_a_file_without_annotations_is_refused(tmp_path: Path, key: str, content: str) -> None:
    path = file_with(tmp_path, f"t.{key}", content)
    with pytest.raises(Problem, match=r"format of the file is not known"):
        import_format(path)
    with pytest.raises(Problem, match="no annotations"):
        IMPORTS[key].read(path)


def workbook(*rows: ExportRow) -> tuple[bytes, Report]:
    stream = io.BytesIO()
    document = ExportDocument("port", "Le port", "", None)
    report = xlsx_writer.write(ExportProject("n", rows, [Tag("id", "mer")], lambda _id: document), stream)
    return stream.getvalue(), report


def sheet_of(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse(archive.read("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize("text", ["=1+1", "12:15", "2024-01-02", "+33", "0123", "'x", " a ", "_x000A_", "a\nb", "<&>"])
def test_a_cell_of_a_workbook_is_text_as_written(tmp_path: Path, text: str) -> None:
    data, report = workbook(replace(ROW, note=text))
    sheet = sheet_of(data)
    assert {cell.get("t") for cell in sheet.iter("c")} == {"inlineStr"}
    assert not list(sheet.iter("f"))
    assert (report.written, report.kept, report.lost) == (1, 1, {})
    path = file_with(tmp_path, "t.xlsx", data)
    assert [each.note for each in IMPORTS["xlsx"].read(path).annotations] == [text]


def test_a_cell_is_cut_where_excel_would_refuse_the_file() -> None:
    data, report = workbook(replace(ROW, quote="🎒" * 20_000), replace(ROW, note="\x1b"))
    sheet = sheet_of(data)
    assert max(len(words.text or "") for words in sheet.iter("t")) == xlsx_writer.LONGEST // 2
    assert (report.kept, len(report.lost), sum(report.lost.values())) == (0, 2, 2)


def packed(folder: Path, **parts: str) -> Path:
    names = {
        "workbook": "xl/workbook.xml", "links": "xl/_rels/workbook.xml.rels", "strings": "xl/sharedStrings.xml",
        "sheet": "xl/worksheets/sheet1.xml",
    }  # fmt: skip
    path = folder / "saved.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(names[name], part)
    return path


BOOK = f'<workbook {MAIN} xmlns:r="R"><sheets><sheet name="a" sheetId="1" r:id="rId3"/></sheets></workbook>'
LINKS = '<Relationships xmlns="L"><Relationship Id="rId3" Target="/xl/worksheets/sheet1.xml"/></Relationships>'
STRINGS = (
    f"<sst {MAIN}><si><t>article</t></si><si><t>quote</t></si><si><r><t>Le </t></r><r><t>port</t></r><rPh><t>x</t></rPh>"
    "</si><si><t>start</t></si><si><t>end</t></si></sst>"
)
SHEET = (
    f'<worksheet {MAIN}><sheetData><row><c t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c t="s"><v>3</v></c>'
    '<c t="s"><v>4</v></c></row><row><c r="A2" t="str"><f>x</f><v>port</v></c><c r="C2" t="s"><v>2</v></c>'
    '<c r="D2"><v>0</v></c><c r="E2" t="n"><v>7.0</v></c></row><row/></sheetData></worksheet>'
)


def test_a_workbook_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    made = IMPORTS["xlsx"].read(packed(tmp_path, workbook=BOOK, links=LINKS, strings=STRINGS, sheet=SHEET))
    (annotation,) = made.annotations
    assert (annotation.document, annotation.passages[0].quote, annotation.passages[0].near) == ("port", "Le port", 0)


def test_a_number_with_too_many_digits_is_no_text_of_a_workbook(tmp_path: Path) -> None:
    sheet = SHEET.replace('<c r="E2" t="n"><v>7.0', f'<c r="E2" t="s"><v>{"9" * 5000}')
    (annotation,) = (
        IMPORTS["xlsx"].read(packed(tmp_path, workbook=BOOK, links=LINKS, strings=STRINGS, sheet=sheet)).annotations
    )
    assert annotation.passages[0].quote == "Le port"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"workbook": BOOK}, "not an XLSX workbook"),
        ({"workbook": BOOK, "links": LINKS}, "not an XLSX workbook"),
        ({"workbook": BOOK, "links": LINKS, "sheet": f"<worksheet {MAIN}/>"}, "no annotations"),
        ({"workbook": BOOK, "links": LINKS, "sheet": "<worksheet"}, "A part of this file cannot be read"),
        ({"workbook": BOOK, "links": LINKS, "sheet": " " * 70_000_000}, "unpacks to too much"),
    ],
)
def test_a_workbook_that_is_none_is_refused(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    with pytest.raises(Problem, match=said):
        IMPORTS["xlsx"].read(packed(tmp_path, **parts))
