"""Keys as people name them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.command.key_names import shown_key, shown_sequence
from reader.command.keyfile import preset
from reader.command.notation import write_sequence
from reader.command.preset import PRESETS
from reader.translation import use


@pytest.fixture
def french() -> Iterator[None]:
    use("fr")
    yield
    use("en")


@pytest.mark.parametrize("name", PRESETS)
def test_in_english_keys_are_named_as_in_keymap_files(name: str) -> None:
    for binding in preset(name):
        assert shown_sequence(binding.keys) == write_sequence(binding.keys)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("Enter", "Entrée"),
        ("Shift+Tab", "Maj+Tab"),
        ("Ctrl+Shift+Up", "Ctrl+Maj+Haut"),
        ("Ctrl+r", "Ctrl+r"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("F2", "F2"),
        ("E", "E"),
        ("<char>", "<lettre>"),
    ],
)
def test_in_french_they_are_named_as_on_a_french_keyboard(key: str, shown: str) -> None:
    assert shown_key(key) == shown
