"""A large article that a process of its own reads is as if it was read here, and is read here if the process fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.files.state import FileState
from reader.ingest.content import TakesTooLong
from reader.session.cache import large_text_cache, large_text_process
from reader.session.cache.large_text_cache import Prepared, is_cached, prepared
from reader.session.cache.large_text_process import prepared_apart
from reader.session.cache.slow_files import remember_slow
from reader.session.library.opening import open_library
from reader.text.problem import Problem
from reader.translation import use

MARKDOWN = "---\ntitle: Le quai\n---\n# Le quai\n\n> Un **vent** *froid*.\n\n🌊 漢 [e\u0301tat](a).\n\n- un\n- deux\n"
TEXTS = {
    "mark.md": MARKDOWN.encode(),
    "damaged.txt": "Le quai d’été a fermé.\n".encode() + b"Fin\xff.\n",
    "page.html": b"<article><h1>Le quai</h1><p>Un <b>vent</b> froid.</p></article>",
    "empty.txt": b"",
}


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_text_process, "APART", 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mark.md"
    path.write_bytes(TEXTS["mark.md"])
    return path


def state_of(file: Path) -> FileState:
    return FileState.from_stat(file.stat())


def values_of(read: Prepared) -> tuple[object, ...]:
    source, digest, document = read
    return source, digest, document.text, document.blocks, document.emphasis, document.keeps_lines


def read_here(file: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> tuple[object, ...]:
    """Return what this process reads, with a state folder of its own."""
    with monkeypatch.context() as other:
        other.setenv("XDG_STATE_HOME", str(folder))
        return values_of(prepared(file, state_of(file)))


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_process_has_read_is_what_is_read_here(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    file.write_bytes(TEXTS[name])
    here = read_here(file, monkeypatch, tmp_path / "own")
    monkeypatch.setattr(large_text_cache, "load_article", None)  # nothing is read here
    assert values_of(prepared_apart(file, state_of(file))) == here


def test_an_article_of_a_library_is_read_by_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mark.md").write_text(MARKDOWN, encoding="utf-8")
    workspace = open_library(tmp_path)
    assert [article.id for article in workspace.articles()] == ["mark"]
    monkeypatch.setattr(large_text_cache, "load_article", None)
    assert workspace.document("mark").text.startswith("Le quai\n\nUn vent froid.")
    assert workspace.texts.source_in_passing("mark").text == workspace.text("mark")


@pytest.mark.parametrize("start", ["raise SystemExit", "import os; os.kill(os.getpid(), 9)"])
def test_a_file_whose_process_dies_is_read_here(
    start: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read_here(file, monkeypatch, tmp_path / "own")
    monkeypatch.setattr("reader.ingest.child_process._START", start)
    assert values_of(prepared_apart(file, state_of(file))) == here
    assert is_cached(file, state_of(file))


def test_a_file_is_read_here_where_no_process_can_be_started(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read_here(file, monkeypatch, tmp_path / "own")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert values_of(prepared_apart(file, state_of(file))) == here


def test_a_file_is_read_here_where_nothing_can_be_kept(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read_here(file, monkeypatch, tmp_path / "own")
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert values_of(prepared_apart(file, state_of(file))) == here


def test_what_a_process_cannot_read_is_the_same_problem_in_the_language_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "image.md"
    file.write_bytes(b"GIF\0")
    use("fr")
    try:
        with pytest.raises(Problem) as here:
            prepared(file, state_of(file))
        monkeypatch.setattr(large_text_cache, "load_article", None)
        with pytest.raises(Problem) as apart:
            prepared_apart(file, state_of(file))
    finally:
        use("en")
    assert vars(apart.value) == vars(here.value)
    assert "fichier" in here.value.title and str(file) in here.value.message
    with pytest.raises(Problem, match="cannot be read"):
        prepared_apart(tmp_path / "none.md", FileState(1, 1))


def test_that_a_file_takes_too_long_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember_slow(file, state_of(file))
    monkeypatch.setattr(large_text_cache, "refuse_slow", None)  # it is the process that says it
    with pytest.raises(TakesTooLong, match="too long"):
        prepared_apart(file, state_of(file))
