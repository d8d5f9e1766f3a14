"""Which folder is the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.library.root import NO_ARTICLES, find_root


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def last(tmp_path: Path) -> str:
    """The library that was opened last."""
    folder = tmp_path / "last"
    folder.mkdir()
    return find_root(str(folder), {}, remember=True)


@pytest.mark.parametrize("name", ["note.txt", "Entretien 3.MD", "readme-not.txt", "historique.markdown", "日本.txt"])
def test_a_folder_with_an_article_is_the_library(here: Path, last: str, name: str) -> None:
    assert find_root(None, {}) == last
    (here / name).write_text("Un texte.", encoding="utf-8")
    assert find_root(None, {}) == str(here)


@pytest.mark.parametrize("name", ["seeds", "annotations"])
def test_so_is_one_with_the_folders_of_a_library(here: Path, last: str, name: str) -> None:
    (here / name).mkdir()
    assert find_root(None, {}) == str(here)


@pytest.mark.parametrize(
    "name",
    ["README.md", "readme.fr.md", "CHANGELOG.md", "LICENSE.txt", "CONTRIBUTING.md", "Code of Conduct.md",
     "code-of-conduct.md", "requirements.txt", "CMakeLists.txt", ".note.txt", "image.png", "LISEZMOI"],
)  # fmt: skip
def test_what_goes_with_a_program_makes_no_library(here: Path, last: str, name: str) -> None:
    (here / name).write_text("Words.", encoding="utf-8")
    assert find_root(None, {}) == last


def test_neither_do_folders_broken_links_and_articles_further_down(here: Path, last: str) -> None:
    (here / "folder.txt").mkdir()
    (here / "broken.txt").symlink_to(here / "none.txt")
    (here / "below").mkdir()
    (here / "below" / "note.txt").write_text("Un texte.", encoding="utf-8")
    assert find_root(None, {}) == last


def test_the_home_folder_is_not_a_library_by_a_text_in_it(
    home: Path, last: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (home / "liste.txt").write_text("Du pain.", encoding="utf-8")
    (tmp_path / "link").symlink_to(home)
    for folder in (home, tmp_path / "link", Path("/")):
        monkeypatch.chdir(folder)
        assert find_root(None, {}) == last


def test_what_is_named_comes_before_the_current_folder(here: Path, last: str, tmp_path: Path) -> None:
    (here / "note.txt").write_text("Un texte.", encoding="utf-8")
    (tmp_path / "other").mkdir()
    assert find_root(None, {"SCOLIE_LIBRARY": str(tmp_path / "other")}) == str(tmp_path / "other")
    assert find_root(last, {"SCOLIE_LIBRARY": str(tmp_path / "other")}) == last


def test_a_folder_with_a_name_of_200_letters_is_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ("é" * 100)
    folder.mkdir()
    (folder / "note.txt").write_text("Un texte.", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert find_root(None, {}) == str(folder)


def test_names_are_written_as_they_are_compared() -> None:
    assert all(name == name.lower() and "-" not in name and " " not in name for name in NO_ARTICLES)
