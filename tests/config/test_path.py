from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

import reader
from reader.config.path import as_typed, config_folder, data_file, shipped, state_folder


def test_the_xdg_variables_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    assert config_folder() == tmp_path / "config" / "scolie"
    assert data_file() == str(tmp_path / "data" / "scolie")
    assert state_folder() == tmp_path / "state" / "scolie"


def test_a_relative_xdg_variable_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", "")
    plain = state_folder()
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    assert not state_folder().is_relative_to(Path.cwd() / "here")
    assert plain.is_absolute()


def test_what_is_shipped_is_found_in_a_checkout_and_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (shipped("themes") / "paper.toml").is_file()
    inside = tmp_path / "reader" / "_shipped" / "themes"
    inside.mkdir(parents=True)
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "reader" / "__init__.py"))
    assert shipped("themes") == inside


@pytest.mark.parametrize(("typed", "written"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFC", "NFC")])
def test_a_typed_name_finds_the_file_in_the_other_unicode_form(
    tmp_path: Path, typed: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    folder = tmp_path / normalize(written, "été")
    folder.mkdir()
    file = folder / normalize(written, "pêche.txt")
    file.write_text("x", encoding="utf-8")
    assert as_typed(normalize(typed, f"{tmp_path}/été/pêche.txt")) == str(file)
    assert as_typed(normalize(typed, f"{tmp_path}/été/ôté.txt")) == f"{folder}/{normalize(typed, 'ôté.txt')}"
