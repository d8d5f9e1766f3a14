"""Documents that are damaged, protected, misnamed or made to do harm are refused in words that say what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.files.archive import member_at
from reader.ingest.source import load, read_source
from reader.text.problem import Problem
from tests.ingest.packages import DOCUMENTS, docx, odt, paragraph, zipped

DOCX = (DOCUMENTS / "article.docx").read_bytes()
ODT = (DOCUMENTS / "article.odt").read_bytes()
BOMB = '<!DOCTYPE d [<!ENTITY a "mer"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(tmp_path: Path, name: str, data: bytes) -> Problem:
    """Return the Problem of a file with this name and these bytes, which names the file."""
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(Problem) as caught:
        load(file)
    assert name in caught.value.message and caught.value.hint
    return caught.value


def with_flag(data: bytes, flag: int) -> bytes:
    """Return a zip file whose first member has a flag."""
    made = bytearray(data)
    for header, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(header) + at
        struct.pack_into("<H", made, place, struct.unpack_from("<H", made, place)[0] | flag)
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "data", "title", "hint"),
    [
        ("a.docx", b"", "This file is empty.", "again"),
        ("a.odt", b"", "This file is empty.", "again"),
        ("a.docx", DOCX[: len(DOCX) // 2], "This file is not in the format DOCX.", "incomplete"),
        ("a.docx", b"%PDF-1.7\n", "This file is not in the format DOCX.", ".pdf"),
        ("a.docx", b"{\\rtf1 }", "This file is not in the format DOCX.", ".rtf"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This file is not in the format DOCX.", "without a password"),
        ("a.docx", b"<!DOCTYPE html><html>", "This file is not in the format DOCX.", ".html"),
        ("a.docx", odt("<text:p>a</text:p>"), "This file is not in the format DOCX.", ".odt"),
        ("a.odt", DOCX, "This file is not in the format ODT.", ".docx"),
        ("a.odt", zipped({"content.xml": "<a>"}), "A part of this file cannot be read.", "anew"),
        ("a.docx", with_flag(docx(paragraph("a")), 1), "This file is protected by a password.", "password"),
        (
            "a.odt",
            zipped({"content.xml": "", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "This file is protected by a password.",
            "password",
        ),
    ],
)  # fmt: skip
def test_what_is_not_what_its_name_says_is_refused(
    tmp_path: Path, name: str, data: bytes, title: str, hint: str
) -> None:
    problem = refused(tmp_path, name, data)
    assert problem.title == title and hint in problem.hint


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE])
def test_entities_are_not_expanded_and_nothing_outside_is_read(tmp_path: Path, declaration: str) -> None:
    xml = f'{declaration}<w:document xmlns:w="{WORD}"><w:body>&a;</w:body></w:document>'
    assert "entities" in refused(tmp_path, "a.docx", zipped({"word/document.xml": xml})).title


def test_a_member_that_unpacks_to_far_more_than_it_is_packed_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": b" " * 20_000_000})
    assert len(bomb) < 100_000
    assert "unpacks" in refused(tmp_path, "a.docx", bomb).title


def test_a_member_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(docx(paragraph("La mer dort. " * 1000)))
    for header, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(header) + at, 10)
    assert "cannot be read" in refused(tmp_path, "a.docx", bytes(data)).title


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    problem = refused(tmp_path, "a.docx", made.getvalue().replace(b"<a/>", b"<b/>"))
    assert "word/document.xml" in problem.message


def test_elements_that_are_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<text:section>" * 10_000 + "</text:section>" * 10_000
    assert "nested" in refused(tmp_path, "a.odt", odt(deep)).title
    assert load_text(tmp_path, odt("<text:section>" * 150 + "<text:p>a</text:p>" + "</text:section>" * 150)) == "a"


def load_text(tmp_path: Path, data: bytes) -> str:
    file = tmp_path / "b.odt"
    file.write_bytes(data)
    return load(file).text


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "a/../../../b"])
def test_a_name_that_leads_out_of_the_file_is_refused(href: str) -> None:
    with pytest.raises(Problem, match="outside of itself"):
        member_at("text", href)
    assert member_at("text", "../a.xhtml") == "a.xhtml"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "x"])
def test_a_number_that_is_none_costs_no_more_than_itself(number: str) -> None:
    level = f'<w:pPr><w:outlineLvl w:val="{number}"/></w:pPr>'
    body = f"<w:p>{level}<w:r><w:t>Le port rouvre.</w:t></w:r></w:p>"
    assert read_source("a.docx", docx(body)).text.strip() == "Le port rouvre."
    blanks = f'<text:p>Le<text:s text:c="{number}"/>port rouvre.</text:p>'
    assert read_source("a.odt", odt(blanks)).text.strip() == "Le port rouvre."


def test_every_cut_of_a_document_is_refused_or_read(tmp_path: Path) -> None:
    """What a broken download leaves raises nothing but a Problem."""
    for name, data in (("a.docx", DOCX), ("a.odt", ODT)):
        for at in range(0, len(data), len(data) // 12):
            refused(tmp_path, name, data[:at])


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for package in ("pypdf", "striprtf"):
        pytest.importorskip(package, reason="it is in an extra, and in `dev`")
    for suffix in ("docx", "odt", "pdf", "epub", "rtf", "html"):
        (tmp_path / f"bad.{suffix}").write_bytes(b"MZ\x90 nothing of the kind")
        (tmp_path / f"empty.{suffix}").write_bytes(b"")
    (tmp_path / "port.docx").write_bytes(DOCX)
    assert main(["list", "-l", str(tmp_path)]) == 0
    out, error = capsys.readouterr()
    assert out.startswith("port") and len(out.splitlines()) == 1
    for suffix in ("docx", "odt", "pdf", "epub", "rtf", "html"):
        assert f"bad.{suffix}" in error and f"not in the format {suffix.upper()}:" in error
        assert f"empty.{suffix}" in error
    assert main(["search", "Sarzelec", "-l", str(tmp_path)]) == 0
    assert main(["show", "bad.pdf", "-l", str(tmp_path)]) == 2
    assert main(["check", "-l", str(tmp_path)]) == 1
    assert capsys.readouterr().out.count("This file is empty.") == 6
