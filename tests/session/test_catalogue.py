"""The catalogue: what is listed, what is read, what is kept."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Any, Literal
from unicodedata import normalize

import pytest

from reader.files.state import FileState
from reader.library.article import Article, with_ids
from reader.session.cache.large import LARGE
from reader.session.cache.large_text_cache import Prepared
from reader.session.library import article_files, description
from reader.session.library.catalogue import PATIENCE, Catalogue
from reader.session.library.first_look import first_look
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from tests.containers.exports import SAMPLES


def titles(catalogue: Catalogue) -> list[str]:
    return [article.title for article in catalogue.articles({})]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(6):
        (tmp_path / f"n{number}.txt").write_text(f"Le titre {number}\n\nUn vent. Une mer.", encoding="utf-8")
    return tmp_path


def test_what_was_never_read_is_reported_by_its_name(folder: Path) -> None:
    catalogue = Catalogue(folder, folder)
    catalogue.patience = 2
    assert titles(catalogue) == ["Le titre 0", "Le titre 1", "n2", "n3", "n4", "n5"]
    catalogue.patience = 0
    assert list(first_look(catalogue)) == [3, 2, 1, 0]
    assert titles(catalogue) == [f"Le titre {number}" for number in range(6)]


@pytest.mark.parametrize("name", ["node_modules", "__pycache__", ".git", "lost+found", "annotations"])
def test_what_programs_keep_beside_articles_is_none(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    (folder / name / "readme.md").write_text("# A program\n", encoding="utf-8")
    (folder / "notes" / "annotations").mkdir(parents=True)
    (folder / "notes" / "annotations" / "own.md").write_text("# My own\n", encoding="utf-8")
    assert Catalogue(folder, folder).files() == [*(f"n{number}.txt" for number in range(6)), "notes/annotations/own.md"]


@pytest.mark.parametrize("page", ["Le port.html", "Le port.HTM", "Le port.xhtml"])
def test_the_parts_of_a_saved_page_are_no_articles_but_a_folder_of_such_a_name_has_some(
    tmp_path: Path, page: str
) -> None:
    for name in ("Le port_files", "Le port_fichiers", "mes_fichiers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").touch()
    own = ["Le port_fichiers/a.txt", "Le port_files/a.txt", "mes_fichiers/a.txt"]
    assert Catalogue(tmp_path, tmp_path).files() == own
    (tmp_path / page).touch()
    assert "mes_fichiers/a.txt" in Catalogue(tmp_path, tmp_path).files()
    assert not set(own[:2]) & set(Catalogue(tmp_path, tmp_path).files())


def test_what_a_word_processor_locks_a_document_with_is_no_article(tmp_path: Path) -> None:
    for name in ("~$port.docx", ".~lock.port.docx#", ".~lock.port.docx", "port.docx"):
        (tmp_path / name).touch()
    assert Catalogue(tmp_path, tmp_path).files() == ["port.docx"]


def test_the_system_does_not_show_itself_as_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(folder: str) -> Iterator[os.DirEntry[str]]:
        asked.append(folder)
        if folder != "/":
            raise PermissionError(1, "no", folder)
        return scandir(folder)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", ask)
    Catalogue("/", "/").files()
    assert "/usr" in asked
    assert not {"/proc", "/sys", "/dev", "/run"} & {*asked}


def test_of_many_folders_only_some_are_looked_at_each_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_files, "AT_ONCE", 2)
    for number in range(4):
        (folder / f"f{number}").mkdir()
    catalogue = Catalogue(folder, folder)
    catalogue.files()
    assert not any(catalogue.is_stale() for _ in range(9))
    looks: list[str] = []
    state_of = FileState.of

    def look(path: str) -> FileState | None:
        looks.append(path)
        return state_of(path)

    monkeypatch.setattr(FileState, "of", look)
    catalogue.is_stale()
    assert len(looks) == 2
    (folder / "f2" / "new.txt").write_text("Neuf.", encoding="utf-8")
    assert any(catalogue.is_stale() for _ in range(3))


def test_nobody_waits_for_a_large_file(folder: Path) -> None:
    (folder / "n3.txt").write_text("Le titre 3\n\n" + "Un vent. " * (LARGE // 9), encoding="utf-8")
    catalogue = Catalogue(folder, folder)
    catalogue.patience = PATIENCE
    assert "n3" in titles(catalogue)
    list(first_look(catalogue))
    assert titles(catalogue) == [f"Le titre {number}" for number in range(6)]


def test_a_large_file_is_described_in_steps_and_not_read_again_if_it_is_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "n3.txt"
    file.write_text("Le titre 3\n\n" + "Un vent. Une mer.\n\n" * (LARGE // 17), encoding="utf-8")
    first = Catalogue(folder, folder)
    first.patience = 0
    left = list(first_look(first))
    assert left.count(1) > 5  # the others were read first, since they are small
    assert sorted(left, reverse=True) == left
    stamp = FileState.from_stat(file.stat())
    known = description.read(str(file), stamp)
    monkeypatch.setattr(description, "read", None)
    for path in ("n0.txt", "n1.txt", "n2.txt", "n4.txt", "n5.txt"):
        (folder / path).unlink()
    catalogue = Catalogue(folder, folder)
    asked: list[tuple[str, FileState]] = []

    def opened(path: str, of: FileState) -> Prepared:
        asked.append((path, of))
        return known

    catalogue.opened = opened
    assert catalogue.articles({}) == [article for article in first.articles({}) if article.path == "n3.txt"]
    assert asked == [("n3.txt", stamp)]


def test_a_workspace_tells_what_it_has_open(root: Path, workspace: Workspace) -> None:
    file = root / "seeds" / "port.txt"
    stamp = FileState.from_stat(file.stat())
    opened = workspace.catalogue.opened
    assert opened
    assert opened("seeds/port.txt", stamp) is None
    document = workspace.document("port")
    assert opened("seeds/port.txt", stamp) == (workspace.texts.source("port"), workspace.digest("port"), document)
    assert opened("seeds/été.md", stamp) is None
    assert opened("seeds/port.txt", FileState(stamp.size, stamp.mtime_ns + 1)) is None


def test_what_cannot_be_read_is_reported_and_not_listed(folder: Path) -> None:
    (folder / "n1.txt").write_bytes(b"a\0b")
    (folder / "n2.txt").unlink()
    (folder / "n2.txt").symlink_to(folder / "nowhere")
    (folder / "n3.txt").unlink()
    os.mkfifo(folder / "n3.txt")
    (folder / "again").symlink_to(folder)
    (folder / "loop").symlink_to("loop")
    for patience in (None, 0, 3):
        catalogue = Catalogue(folder, folder)
        assert len(titles(catalogue)) == 3
        catalogue.patience = patience
        assert titles(catalogue) == ["Le titre 0", "Le titre 4", "Le titre 5"]
        assert list(first_look(catalogue)) == []
        catalogue.ids({})  # another thread may ask for them in between
        messages = [problem.message for problem in catalogue.problems]
        assert len(messages) == len(set(messages)) == 4


def test_a_file_is_read_once_and_anew_when_it_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = folder / "cache.json"
    assert titles(Catalogue(folder, folder, cache))[0] == "Le titre 0"
    read: list[str] = []
    reading = description.read

    def counted(file: str, stamp: FileState) -> Prepared:
        read.append(Path(file).name)
        return reading(file, stamp)

    monkeypatch.setattr(description, "read", counted)
    catalogue = Catalogue(folder, folder, cache)
    titles(catalogue)
    assert read == []
    (folder / "n0.txt").write_text("Un autre titre\n\nUn vent. Une mer.", encoding="utf-8")
    assert titles(catalogue)[0] == "Un autre titre"
    assert read == ["n0.txt"]


def test_a_file_that_comes_or_goes_is_seen_in_its_folder(folder: Path) -> None:
    (folder / "deep").mkdir()
    for place in (folder, folder / "deep"):
        os.utime(place, ns=(1, 1))  # long ago, however coarse the clock of the file system
    catalogue = Catalogue(folder, folder)
    titles(catalogue)
    assert not catalogue.is_stale()
    (folder / "deep" / "new.txt").write_text("Neuf.", encoding="utf-8")
    assert catalogue.is_stale()
    titles(catalogue)
    assert not catalogue.is_stale()
    (folder / "n0.txt").unlink()
    assert catalogue.is_stale()


def test_it_may_be_listed_in_one_thread_and_looked_at_in_another(folder: Path) -> None:
    for number in range(200):
        (folder / f"f{number}").mkdir()
    catalogue = Catalogue(folder, folder)
    catalogue.files()
    listing = threading.Thread(target=lambda: [catalogue.files() for _ in range(30)])
    listing.start()
    while listing.is_alive():
        assert not catalogue.is_stale()


def test_articles_are_listed_anew_only_when_something_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(folder, folder)
    named: list[int] = []

    def counted(*given: Any) -> dict[str, str]:
        named.append(1)
        return with_ids(*given)

    monkeypatch.setattr("reader.session.library.catalogue.with_ids", counted)
    catalogue.articles({})  # what is read may settle which file is which
    first = catalogue.articles({})
    named.clear()
    assert catalogue.articles({}) == first
    assert named == []
    assert Catalogue(folder, folder).articles({}) == first
    (folder / "n0.txt").write_text("Un autre titre\n\nUn vent.", encoding="utf-8")
    assert catalogue.articles({})[0].title == "Un autre titre"
    assert catalogue.articles({"zero": "n0.txt"})[0].id == "zero"
    (folder / "n6.txt").write_text("Le titre 6", encoding="utf-8")
    assert len(catalogue.articles({"zero": "n0.txt"})) == 7


def test_the_states_of_files_are_the_same_object_until_one_changes(folder: Path) -> None:
    catalogue = Catalogue(folder, folder)
    catalogue.articles({})
    states = catalogue.states
    catalogue.articles({})
    assert catalogue.states is states
    (folder / "n0.txt").write_text("Un autre titre\n\nUn vent.", encoding="utf-8")
    catalogue.articles({})
    assert catalogue.states != states


def test_who_asks_while_the_files_are_looked_at_gets_what_was_seen_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(folder, folder)
    before = catalogue.articles({})
    (folder / "n6.txt").write_text("Le titre 6", encoding="utf-8")
    asked_meanwhile: list[list[Article]] = []
    from_stat = FileState.from_stat

    def look(state: os.stat_result) -> FileState:
        if not asked_meanwhile and S_ISREG(state.st_mode):
            asked_meanwhile.append([])  # this question looks at no file
            asked_meanwhile.append(catalogue.articles({}, age=60.0))
        return from_stat(state)

    monkeypatch.setattr(FileState, "from_stat", look)
    assert len(catalogue.articles({})) == 7
    assert asked_meanwhile[1] == before


def test_a_damaged_line_of_the_cache_costs_time_and_nothing_else(folder: Path) -> None:
    cache = folder / "cache.json"
    first = Catalogue(folder, folder, cache).articles({})
    good = cache.read_text()
    for bad in ("", "\x00", good[: len(good) // 2], good.replace("[", "{"), good.replace("5", "4", 1), good + "\n\n"):
        cache.write_text(bad)
        assert Catalogue(folder, folder, cache).articles({}) == first


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_article_is_found_in_either_unicode_form(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    path = normalize("NFD", "été.txt")
    catalogue = Catalogue(tmp_path, tmp_path)
    assert catalogue.id_of(normalize(form, "été.txt"), {"ete": path, "hiver": "hiver.txt"}) == "ete"
    assert catalogue.id_of(normalize(form, "Été"), {"x1": path, "hiver": "hiver.txt"}) == "x1"


def test_an_export_is_listed_with_what_to_do_with_it_and_says_so_when_it_is_opened(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "europresse-new.html", tmp_path)
    workspace = open_library(tmp_path)
    (article,) = workspace.articles()
    assert article.title == "europresse-new: an export, open it to add its articles"
    assert [problem.title for problem in workspace.catalogue.problems] == [
        "This is an export of Europresse, with articles inside."
    ]
    with pytest.raises(Problem, match="with 4 articles inside"):
        workspace.text(article.id)
