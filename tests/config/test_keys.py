from pathlib import Path

from reader.command.keyfile import preset
from reader.config.keys import NAME, load_keymap


def test_without_a_file_the_preset_holds(tmp_path: Path) -> None:
    assert load_keymap("vim", tmp_path) == (preset("vim"), [])


def test_an_unknown_preset_is_reported(tmp_path: Path) -> None:
    keymap, [fault] = load_keymap("emacs", tmp_path)
    assert keymap == preset("default")
    assert "emacs" in fault.what


def test_the_file_changes_the_preset(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[article]\n"annotation.highlight" = ["M"]\n"no.such" = ["F9"]\n', encoding="utf-8")
    keymap, [fault] = load_keymap("arrows", tmp_path)
    assert keymap.keys_of("annotation.highlight", "article") == ("M",)
    assert fault.place == f"{tmp_path / NAME}:3"
