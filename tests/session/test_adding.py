"""Adding articles: planned first, one step, taken back, and again without duplicates."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from reader.config.path import state_file
from reader.session.adding.addition import TABLE, additions_in
from reader.session.adding.carry_out import carry_out
from reader.session.adding.files import LibraryFiles
from reader.session.adding.plan import Outcome, counts, plan
from reader.session.adding.twins import groups, named
from reader.session.annotations.annotate import annotate
from reader.session.annotations.undo import redo, undo
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.upkeep.record_check import unreadable_records
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.containers.exports import SAMPLES
from tests.session.added_files import add, files_of
from tests.session.killed_program import killed_program

EXPORT = str(SAMPLES / "europresse-new.html")


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    root = tmp_path / "library"
    root.mkdir()
    return open_library(root)


def test_planning_writes_nothing(library: Workspace) -> None:
    planned = plan(library, [EXPORT])
    assert counts(planned.articles) == {Outcome.NEW: 4}
    assert [article.title for article in planned.twins[0]] == ["La digue de Sarzelec tient bon"] * 2
    assert list(library.root.iterdir()) == []


def test_adding_is_one_step_that_undo_takes_back_and_redo_makes_again(library: Workspace) -> None:
    add(library, EXPORT)
    files = files_of(library)
    assert len(files) == 4
    undo(library)
    assert files_of(library) == {}
    redo(library)
    assert files_of(library) == files


def test_adding_again_changes_nothing(library: Workspace) -> None:
    add(library, EXPORT)
    assert counts(plan(library, [EXPORT]).articles) == {Outcome.UNCHANGED: 4}


def test_an_article_that_two_databases_have_is_added_once(library: Workspace) -> None:
    add(library, EXPORT)
    planned = plan(library, [str(SAMPLES / "factiva-codes.html")])
    assert counts(planned.articles) == {
        Outcome.NEW: 1,
        Outcome.DUPLICATE: 3,
    }  # one has no standfirst there: another text


def newer(tmp_path: Path, old: str, new: str) -> str:
    text = Path(EXPORT).read_text("utf-8")
    assert old in text
    export = tmp_path / "again" / "europresse-new.html"
    export.parent.mkdir(exist_ok=True)
    export.write_text(text.replace(old, new), "utf-8")
    return str(export)


def test_what_was_not_edited_is_updated_and_undo_brings_the_old_text_back(library: Workspace, tmp_path: Path) -> None:
    add(library, EXPORT)
    before = files_of(library)
    planned = plan(library, [newer(tmp_path, "asked the boats", "asked the ships")])
    assert counts(planned.articles) == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 3}
    carry_out(library, planned)
    assert any("asked the ships" in text for text in files_of(library).values())
    undo(library)
    assert files_of(library) == before
    redo(library)
    assert any("asked the ships" in text for text in files_of(library).values())


def test_what_was_edited_here_stays_and_is_said(library: Workspace, tmp_path: Path) -> None:
    paths = add(library, EXPORT)
    edited = library.root / next(path for path in paths if "harbor" in path)
    edited.write_text(edited.read_text("utf-8") + "\nMine.\n", "utf-8")
    planned = plan(library, [newer(tmp_path, "asked the boats", "asked the ships")])
    assert counts(planned.articles) == {Outcome.UNCHANGED: 3, Outcome.EDITED: 1}
    with pytest.raises(Problem):
        undo(library)  # the whole step stays, since one of its files is the reader's now
    assert "Mine." in edited.read_text("utf-8")


def test_what_another_coder_has_annotated_is_not_taken_away(library: Workspace) -> None:
    add(library, EXPORT)
    other = Workspace(library.root, library.catalogue, library.store, "Bea", library.clock, library.new_id)
    annotate(other, library.articles()[0].id, [Span(0, 5)])
    files = files_of(library)
    with pytest.raises(Problem) as caught:
        undo(library)
    assert "has annotations" in str(caught.value.places)
    assert files_of(library) == files


def test_files_folders_and_zip_files_are_taken(library: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "articles" / "deep"
    folder.mkdir(parents=True)
    (folder / "un.txt").write_text("Un texte.")
    (folder / "x.bin").write_bytes(b"\0")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("../deux.txt", "Deux textes.")
        archive.writestr("__MACOSX/._deux.txt", "no")
    assert sorted(add(library, tmp_path / "articles", tmp_path / "all.zip")) == ["deux.txt", "un.txt"]
    assert not (tmp_path / "deux.txt").exists()


def test_a_zip_bomb_is_refused(library: Workspace, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a" * 30_000_000)
    with pytest.raises(Problem, match="unpacks to too much"):
        plan(library, [str(tmp_path / "bomb.zip")])


@pytest.mark.parametrize("file", ["https://rivage.example/a.html", "a.xyz", "missing.txt"])
def test_what_cannot_be_added_is_a_problem(library: Workspace, file: str) -> None:
    with pytest.raises(Problem):
        plan(library, [file])


def test_one_bad_file_does_not_keep_the_others_out(library: Workspace, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 no")
    planned = plan(library, [str(tmp_path / "bad.docx"), EXPORT])
    assert counts(planned.articles) == {Outcome.NEW: 4, Outcome.SKIPPED: 1}


def test_a_file_that_a_reference_manager_names_is_taken_with_what_it_says(library: Workspace, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_text("Un texte.")
    (tmp_path / "out.txt").write_text("Non.")
    (tmp_path / "refs").mkdir()
    entry = "TY  - NEWS\nTI  - Le port\nAU  - Roy, Anne\nL1  - files/a.txt\nER  - \n"
    (tmp_path / "refs.ris").write_text(entry + "TY  - NEWS\nTI  - Dehors\nL1  - ../out.txt\nER  - \n")
    planned = plan(library, [str(tmp_path / "refs.ris")])
    assert [(each.outcome, each.title) for each in planned.articles] == [
        (Outcome.NEW, "Le port"),
        (Outcome.SKIPPED, "Dehors"),
    ]
    (article,) = carry_out(library, planned)
    assert (article.path, article.title, article.metadata.author) == ("a.txt", "Le port", "Roy, Anne")
    undo(library)
    assert library.articles() == []


def test_a_file_with_a_name_that_is_taken_is_not_overwritten(library: Workspace, tmp_path: Path) -> None:
    (library.root / "un.txt").write_text("Mien.")
    (tmp_path / "un.txt").write_text("Autre.")
    with pytest.raises(Problem, match="already is a file"):
        plan(library, [str(tmp_path / "un.txt")])
    assert (library.root / "un.txt").read_text() == "Mien."


def test_the_file_of_an_entry_comes_before_its_abstract_and_the_abstract_before_nothing(
    library: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "whole.txt").write_text("Un texte entier.")
    entry = "@misc{{{key}, title = {{{key}}}, abstract = {{Un résumé.}}, file = {{x.pdf;{file}}}}}\n"
    (tmp_path / "refs.bib").write_text(entry.format(key="a", file="whole.txt") + entry.format(key="b", file="no.txt"))
    planned = plan(library, [str(tmp_path / "refs.bib")])
    assert [(each.outcome, each.path) for each in planned.articles] == [
        (Outcome.NEW, "whole.txt"),
        (Outcome.NEW, "b.md"),
    ]


def test_one_id_twice_is_one_article(library: Workspace, tmp_path: Path) -> None:
    entry = "@misc{a, title = {Un}, abstract = {Un texte.}}\n"
    (tmp_path / "refs.bib").write_text(entry * 2 + "@misc{b, title = {Sans texte}}\n")
    planned = plan(library, [str(tmp_path / "refs.bib")])
    assert counts(planned.articles) == {Outcome.NEW: 1, Outcome.DUPLICATE: 1, Outcome.SKIPPED: 1}


def test_a_login_page_is_a_page_and_an_export_without_articles_says_so(library: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<html><body><div class="titreArticleVisu"></div></body></html>')
    with pytest.raises(Problem, match="no article in this file"):
        plan(library, [str(tmp_path / "a.html")])


def test_a_cell_that_is_too_long_is_a_problem(library: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nUn," + "x" * (65 * 1024 * 1024))
    with pytest.raises(Problem, match="cannot be read"):
        plan(library, [str(tmp_path / "a.csv")])


@pytest.mark.parametrize(
    "path", ["/etc/x.md", "../x.md", "a/../../x.md", "annotations/x.md", ".hidden/x.md", "x.jsonl", "a//x.md"]
)
def test_no_record_of_what_was_added_leads_to_another_file(path: str) -> None:
    assert additions_in([{"id": "1", "time": 1, "files": [[path, "key", "0" * 64, ""]]}]) == []


def test_check_names_a_record_of_what_was_added_that_is_not_valid(library: Workspace) -> None:
    record = {"id": "1", "time": 1, "files": [["../x.md", "key", "0" * 64, ""]]}
    library.store.put([Put(LIBRARY, TABLE, "1", record, 0)])
    assert [what for _where, what, _hint in unreadable_records(library.store)] == [
        "1 is not a valid record of what was added: '../x.md' is no article of the library."
    ]


def test_nothing_is_replaced_or_removed_behind_a_link(library: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("Dehors.")
    (library.root / "sub").symlink_to(outside)
    files = LibraryFiles(library)
    assert files.digest("sub/a.md") == ""
    with pytest.raises(Problem, match="could not be replaced"):
        files.replace("sub/a.md", b"x")
    with pytest.raises(Problem, match="could not be removed"):
        files.remove("sub/a.md")
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("a.md", "Dehors.")]


def test_what_undo_takes_away_does_not_stay_in_the_library(library: Workspace) -> None:
    add(library, EXPORT)
    undo(library)
    assert not any(path.is_file() and b"harbor" in path.read_bytes() for path in library.root.rglob("*.md"))
    assert not (library.root / "annotations" / ".set-aside").exists()


def test_a_file_that_came_meanwhile_is_not_overwritten_whatever_the_file_system(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_paths: object, **_how: object) -> None:
        raise OSError(errno.ENOTSUP, "no hard links here")

    files = LibraryFiles(library)
    for name in ("linked.txt", "renamed.txt"):
        files.create(name, b"La mer.")
        with pytest.raises(Problem, match="could not be added"):
            files.create(name, b"Le vent.")
        monkeypatch.setattr(os, "link", refused)
    assert files_of(library) == {"linked.txt": "La mer.", "renamed.txt": "La mer."}
    assert [path.name for path in library.root.iterdir() if path.name.startswith(".")] == []


TAKING_BACK = """
import reader.session.adding.files as files
from reader.session.annotations.undo import undo
for name in ("write", "fsync", "unlink", "replace"):
    setattr(files._Documents, name, deadly(name))

def steps(workspace):
    undo(workspace)
"""


def texts_of(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (workspace.root / "seeds").iterdir() if path.name[0] != "."}


def test_killed_at_whatever_call_taking_back_loses_nothing_and_can_be_gone_on_with(tmp_path: Path) -> None:
    """Of one step that replaced an article and made another, each text is in the library or set aside; u and U go on."""
    root, given, before = tmp_path / "library", tmp_path / "given", tmp_path / "before"
    for folder in (root / "seeds", given):
        folder.mkdir(parents=True)
    library = open_library(root, "Ada")
    (given / "port.txt").write_text("Le port dort.\n")
    add(library, given)
    old = texts_of(library)
    (given / "port.txt").write_text("Le port rouvre.\n")
    (given / "vent.txt").write_text("Le vent tombe.\n")
    add(library, given)
    new = texts_of(library)
    assert (len(old), len(new)) == (1, 2) and old["port.txt"] != new["port.txt"]
    shutil.copytree(root, before)
    ends, nth = False, 0
    with killed_program(TAKING_BACK) as ends_before:
        while not ends:
            nth += 1
            shutil.rmtree(root)
            shutil.copytree(before, root)
            ends = ends_before(root, nth)
            library = open_library(root, "Ada")
            aside = [path.read_bytes() for path in Path(state_file("set-aside")).rglob("*") if path.is_file()]
            assert {*old.values(), *new.values()} <= {*texts_of(library).values(), *aside}
            if any(entry["what"] == "undo" for entry in library.store.records(LIBRARY, "history").values()):
                redo(library)  # it was begun
            assert texts_of(library) == new
            undo(library)
            assert texts_of(library) == old
    assert nth > 8


def test_one_article_of_a_paper_and_its_site_is_named_as_such(workspace: Workspace, tmp_path: Path) -> None:
    text = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont toutes à l’arrêt."
    for name, title, source, more in (
        ("papier", "La digue", "Le Rivage", ""),
        ("site", "La digue", "rivage.example", " Mis à jour."),
        ("agence", "Tempête", "Agence", " Suite."),
    ):
        article = f"---\ntitle: {title}\nsource: {source}\n---\n\n{text}{more}\n"
        (tmp_path / f"{name}.md").write_text(article, "utf-8")
    two = groups(plan(workspace, [str(tmp_path / "papier.md"), str(tmp_path / "site.md")]))
    assert [named(group, group) for group in two] == [
        "One article in several sources, as in print and on a site: seeds/papier.md; seeds/site.md"
    ]
    (three,) = groups(plan(workspace, [str(tmp_path / f"{name}.md") for name in ("papier", "site", "agence")]))
    assert named(three, three[:1]) == "Versions of one text: seeds/agence.md"


def test_versions_that_the_library_has_are_named(workspace: Workspace, tmp_path: Path) -> None:
    text = "La tempête a emporté la digue dans la nuit de mardi à mercredi, et les grues du port sont toutes à l’arrêt."
    (workspace.root / "seeds" / "ancien.txt").write_text(f"{text}\n", "utf-8")
    (workspace.root / "seeds" / "autre.txt").write_text(
        "Le vent tombe, dit la météo marine ce matin à tous.\n", "utf-8"
    )
    (tmp_path / "nouveau.txt").write_text(f"{text} Suite.\n", "utf-8")
    (group,) = groups(plan(workspace, [str(tmp_path / "nouveau.txt")]))
    assert named(group, group) == "Versions of one text: seeds/ancien.txt; seeds/nouveau.txt"
