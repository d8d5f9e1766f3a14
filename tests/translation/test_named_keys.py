"""A text names a key by the keymap in use: none has the letter of a command that may have another key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LITERAL = re.compile(
    r"\b(?:with|by|or|press) [B-Zb-z](?=[ .,;)]|$)"  # a is an article, too
    r"|(?:^|[.;:] )[B-Zb-z] [a-z]+s\b"
    r"|\bg [a-z]\b"
    r"|\bEsc (?:shows|goes|drops) "
)
FIXED = ("No key is about “{words}”. Esc shows all.", "Write keys as in “J”, “Ctrl+r”, “Shift+Down”, “PgDn” or “g a”.")
"""Texts of a dialog whose keys no keymap changes, and on how keys are written."""
CATALOGUE = Path(__file__).parents[2] / "reader/locales/fr/LC_MESSAGES/scolie.po"


def texts() -> list[str]:
    with CATALOGUE.open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return [text for id_ in ids for text in ([id_] if isinstance(id_, str) else id_)]


def test_no_text_names_a_key_that_may_be_another() -> None:
    assert [text for text in texts() if LITERAL.search(text) and text not in FIXED] == []


@pytest.mark.parametrize(
    "text",
    ["Add them with I in the list.", "There are no tags yet. n makes one.", "or g t.", "Nothing. Esc shows all."],
)
def test_such_a_text_is_noticed(text: str) -> None:
    assert LITERAL.search(text)
