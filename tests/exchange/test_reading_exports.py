"""Exports for reading and for reference managers: HTML, Obsidian, Org, Readwise, RIS, CSL-JSON."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import BinaryIO

import pytest
import yaml

from reader.annotation.codebook import Tag
from reader.exchange import citation_notes, html_report, obsidian, org, readwise
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.text.block import Kind, numbered
from reader.text.metadata import Metadata
from reader.text.span import Span
from reader.translation import use

TEXT = "Le port rouvre.\n\nLe quai <b>&amp;</b> la mer."
HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>'
DOCUMENT = ExportDocument(
    "le-port",
    "Le port",
    "",
    TEXT,
    Metadata("Le port", "Roy, Anne", date="2024-05-31"),
    numbered([(Kind.HEADING, Span(0, 15)), (Kind.QUOTE, Span(17, len(TEXT)))]),
)
ROW = ExportRow(
    "a1", "le-port", "Le port", ((3, 7), (17, 24)), "port […] Le quai", ("mer/quai nord", "2024"), "une\nnote", "green",
    "anchored", "Zoé", "2024-01-01T10:20:30.000Z", "2024-01-02T00:00:00.000Z", "(Roy, 2024)", "Roy, A. (2024).",
)  # fmt: skip
TAGS = (Tag("t1", "mer/quai nord", "red", definition="L’eau\net <le> quai."), Tag("t2", "2024", 'red"><script>'))


def written(
    write: Callable[[ExportProject, BinaryIO], Report], *rows: ExportRow, document: ExportDocument = DOCUMENT
) -> tuple[bytes, Report]:
    stream = io.BytesIO()
    report = write(ExportProject("Ma <thèse>", rows, TAGS, lambda _id: document), stream)
    return stream.getvalue(), report


class Page(HTMLParser):
    """The elements of a page: marked words, all words, attributes; it fails on a tag that does not fit."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "mark":
            self.marked.append((dict(attrs)["data-ink"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            ink, words = self.marked[-1]
            self.marked[-1] = (ink, words + data)
        if "style" not in self.open:
            self.words += data


def test_the_page_shows_the_text_with_its_highlights_and_the_codebook_with_counts() -> None:
    other = replace(ROW, id="a2", spans=((5, 15),), quote="rt rouvre.", tags=("2024",), ink="pink", note="")
    data, report = written(html_report.write, ROW, other, replace(ROW, id="a3", state="orphan"))
    page = Page(data.decode())
    assert page.marked == [("green", "po"), ("green", "rt"), ("pink", " rouvre."), ("green", "Le quai")]
    assert "Le quai2" not in page.words and "Le quai1 <b>&amp;</b> la mer." in page.words
    assert "These words are not in the text." in page.words
    rows = data.decode().partition("<tbody>")[2].split("</tr>")
    assert [row.partition('class="count">')[2].partition("<")[0] for row in rows[:2]] == ["2", "3"]
    assert "border-left-color: #d7263d" in rows[0] and "style" not in rows[1]
    assert (report.written, sum(report.lost.values())) == (3, 1)
    targets = {value for _, name, value in page.attributes if name == "id"}
    links = {value.removeprefix("#") for _, name, value in page.attributes if name == "href"}
    assert links <= targets | {"codebook"}


def test_the_page_runs_and_loads_nothing_whatever_the_texts_are() -> None:
    hostile = ExportRow(
        HOSTILE, HOSTILE, HOSTILE, ((0, 5),), HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, "anchored", HOSTILE, HOSTILE, HOSTILE,
        HOSTILE, HOSTILE,
    )  # fmt: skip
    document = ExportDocument(HOSTILE, HOSTILE, "javascript:alert(1)", HOSTILE, Metadata(language=HOSTILE))
    data, _ = written(html_report.write, hostile, document=document)
    page = Page(data.decode())
    assert not {tag for tag, _, _ in page.attributes} & {"script", "img", "link", "iframe", "object"}
    assert "<script" not in data.decode()
    assert all(value.startswith("#") for _, name, value in page.attributes if name in ("href", "src"))
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    (policy,) = (value for _, name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'")


def test_the_page_is_in_the_language_in_use() -> None:
    use("fr")
    try:
        data, _ = written(html_report.write, ROW)
    finally:
        use("en")
    assert '<html lang="fr">' in data.decode()
    assert "Livre de codes" in data.decode() or "Grille" in data.decode()


def test_a_passage_across_blocks_is_marked_in_each_and_numbered_once() -> None:
    data, _ = written(html_report.write, replace(ROW, spans=((8, 19),), quote="rouvre.\n\nLe"))
    page = Page(data.decode())
    assert page.marked == [("green", "rouvre."), ("green", "Le")]
    assert data.decode().count('href="#n1-1"') == 1


def test_obsidian_gets_a_note_for_each_article() -> None:
    rows = [
        ROW,
        replace(ROW, id="b 2", article="x", title="Le port"),
        replace(ROW, id="c", article="y", title="a/b: [c]#^|?"),
    ]
    data, report = written(obsidian.write, *rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["Le port.md", "Le port-2.md", "a b c.md"]
        note = archive.read("Le port.md").decode()
        assert "\n^b-2\n" in archive.read("Le port-2.md").decode()
    _, head, body = note.split("---\n", 2)
    assert yaml.safe_load(head) == {
        "title": "Le port", "author": "Roy, Anne", "date": "2024-05-31", "scolie": "le-port", "tags": ["mer/quai-nord", "_2024"],
    }  # fmt: skip
    assert body == (
        "\nRoy, A. (2024).\n\n> port […] Le quai\n>\n> — (Roy, 2024)\n\n^a1\n\n#mer/quai-nord #_2024 Zoé 2024-01-01\n\n"
        "une\\\nnote\n"
    )
    assert (report.written, sum(report.lost.values())) == (3, 6)


def test_org_has_headings_that_no_text_can_break() -> None:
    stream = io.StringIO()
    bad = "* un titre\n#+begin_src\n:END:\n- liste\n1. point"
    rows = [ROW, replace(ROW, id="a2", quote=bad, note=bad, tags=())]
    report = org.write(rows, stream)
    lines = stream.getvalue().split("\n")
    assert [line for line in lines if line.startswith("*")] == [
        "* Le port", "** port […] Le quai :mer_quai_nord:2024:", "** \\ast{} un titre #+begin\\under{}src :END: - liste 1. point",
    ]  # fmt: skip
    assert [line for line in lines if line.startswith("#")] == ["#+begin_quote", "#+end_quote"] * 2
    assert lines.count(":END:") == 3
    assert not [line for line in lines if line.startswith(("- ", "1. "))]
    assert (report.written, sum(report.lost.values())) == (2, 1)


def test_readwise_gets_its_columns() -> None:
    data, report = written(readwise.write, ROW, replace(ROW, quote="=1+1", tags=(), note=""))
    first, second = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert first == {
        "Highlight": "port […] Le quai", "Title": "Le port", "Author": "Roy, Anne", "URL": "",
        "Note": ".mer/quai-nord .2024\nune\nnote", "Location": "3", "Date": "2024-01-01 10:20:30",
    }  # fmt: skip
    assert second["Highlight"] == "'=1+1"
    assert (report.written, sum(report.lost.values())) == (2, 4)


def test_reference_managers_get_a_note_for_each_annotation() -> None:
    data, report = written(
        citation_notes.write_ris, ROW, replace(ROW, id="a2", quote="ER  - \nTY  - BOOK", note="", tags=())
    )
    assert data.decode() == (
        "TY  - NEWS\r\nID  - le-port\r\nAU  - Roy, Anne\r\nTI  - Le port\r\nPY  - 2024\r\nDA  - 2024/05/31/\r\n"
        "N1  - « port […] Le quai » — (Roy, 2024) — #mer/quai nord #2024 — une note — Zoé\r\n"
        "N1  - « ER - TY - BOOK » — (Roy, 2024) — Zoé\r\nER  - \r\n\r\n"
    )
    assert report.written == 2
    data, report = written(citation_notes.write_csl_json, ROW, ROW)
    (item,) = json.loads(data)
    assert (item["id"], item["type"], item["issued"]) == (
        "le-port",
        "article-newspaper",
        {"date-parts": [[2024, 5, 31]]},
    )
    assert item["note"].count("« port […] Le quai »") == 2
    assert json.loads(written(citation_notes.write_csl_json)[0]) == []


@pytest.mark.parametrize(
    "write",
    [html_report.write, obsidian.write, readwise.write, citation_notes.write_ris, citation_notes.write_csl_json],
)
def test_the_same_annotations_make_the_same_file(write: Callable[[ExportProject, BinaryIO], Report]) -> None:
    assert written(write, ROW)[0] == written(write, ROW)[0]
