"""A format that articles come in is one row: added there, its files are articles everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.files.state import FileState
from reader.ingest.content import Content
from reader.ingest.formats import FORMATS, Format, format_list, format_of, suffix_list, suffixes
from reader.ingest.source import load, load_head
from reader.session.cache.large_text_cache import prepared
from reader.session.library.catalogue import Catalogue
from reader.session.library.workspace import Workspace
from reader.session.reading.positions import ReadingPositions
from reader.session.reading.returning import head
from reader.text.block import Kind
from reader.text.composer import Composer, Words
from reader.text.document import Document
from reader.text.emphasis import Marks
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.tui.app import ScolieApp
from tests.memory_store import MemoryStore
from tests.tui.showing import seen


def read(data: bytes) -> Content:
    """Read upside-down lines, the first one a title."""
    if data.startswith(b"locked"):
        raise Problem("This article is locked.", "", "Unlock it first.")
    title, *lines = reversed(data.decode().splitlines())
    composer = Composer()
    composer.add(Kind.HEADING, [Words(title)])
    for line in lines:
        composer.add(Kind.PARAGRAPH, [Words(line, Marks.EMPHASIS)])
    made = composer.finished()
    return Content(made.text, Metadata(author="Roy, Anne"), structure=made.structure)


ROW = Format("upside-down", "upside-down text", (".down", ".dwn"), read)
KNOWN = suffixes()
"""The suffixes without that row."""
DATA = "La mer dort.\nLe vent tombe.\nUn été".encode()
TEXT = "Un été\n\nLe vent tombe.\n\nLa mer dort."


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch) -> Format:
    """Add a row to the table."""
    monkeypatch.setitem(FORMATS, ROW.key, ROW)
    return ROW


@pytest.fixture
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of the format, outside the library."""
    path = tmp_path_factory.mktemp("elsewhere") / "Saison.DOWN"
    path.write_bytes(DATA)
    return path


def test_files_of_a_format_without_a_row_are_not_articles(
    file: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(file), "-l", str(root)]) == 2
    error = capsys.readouterr().err
    assert "This is not an article" in error and f"ending in {suffix_list()}" in error


def test_a_file_is_added_and_listed_and_shown(
    row: Format, file: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(file), "-l", str(root)]) == 0
    assert capsys.readouterr().out == "saison  Un été\n"
    assert main(["list", "-l", str(root)]) == 0
    assert any(line.startswith("saison") and "Un été" in line for line in capsys.readouterr().out.splitlines())
    assert main(["show", "saison", "-l", str(root)]) == 0
    assert capsys.readouterr().out == f"Un été\n\n{TEXT}\n"
    assert main(["annotate", "saison", "--quote", "Le vent", "-l", str(root)]) == 0
    capsys.readouterr()
    assert main(["excerpt", "-l", str(root)]) == 0
    assert "(Roy" in capsys.readouterr().out


def test_help_and_hints_name_it(
    row: Format, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # so that no name is broken at its hyphen
    with pytest.raises(SystemExit):
        main(["add", "--help"])
    assert "upside-down text (.down, .dwn)" in " ".join(capsys.readouterr().out.split())
    assert main(["add", "a.doc", "-l", str(root)]) == 2
    assert f"{', '.join(KNOWN)}, .down or .dwn" in capsys.readouterr().err


async def test_the_empty_list_names_it(row: Format, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Catalogue(tmp_path, tmp_path), MemoryStore(), "Ada", lambda: 1, lambda: "1")
    async with ScolieApp(workspace).run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        words = " ".join(seen(pilot).split())
        assert f"Put {', '.join(KNOWN)}, .down or .dwn files in this folder" in words
        assert "`scolie add FILE`" in words


def test_what_its_reader_refuses_is_reported_with_the_name_of_the_file(
    row: Format, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "seeds" / "zu.down").write_bytes(b"locked")
    assert main(["list", "-l", str(root)]) == 0
    out, err = capsys.readouterr()
    assert "port" in out and "zu" not in out
    assert "This article is locked" in err and "zu.down" in err and "Unlock it first." in err


def test_a_large_file_is_read_as_a_whole_again_after_an_edit(row: Format, tmp_path: Path) -> None:
    file = tmp_path / "a.down"
    for data in (DATA, DATA + b"\nEncore"):
        file.write_bytes(data)
        os.utime(file, ns=(len(data), len(data)))
        state = FileState.from_stat(file.stat())
        for _ in range(2):  # read, then taken from what was kept
            source, _, document = prepared(file, state)
            assert source == load(file)
            assert document.text == read(data).text
            assert document.blocks[0].kind is Kind.HEADING
    assert load_head(file) is None


def test_what_was_kept_by_a_version_with_more_formats_is_read_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Le port rouvre.")
    state = FileState.from_stat(file.stat())
    with monkeypatch.context() as other:
        other.setitem(FORMATS, "plain", Format("other", "", (".txt",), FORMATS["plain"].read))
        other.setitem(FORMATS, "other", FORMATS["plain"])
        assert prepared(file, state)[0].format == "other"
    assert prepared(file, state)[0].format == "plain"


def test_the_opening_of_an_article_is_shown_early_only_if_it_can_be_read_by_itself(
    row: Format, workspace: Workspace
) -> None:
    (Path(workspace.root) / "seeds" / "a.down").write_bytes(DATA)
    workspace.articles()
    places = ReadingPositions(workspace.root)
    assert isinstance(head(workspace, places, "port"), Document)
    assert head(workspace, places, "a") is None


def test_the_table_is_sound() -> None:
    assert [FORMATS[key].key for key in FORMATS] == list(FORMATS)
    assert len(set(suffixes())) == len(suffixes())
    for suffix in suffixes():
        assert suffix == suffix.lower() and suffix.startswith(".")
        found = format_of(f"un dossier/Un Article{suffix.upper()}")
        assert found and suffix in found.suffixes
    assert format_of("article.doc") is None
    assert format_of("article.markdown") is FORMATS["markdown"]
    assert suffix_list() == f"{', '.join(KNOWN[:-1])} or {KNOWN[-1]}"
    assert format_list().startswith("plain text (.txt), Markdown (.md, .markdown), ")
