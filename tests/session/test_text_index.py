"""The index of a library is as if it were not there: what is found with it is what is found without."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reader.files.state import FileState
from reader.search.query.parser import parse
from reader.session.cache import index_file
from reader.session.cache.index_file import IndexWriter
from reader.session.cache.index_file import text_of as text_in_index
from reader.session.cache.text_index import TextIndex
from reader.session.library.catalogue import Catalogue
from reader.session.library.first_look import first_look
from reader.session.library.reader_process import looks
from tests.containers.exports import SAMPLES

WORDS = "la mer le port souveraineté l’État œuvre grève de du quai".split()


def article(number: int) -> str:
    rng = random.Random(number)
    return f"# Titre {number}\n\n" + " ".join(rng.choices(WORDS, k=30)) + f" repère{number}.\n"


def text_of(path: str) -> str:
    return article(int(path[1])).removeprefix("# ").strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    for number in range(8):
        (tmp_path / "library" / f"n{number}.md").write_text(article(number), encoding="utf-8")
    return tmp_path / "library"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "index" / "own.sqlite"


def refreshed(folder: Path, file: Path) -> TextIndex:
    index = TextIndex(file)
    list(first_look(Catalogue(folder, folder), index))
    return index


def found(index: TextIndex, query: str) -> set[str]:
    result = index.look_up(parse(query))
    return {path for number, path in result.paths.items() if result.numbers is None or number in result.numbers}


def texts(index: TextIndex) -> dict[str, str | None]:
    return {path: index.text(indexed) for path, indexed in index.look_up(parse("")).articles.items()}


def test_a_word_leads_to_its_article(folder: Path, file: Path) -> None:
    index = refreshed(folder, file)
    assert found(index, "REPERE3") == {"n3.md"}
    assert found(index, '"titre 3"') == {"n3.md"}
    assert found(index, "repère3 OR repere4") == {"n3.md", "n4.md"}
    assert found(index, "repère3 repere4") == found(index, "nulle") == set()
    assert found(index, "repe*") == found(index, "-repère3") == {f"n{number}.md" for number in range(8)}
    assert found(index, r"/père3\b/") == {"n3.md"} and found(index, r"/nulle\w*/") == set()
    assert found(index, "/repère3|titre/") == found(index, "repe*")
    assert texts(index) == {path: text_of(path) for path in texts(index)}
    assert index.fault == ""


def test_only_what_changed_is_read_again(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(folder, folder)
    index = TextIndex(file)
    list(first_look(catalogue, index))
    before = dict(index.look_up(parse("")).articles)
    (folder / "n1.md").write_text("# Neuf\n\nUne falaise.\n", encoding="utf-8")
    (folder / "n2.md").unlink()
    (folder / "n3.md").rename(folder / "moved.md")
    os.utime(folder / "n4.md", ns=(1, 1))
    assert len(list(first_look(catalogue, index))) == 3
    after = index.look_up(parse("")).articles
    assert after.keys() == {"n0.md", "n1.md", "moved.md", *(f"n{number}.md" for number in range(4, 8))}
    assert {path for path in after if path in before and after[path].id == before[path].id} == {
        "n0.md", "n4.md", "n5.md", "n6.md", "n7.md",
    }  # fmt: skip
    assert found(index, "falaise") == {"n1.md"}
    assert found(index, "repere1") == found(index, "repere2") == set()
    assert found(index, "repere3") == {"moved.md"}
    assert after["n4.md"].state.mtime_ns == 1
    assert list(first_look(catalogue, index)) == []


def test_a_text_that_was_read_by_another_version_of_a_package_is_read_again(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed(folder, file)
    monkeypatch.setattr("reader.session.cache.text_index.versions_of", lambda _path: "new 2")
    assert found(TextIndex(file), "") == set()


@pytest.mark.parametrize("broken", ["byte", "half", "empty", "zeros", "text", "other", "link", "folder", "unreadable"])
def test_a_damaged_index_is_never_trusted_and_made_again(folder: Path, file: Path, tmp_path: Path, broken: str) -> None:
    refreshed(folder, file).close()
    data = file.read_bytes()
    if broken == "byte":
        place = data.index(b"repere")
        file.write_bytes(data[:place] + b"x" + data[place + 1 :])
    elif broken == "half":
        file.write_bytes(data[: len(data) // 2])
    elif broken == "empty":
        file.write_bytes(b"")
    elif broken == "zeros":
        file.write_bytes(data[:4096] + bytes(len(data) - 4096))
    elif broken == "text":
        file.write_text("not a database")
    elif broken == "other":
        file.unlink()
        with sqlite3.connect(file) as other:
            other.execute("create table about (x)")
        other.close()
    elif broken == "link":
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
    elif broken == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.chmod(0)
    index = TextIndex(file)
    assert found(index, "repere3") == set() or broken == "unreadable"  # root may read it
    made = refreshed(folder, file)
    if broken == "folder":
        assert made.fault
        assert found(made, "repere3") == set()
    else:
        assert made.fault == ""
        assert found(made, "repere3") == {"n3.md"}


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_byte_anywhere_is_noticed_or_means_nothing(folder: Path, file: Path, seed: int) -> None:
    refreshed(folder, file).close()
    data, rng = bytearray(file.read_bytes()), random.Random(seed)
    for _ in range(rng.choice([1, 1, 10, 100])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)
    index = TextIndex(file)
    for number in range(8):
        if articles := index.look_up(parse("")).articles:
            assert found(index, f"repere{number}") == {f"n{number}.md"} or not index.look_up(parse("")).articles
            assert index.text(articles[f"n{number}.md"]) in (None, text_of(f"n{number}.md"))


def test_an_index_of_another_version_is_made_again(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as other:
        other.setattr(index_file, "_FORM", "another version")
        refreshed(folder, file).close()
    assert found(TextIndex(file), "repere3") == set()
    assert found(refreshed(folder, file), "repere3") == {"n3.md"}


def test_half_an_index_has_what_it_has(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.session.library.first_look.AT_ONCE", 1)
    steps = first_look(Catalogue(folder, folder), TextIndex(file))
    for _ in range(4):
        next(steps)
    steps.close()  # type: ignore[attr-defined]
    index = TextIndex(file)
    assert 0 < len(texts(index)) < 8
    assert texts(index) == {path: text_of(path) for path in texts(index)}
    assert len(texts(refreshed(folder, file))) == 8


def test_a_reader_sees_what_another_program_writes(folder: Path, file: Path) -> None:
    index = refreshed(folder, file)
    assert found(index, "falaise") == set()
    (folder / "n1.md").write_text("# Neuf\n\nUne falaise.\n", encoding="utf-8")
    refreshed(folder, file).close()
    assert found(index, "falaise") == {"n1.md"}
    assert TextIndex(file).file.discard()
    assert found(index, "falaise") == set()
    refreshed(folder, file).close()
    assert found(index, "falaise") == {"n1.md"}


def test_without_a_place_to_write_there_is_a_reason_and_no_index(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    catalogue = Catalogue(folder, folder)
    index = TextIndex(tmp_path / "state" / "index" / "own.sqlite")
    assert list(first_look(catalogue, index))[-1] == 0
    assert len(catalogue.articles({})) == 8
    assert index.fault
    assert index.look_up(parse("mer")) == ({}, {}, None)


def test_without_fts5_there_is_a_reason_and_no_index(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "_SCHEMA", "create virtual table words using fts5_that_is_missing (line)")
    index = refreshed(folder, file)
    assert "fts5" in index.fault
    assert found(index, "mer") == set()
    assert not file.exists()


def test_only_so_many_libraries_keep_their_index(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "KEPT", 2)
    files = [file.with_name(f"{name}.sqlite") for name in "abc"]
    for number, each in enumerate(files):
        refreshed(folder, each).close()
        os.utime(each, ns=(number, number))
    assert [each.exists() for each in files] == [False, True, True]


PROGRAM = """
import sys
from pathlib import Path
from reader.search.query.parser import parse
from reader.session.cache.text_index import TextIndex
from reader.session.library import first_look as module
from reader.session.library.catalogue import Catalogue
module.AT_ONCE = 1
folder, file, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
index = TextIndex(file)
for turn in range(5):
    (folder / f"p{number}.md").write_text(f"# P{number}\\n\\nTour{turn}.\\n")
    list(module.first_look(Catalogue(folder, folder), index))
    result = index.look_up(parse("repere3"))
    assert {result.paths[number] for number in result.numbers or () if number in result.paths} <= {"n3.md"}
print(index.fault)
"""


def test_several_programs_write_and_read_at_once(folder: Path, file: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(file), str(number)], stdout=subprocess.PIPE, text=True
        )
        for number in range(3)
    ]
    assert [program.communicate(timeout=60)[0] for program in programs] == ["\n"] * 3
    assert [program.returncode for program in programs] == [0] * 3
    index = refreshed(folder, file)
    assert found(index, "repere3") == {"n3.md"}
    assert found(index, "tour4") == {"p0.md", "p1.md", "p2.md"}
    assert found(index, "tour3") == set()


def test_many_files_are_read_by_processes_as_by_this_one(
    folder: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "broken.md").write_bytes(b"a\0b")
    alone = refreshed(folder, tmp_path / "alone.sqlite")
    monkeypatch.setattr("reader.session.library.first_look.MANY", 0)
    catalogue, index = Catalogue(folder, folder), TextIndex(file)
    left = list(first_look(catalogue, index))
    assert left == sorted(left, reverse=True) and left[-1] == 0
    assert texts(index) == texts(alone) and len(texts(index)) == 8
    assert catalogue.articles({}) == Catalogue(folder, folder).articles({})
    assert len(catalogue.problems) == 1


def test_large_texts_are_put_into_the_index_by_the_process_that_read_them(
    folder: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = refreshed(folder, tmp_path / "alone.sqlite")
    monkeypatch.setattr("reader.session.library.first_look.MANY", 0)
    monkeypatch.setattr("reader.session.library.reader_process.APART", 0)
    monkeypatch.setattr("reader.session.library.reader_process.BATCH", 1)
    with monkeypatch.context() as here:
        here.setattr(IndexWriter, "write", None)
        assert texts(refreshed(folder, file)) == texts(alone)
    assert found(TextIndex(file), "repere3") == {"n3.md"}
    (folder / "n3.md").write_text("Une falaise.\n", encoding="utf-8")
    (folder / "n4.md").unlink()
    index = refreshed(folder, file)
    assert found(index, "falaise") == {"n3.md"}
    assert found(index, "repere3") == found(index, "repere4") == set()
    assert index.fault == ""


@pytest.mark.parametrize("broken", ["missing", "damaged"])
def test_large_texts_that_their_process_cannot_write_are_handed_over(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr("reader.session.library.reader_process.APART", 0)
    file.parent.mkdir(parents=True)
    if broken == "damaged":
        file.write_text("not a database")
    state = FileState.from_stat((folder / "n3.md").stat())
    (seen,) = looks(str(folder), [("n3.md", state)], str(file))
    assert [each.text and text_in_index(each.text.data, each.text.sha256) for each in seen] == [text_of("n3.md")]


def test_an_export_that_a_process_has_read_is_listed_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLES / "europresse-new.html", folder)
    monkeypatch.setattr("reader.session.library.first_look.MANY", 0)
    catalogue = Catalogue(folder, folder)
    assert list(first_look(catalogue))[-1] == 0
    assert len(catalogue.articles({})) == 9 and catalogue.is_export("europresse-new.html")
    assert [problem.message for problem in catalogue.exports] == [f"{folder}/europresse-new.html"]


def test_what_processes_cannot_read_is_read_here(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.session.library.first_look.MANY", 0)
    monkeypatch.setattr("reader.ingest.child_process._START", "raise SystemExit")
    assert len(texts(refreshed(folder, file))) == 8
