"""Adding what people really have: one name for many files, tables without titles, zip files, long names, a full disk."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pytest

from reader.session.adding import files as adding_files
from reader.session.adding.carry_out import carry_out
from reader.session.adding.plan import Outcome, counts, plan
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.store.disk import Disk
from reader.text.problem import Problem
from tests.session.added_files import add, files_of


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    root = tmp_path / "library"
    root.mkdir()
    return open_library(root)


RAIN = "La pluie tombe sur la ville et sur le port depuis ce matin, dit la météo, et le vent se lève.\n"
VOTE = "Le parlement a voté la réforme des retraites hier soir, après un long débat sur les carrières.\n"


def test_files_of_one_name_are_articles_of_their_own(library: Workspace, tmp_path: Path) -> None:
    for folder, text in (("a", RAIN), ("b", VOTE)):
        (tmp_path / "week" / folder).mkdir(parents=True)
        (tmp_path / "week" / folder / "article.txt").write_text(text)
    assert sorted(add(library, tmp_path / "week")) == ["article 2.txt", "article.txt"]
    again = plan(library, [str(tmp_path / "week")])
    assert counts(again.articles) == {Outcome.UNCHANGED: 2}


def test_a_file_takes_the_place_of_an_earlier_version_and_of_no_other_article(
    library: Workspace, tmp_path: Path
) -> None:
    for folder, text in (("one", RAIN), ("two", VOTE), ("three", VOTE + "Le vote est acquis.\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.txt").write_text(text)
        add(library, tmp_path / folder)
    assert files_of(library) == {"index.txt": RAIN, "index 2.txt": VOTE + "Le vote est acquis.\n"}


def test_rows_of_a_table_without_titles_are_articles_of_their_own(library: Workspace, tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text(f'text\n"{RAIN}"\n"{VOTE}"\n')
    assert len(add(library, tmp_path / "texts.csv")) == 2
    assert counts(plan(library, [str(tmp_path / "texts.csv")]).articles) == {Outcome.UNCHANGED: 2}


def test_two_tables_of_one_name_may_number_their_rows_alike(library: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    for text in (RAIN, VOTE, VOTE + "Le vote est acquis."):
        table.write_text(f'id,title,text\n1,Titre,"{text}"\n')
        add(library, table)
    texts = files_of(library).values()
    assert len(texts) == 2 and sum("parlement" in text for text in texts) == 1


def test_a_file_that_comes_to_an_entry_does_not_replace_its_abstract(library: Workspace, tmp_path: Path) -> None:
    entry = "@misc{{a, title = {{Un}}, abstract = {{" + RAIN + "}}{more}}}\n"
    (tmp_path / "refs.bib").write_text(entry.format(more=""))
    add(library, tmp_path / "refs.bib")
    (tmp_path / "whole.txt").write_text(RAIN + "Le reste.\n")
    (tmp_path / "refs.bib").write_text(entry.format(more=", file = {whole.txt}"))
    assert add(library, tmp_path / "refs.bib") == ["whole.txt"]
    assert "pluie" in files_of(library)["Un.md"]


@pytest.mark.parametrize("name", ["x" * 248 + ".txt", "a\nb\x1b[31m.txt"])
def test_a_copy_gets_a_name_that_fits(library: Workspace, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(name, RAIN)
    (path,) = add(library, tmp_path / "all.zip")
    assert path in ("x" * 120 + ".txt", "a b [31m.txt")
    assert counts(plan(library, [str(tmp_path / "all.zip")]).articles) == {Outcome.UNCHANGED: 1}


def test_a_name_that_no_file_system_takes_is_cut(library: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("é" * 300 + ".txt", RAIN)
    assert add(library, tmp_path / "all.zip") == ["é" * 60 + ".txt"]


def test_zip_files_of_a_folder_are_added_and_others_said(library: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    with zipfile.ZipFile(folder / "week.zip", "w") as archive:
        archive.writestr("un.txt", RAIN)
        archive.writestr("inner.zip", b"")
    (folder / "cut.zip").write_bytes(b"PK\x03\x04")
    with zipfile.ZipFile(folder / "none.zip", "w") as archive:
        archive.writestr("a.bin", b"")
    planned = plan(library, [str(folder)])
    assert counts(planned.articles) == {Outcome.NEW: 1, Outcome.SKIPPED: 3}
    assert sorted(each.title for each in planned.of(Outcome.SKIPPED)) == ["cut.zip", "inner.zip", "none.zip"]
    with pytest.raises(Problem, match="no article in this zip"):
        plan(library, [str(folder / "none.zip")])


def test_a_full_disk_leaves_no_half_of_what_was_to_be_added(
    library: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what is set aside finds no room there: library and state are mostly on one disk."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.txt").write_text(RAIN)
    add(library, tmp_path / "new")
    for name, text in (("a.txt", RAIN + "Suite."), ("b.txt", VOTE), ("c.txt", "x" * 100_000)):
        (tmp_path / "new" / name).write_text(text)
    planned = plan(library, [str(tmp_path / "new")])
    write, full = Disk.write_file, OSError(errno.ENOSPC, "No space left on device")

    def refused(*_arguments: object, **_how: object) -> None:
        raise full

    def written(disk: Disk, path: str, data: bytes) -> None:
        if len(data) > 50_000:
            monkeypatch.setattr(adding_files, "write_atomically", refused)
            raise full
        write(disk, path, data)

    monkeypatch.setattr(Disk, "write_file", written)
    with pytest.raises(Problem) as raised:
        carry_out(library, planned)
    assert (raised.value.title, raised.value.hint) == (
        "The file could not be added.",
        "Free some space, then try again.",
    )
    assert files_of(library) == {"a.txt": RAIN}
