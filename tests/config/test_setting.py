import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config.path import REMEMBERED, SETTINGS, shipped
from reader.config.setting import Choice, Settings, load_settings, read_settings, remember
from reader.config.theme import load_themes


def test_without_files_all_is_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path, tmp_path / "absent") == (Settings(), [])


def test_the_default_theme_is_shipped() -> None:
    assert Settings().theme in load_themes([shipped("themes")])[0]


def test_what_the_file_names_goes_before_what_is_remembered(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text('column-width = 90\ncoder = "Amélie"\n', encoding="utf-8")
    remember(tmp_path, {"column_width": 60, "theme": "night"})
    settings, faults = load_settings(tmp_path, tmp_path)
    assert not faults
    assert settings == Settings(column_width=90, coder="Amélie", theme="night")


def test_remembering_keeps_what_was_remembered_and_only_that(tmp_path: Path) -> None:
    remember(tmp_path, {"theme": "ember"})
    remember(tmp_path, {"citation_style": "iso690"})
    remember(tmp_path, {"theme": "night"})
    lines = (tmp_path / REMEMBERED).read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(lines) == ['citation-style = "iso690"', 'theme = "night"']
    assert [path.name for path in tmp_path.iterdir()] == [REMEMBERED]


def test_highlights_and_tags_in_the_margin_can_be_set(tmp_path: Path) -> None:
    text = 'highlight = "underline"\nmargin-tags = false\n'
    settings, faults = read_settings(text, "settings.toml", Settings())
    assert (settings.highlight, settings.margin_tags, faults) == ("underline", False, [])
    _, [first, second] = read_settings('highlight = "bold"\nmargin-tags = 1\n', "settings.toml", Settings())
    assert '"fill", "underline", "both"' in first.mend
    assert "true or false" in second.mend
    assert "it is true" in second.mend
    remember(tmp_path, {"margin_tags": False})
    assert not load_settings(tmp_path, tmp_path)[0].margin_tags


def test_a_damaged_memory_is_forgotten_in_silence(tmp_path: Path) -> None:
    (tmp_path / REMEMBERED).write_bytes(b"theme = \xff")
    assert load_settings(tmp_path, tmp_path) == (Settings(), [])
    remember(tmp_path, {"margin": 4})
    assert load_settings(tmp_path, tmp_path)[0].margin == 4


@pytest.mark.parametrize(("name", "value"), [("column_width", 20), ("colour", "red"), ("citation_style", "mhra")])
def test_an_unknown_setting_is_not_remembered(tmp_path: Path, name: str, value: Choice) -> None:
    with pytest.raises(ValueError):
        remember(tmp_path, {name: value})
    assert list(tmp_path.iterdir()) == []


@given(coder=st.text(max_size=30).filter(str.isprintable), width=st.integers(40, 160))
def test_what_is_remembered_is_read_back(tmp_path_factory: pytest.TempPathFactory, coder: str, width: int) -> None:
    folder = tmp_path_factory.mktemp("state")
    remember(folder, {"coder": coder, "column_width": width})
    assert load_settings(folder / "config", folder)[0] == Settings(coder=coder, column_width=width)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("\ncolumn-width = 20\n", 2, "column-width"),
        ("column-width = true\n", 1, "column-width"),
        ('column-width = "72"\n', 1, "column-width"),
        ("# one\n# two\ncolumn-widht = 72\n", 3, "column-widht"),
        ('margin = 1\nkeymap = "emacs"\n', 2, "keymap"),
        ('citation-language = "de"\n', 1, "citation-language"),
        ("[reading]\nmargin = 2\n", 1, "reading"),
        ('coder = "a\n', 1, "TOML"),
    ],
)
def test_a_wrong_line_is_reported_and_the_default_used(text: str, line: int, word: str) -> None:
    settings, [fault] = read_settings(text, "settings.toml", Settings())
    assert (fault.line, word in fault.what) == (line, True)
    assert settings in (Settings(), Settings(margin=1))


@given(st.text(max_size=60))
def test_no_text_is_fatal(text: str) -> None:
    read_settings(text, "settings.toml", Settings())


def test_odd_files_are_reported_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / SETTINGS)
    settings, [fault] = load_settings(tmp_path, tmp_path)
    assert settings == Settings()
    assert fault.where.endswith(SETTINGS)
