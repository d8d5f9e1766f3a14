"""A format for other tools is one row: added there, everything that exports offers it, and says what it loses."""

from __future__ import annotations

import io
import json
import os
import re
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import TextIO

import pytest

from reader.annotation.codebook import Tag, rgb
from reader.citation.excerpt_formats import FORMATS as CITATION_FORMATS
from reader.cli.command_line import main
from reader.exchange.formats import FORMATS, ExportFormat, Exports, codebook_format, formats_of
from reader.exchange.identifier import guid_of
from reader.exchange.import_formats import IMPORTS
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.session.codebook.tag_edits import new_tag
from reader.session.library.workspace import Workspace
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import messages, paste, press


def write_quotes(rows: Iterable[ExportRow], stream: TextIO) -> Report:
    report = Report("quotes")
    for row in rows:
        stream.write(f"{row.quote} {row.citation}\n")
        report.written += 1
        report.kept += 1
    return report


def write_paths(tags: Iterable[Tag], stream: TextIO) -> Report:
    report = Report("paths")
    for tag in tags:
        stream.write(f"{tag.path}\n")
        report.written += 1
    return report


QUOTES = ExportFormat(
    "quotes", "quotes alone", ".quotes", Exports.ANNOTATIONS, write_quotes, ("tags", "note"), "markdown", True
)
PATHS = ExportFormat("paths", "paths alone", ".paths", Exports.CODEBOOK, write_paths, ("definition",))


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add two rows to the table."""
    monkeypatch.setitem(FORMATS, QUOTES.key, QUOTES)
    monkeypatch.setitem(FORMATS, PATHS.key, PATHS)


@pytest.mark.usefixtures("rows")
def test_help_offers_it(capsys: pytest.CaptureFixture[str]) -> None:
    for command, name in (("export", "quotes: quotes alone"), ("tags", "paths alone")):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        assert name in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("rows")
def test_annotations_are_exported_and_the_loss_is_reported(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["annotate", "port", "--quote", "Rien ne presse.", "--tag", "mer", "-l", str(root)])
    capsys.readouterr()
    out = tmp_path / "out.quotes"
    assert main(["export", "quotes", "-l", str(root), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("\ufeffRien ne presse. (")
    assert "§\u00a02" in out.read_text(encoding="utf-8"), "cited as in Markdown"
    captured = capsys.readouterr()
    assert captured.err == "Annotations written: 1.\nNot kept as they were: tags, notes (1).\n"
    assert main(["export", "quotes", "--json", "-l", str(root), "-o", str(out)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "format": "quotes",
        "written": 1,
        "kept": 0,
        "lost": [{"what": "tags, note", "count": 1}],
    }


@pytest.mark.usefixtures("rows")
def test_a_codebook_is_exported_in_the_format_of_the_suffix_and_the_loss_is_reported(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tags", "new", "mer", "-l", str(root)])
    capsys.readouterr()
    out = tmp_path / "Book.PATHS"
    assert main(["tags", "export", str(out), "-l", str(root)]) == 0
    assert out.read_text(encoding="utf-8") == "mer\n"
    assert capsys.readouterr() == ("Tags written: 1.\n", "Not kept as they were: definition (1).\n")
    assert main(["tags", "export", str(tmp_path / "book"), "-l", str(root)]) == 0
    assert 'path = "mer"' in (tmp_path / "book").read_text(encoding="utf-8"), "the first format is the default"
    assert capsys.readouterr() == ("Tags written: 1.\n", "")


@pytest.mark.usefixtures("rows")
async def test_the_screen_exports_a_codebook_in_the_format_of_the_suffix(workspace: Workspace, tmp_path: Path) -> None:
    new_tag(workspace, "mer", {})
    out = tmp_path / "book.paths"
    async with ScolieApp(workspace).run_test(size=(160, 30)) as pilot:
        await press(pilot, "g", "t", "E", "ctrl+u")
        await paste(pilot, str(out))
        said = messages(pilot)
    assert out.read_text(encoding="utf-8") == "mer\n"
    assert "1 tag written" in said and "Not kept as they were: definition (1)." in said


def written(format_: ExportFormat, project: ExportProject) -> tuple[str, Report]:
    """Return what a format writes; of an archive, its members one after the other."""
    stream = io.BytesIO()
    report = format_.write_project(project, stream)
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist()), report
    return stream.getvalue().decode(), report


def test_a_format_carries_every_field_that_it_does_not_leave_out() -> None:
    row = ExportRow(
        "idXX", "articleXX", "titleXX", ((111, 118),), "quoteXX", ("tagXX",), "noteXX", "inkXX", "anchored", "coderXX",
        "createdXX", "modifiedXX", "citationXX", "referenceXX",
    )  # fmt: skip
    document = ExportDocument("articleXX", "titleXX", "", "x" * 111 + "quoteXX")
    project = ExportProject("name", [row], [Tag("id", "tagXX")], lambda _id: document)
    for format_ in formats_of(Exports.ANNOTATIONS).values():
        text, report = written(format_, project)
        values = asdict(row) | {"spans": "111", "tags": "tagXX"}
        missing = {name for name, value in values.items() if str(value) not in text}
        guids = {"id": guid_of("idXX"), "article": guid_of("articleXX", "article")}
        missing -= {name for name, guid in guids.items() if guid in text}
        assert missing <= set(format_.left_out) <= {field.name for field in fields(ExportRow)}, format_.key
        assert bool(missing) == bool(report.lost)
    tag = Tag("id", "pathXX", "red", "k", "definitionXX", "inclusionXX", "exclusionXX", "exampleXX")
    for format_ in formats_of(Exports.CODEBOOK).values():
        stream = io.StringIO()
        report = format_.write([tag], stream)
        assert all(word in stream.getvalue() for word in ("pathXX", "definitionXX"))
        assert "red" in stream.getvalue() or rgb("red") in stream.getvalue()
        assert report.written == 1
        assert bool(report.lost) == ("exampleXX" not in stream.getvalue())


def test_no_export_steers_the_terminal_it_is_printed_on() -> None:
    hostile = "a\x1b]0;x\x07\x9b31m\x7f\u202eb\u2066c\rd"
    row = ExportRow(
        hostile, hostile, hostile, ((0, len(hostile)),), hostile, (hostile,), hostile, "yellow", "anchored", hostile,
        "2024-01-01T00:00:00.000Z", "2024-01-01T00:00:00.000Z", hostile, hostile,
    )  # fmt: skip
    document = ExportDocument(hostile, hostile, hostile, hostile)
    tag = Tag("id", hostile, definition=hostile)
    project = ExportProject(hostile, [row], [tag], lambda _id: document)
    steering = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
    for format_ in formats_of(Exports.ANNOTATIONS).values():
        if not format_.binary:
            text, report = written(format_, project)
            assert not steering.search(text), format_.key
            assert "\r" not in text.replace("\r\n", "\n"), format_.key
            assert report.written == 1
    for format_ in formats_of(Exports.CODEBOOK).values():
        stream = io.StringIO()
        format_.write([tag], stream)
        assert not steering.search(stream.getvalue()), format_.key


def test_an_archive_is_not_written_to_a_terminal(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["annotate", "port", "--quote", "Rien ne presse.", "-l", str(root)])
    capsys.readouterr()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for format_ in formats_of(Exports.ANNOTATIONS).values():
        if format_.binary:
            assert main(["export", format_.key, "-l", str(root)]) == 2
            out, err = capsys.readouterr()
            assert out == "" and "Give a file with -o." in err


def test_the_table_is_sound() -> None:
    suffixes = [(row.exports, row.suffix) for row in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)
    for key, row in FORMATS.items():
        assert row.key == key
        assert row.suffix == row.suffix.lower() and row.suffix.startswith(".")
        assert row.citations in CITATION_FORMATS
    assert codebook_format().key == codebook_format("a.toml").key == "toml"
    for key, import_row in IMPORTS.items():
        assert import_row.key == key
        assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in import_row.suffixes)


def test_no_format_keeps_all_annotations_in_memory() -> None:
    text = "Le port rouvre. " * 25

    def rows_of(count: int) -> Iterator[ExportRow]:
        for at in range(count):
            article, start = divmod(at, 25)
            yield ExportRow(
                f"a{at}", f"article {article}", "Le port", ((start * 16, start * 16 + 15),), "Le port rouvre.", ("mer",),
                f"note {at}" * 100, "yellow", "anchored", "Ada", "2024-01-01T00:00:00.000Z", "2024-01-01T00:00:00.000Z", "(x)", "x",
            )  # fmt: skip

    def peak(format_: ExportFormat, count: int) -> int:
        project = ExportProject("n", rows_of(count), (), lambda id_: ExportDocument(id_, id_, "", text))
        with Path(os.devnull).open("wb") as stream:
            tracemalloc.start()
            format_.write_project(project, stream)
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    for format_ in formats_of(Exports.ANNOTATIONS).values():
        peak(format_, 1)  # loads what it needs
        more = peak(format_, 600) - peak(format_, 100)
        assert more < 200_000, f"{format_.key}: {more} bytes for 500 annotations of 1,000 bytes"
