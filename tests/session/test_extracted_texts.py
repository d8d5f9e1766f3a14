"""Texts that take long to extract: extracted once, anew when a reader changes, and followed by their annotations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.annotation.model import State
from reader.cli.command_line import main
from reader.ingest import extra
from reader.ingest.content import Content
from reader.ingest.extra import missing
from reader.ingest.formats import FORMATS, Format
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.review import waiting_ids
from reader.session.cache import large_text_cache
from reader.session.library import description_cache
from reader.session.library.opening import close_library
from reader.text.block import Kind
from reader.text.composer import Composer, Words
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles

TEXT = "Le port rouvre au matin.\n\nLa mer dort encore un peu."


class Reader:
    """Reads paragraphs, the first on page 12, and counts the files that it has read."""

    def __init__(self) -> None:
        self.read_so_far = 0
        self.first = ""
        """What a newer version finds at the beginning."""
        self.problem: Problem | None = None

    def __call__(self, data: bytes) -> Content:
        if self.problem:
            raise self.problem
        self.read_so_far += 1
        composer = Composer()
        for number, words in enumerate(f"{self.first}{data.decode()}".split("\n\n"), 12):
            composer.add(Kind.PARAGRAPH, [Words(words, page=str(number))])
        made = composer.finished()
        return Content(made.text, Metadata("Le port"), structure=made.structure)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()
    monkeypatch.setitem(
        FORMATS, "slow", Format("slow", "slow text", (".slow",), reader, slow=True, packages=("slowly",))
    )
    monkeypatch.setattr(extra, "version", lambda package: "1")
    return reader


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "port.slow").write_text(TEXT, encoding="utf-8")
    return tmp_path


def raise_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let derived files be those of an earlier version of the readers."""
    for module in (large_text_cache, description_cache):
        monkeypatch.setattr(module, "_FORM", "newer")


def test_a_text_is_extracted_once_for_all_starts(reader: Reader, library: Path) -> None:
    for _start in range(3):
        workspace = open_with_articles(library)
        assert workspace.text("port") == TEXT
        document = workspace.document("port")
        assert document.pages_of([Span(0, len(TEXT))]) == [("12", "13")]
        close_library(workspace)
    assert reader.read_so_far == 1


def test_a_text_is_extracted_anew_with_another_version_of_its_package(
    reader: Reader, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_library(open_with_articles(library))
    monkeypatch.setattr(extra, "version", lambda package: "2")
    reader.first = "LE RIVAGE\n\n"
    workspace = open_with_articles(library)
    assert workspace.article("port").sha256 == workspace.digest("port")
    assert workspace.text("port").startswith("LE RIVAGE")
    close_library(workspace)


def test_annotations_follow_what_a_newer_reader_makes_of_the_same_file(
    reader: Reader, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_with_articles(library)
    for words in ("La mer dort", "Le port rouvre"):
        at = TEXT.index(words)
        annotate(workspace, "port", [Span(at, at + len(words))])
    close_library(workspace)

    raise_readers(monkeypatch)
    reader.first = "LE RIVAGE\n\nLe quai rouvre aussi.\n\n"
    workspace = open_with_articles(library)
    text = workspace.text("port")
    placed = [(each.spans[0].of(text), each.state) for each in annotations_in(workspace, "port")]
    assert placed == [("Le port rouvre", State.MOVED), ("La mer dort", State.MOVED)]
    assert waiting_ids(workspace, "port") == []
    close_library(workspace)

    monkeypatch.setattr(large_text_cache, "_FORM", "newest")
    monkeypatch.setattr(description_cache, "_FORM", "newest")
    (library / "port.slow").write_text(TEXT.replace("La mer dort", "La mer veille"), encoding="utf-8")
    workspace = open_with_articles(library)
    assert len(waiting_ids(workspace, "port")) == 1  # other words are a person's decision
    close_library(workspace)


def test_the_text_that_was_annotated_is_kept_with_the_annotations(reader: Reader, library: Path) -> None:
    workspace = open_with_articles(library)
    made = annotate(workspace, "port", [Span(0, 7)])
    assert workspace.store.text(made.sha256) == TEXT
    close_library(workspace)


def test_a_file_whose_package_is_missing_is_listed_by_its_name_and_says_so_when_opened(
    reader: Reader, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader.problem = missing("slow")
    (library / "quai.slow").write_text(TEXT, encoding="utf-8")
    (library / "mer.txt").write_text("La mer dort.", encoding="utf-8")
    for command in (["list"], ["list", "port"]):
        assert main([*command, "-l", str(library)]) == 0
        out, error = capsys.readouterr()
        assert "port" in out
        assert error.count("pip install 'scolie[slow]'") == 1 and "2 files wait for it" in error
    assert main(["show", "port", "-l", str(library)]) == 2
    error = capsys.readouterr().err
    assert "not installed" in error and "port.slow" in error and "pip install 'scolie[slow]'" in error
    for others in (
        ["search", "dort"],
        ["stats"],
        ["check"],
        ["jump", "mer"],
        ["annotations"],
        ["excerpt"],
        ["pass", "list"],
    ):
        assert main([*others, "-l", str(library)]) in (0, 1), others
    assert "mer" in capsys.readouterr().out
    assert main(["annotate", "mer", "--quote", "La mer", "-l", str(library)]) == 0

    reader.problem = None
    assert main(["show", "port", "-l", str(library)]) == 0
    assert TEXT in capsys.readouterr().out


def test_what_takes_long_is_not_read_while_a_person_waits_for_the_list(reader: Reader, library: Path) -> None:
    workspace = open_with_articles(library)
    (library / "quai.slow").write_text(TEXT, encoding="utf-8")
    workspace.catalogue.patience = 20
    assert [article.title for article in workspace.articles()] == ["Le port", "quai"]
    assert workspace.texts.is_slow("quai") and not workspace.texts.is_slow("port")
    assert list(workspace.read_articles())[-1] == 0
    assert [article.title for article in workspace.articles()] == ["Le port", "Le port"]
    close_library(workspace)


def test_a_large_text_of_a_fast_format_is_kept_apart_from_extracted_ones(
    reader: Reader, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large texts are few, since each may have hundreds of megabytes; a library of pages has a thousand."""
    monkeypatch.setitem(FORMATS, "slow", replace(FORMATS["slow"], suffixes=(".slow", ".slower")))
    monkeypatch.setattr(large_text_cache, "KEPT", 0)
    for number in range(3):
        (library / f"{number}.slower").write_text(TEXT, encoding="utf-8")
    for _start in range(2):
        workspace = open_with_articles(library)
        for article in workspace.articles():
            workspace.document(article.id)
        close_library(workspace)
    assert reader.read_so_far == 4
