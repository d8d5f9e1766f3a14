"""Choices: each fault in them is reported with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.path import SETTINGS, config_folder, state_folder
from reader.config.setting import Settings
from reader.session.language import interface_language
from reader.session.library.opening import open_library
from reader.session.preferences import preferences, remember


def test_an_unknown_theme_is_reported_with_file_and_line() -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / "settings.toml").write_text('margin = 4\ntheme = "none"\n')
    chosen = preferences()
    assert [fault.place for fault in chosen.faults] == [f"{config_folder() / 'settings.toml'}:2"]
    assert chosen.settings.theme == Settings().theme


def test_a_remembered_theme_that_is_gone_is_nobodys_fault() -> None:
    remember(theme="night")
    path = state_folder() / "remembered.toml"
    path.write_text(path.read_text().replace("night", "gone"))
    chosen = preferences()
    assert not chosen.faults
    assert chosen.settings.theme == Settings().theme


def test_the_coder_of_the_settings_is_who_annotates(tmp_path: Path) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / SETTINGS).write_text('coder = "Béa"\n', encoding="utf-8")
    assert open_library(tmp_path).coder == "Béa"


def test_the_language_is_the_one_set_before_that_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    assert interface_language() == "fr"
    remember(citation_language="fr", language="en")
    assert interface_language() == "en"
    config_folder().mkdir(parents=True)
    (config_folder() / SETTINGS).write_text('language = "fr"\n')
    assert interface_language() == "fr"
    (config_folder() / SETTINGS).write_text('language = "xx"\n')  # invalid, so what is remembered counts
    assert interface_language() == "en"
