"""What the history keeps in English is shown in the language in use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader.annotation.edit_names import edit_name, edit_subject, entry_line
from reader.translation import use


@pytest.fixture
def french() -> Iterator[None]:
    assert use("fr")
    yield
    use("en")


def test_in_english_an_entry_says_what_the_log_has() -> None:
    assert entry_line({"what": "merge tags", "about": "a → b"}) == "merge tags a → b"
    assert entry_line({"what": "highlight", "article": "port"}) == "highlight port"
    assert entry_line({"what": "undo", "about": "delete tag a", "article": None}) == "undo delete tag a"


def test_in_french_its_words_are_french_and_names_stay(french: None) -> None:
    assert entry_line({"what": "merge tags", "about": "tag → note"}) == "fusionner des codes tag → note"
    assert entry_line({"what": "undo", "about": "delete tag note"}) == "annuler supprimer le code note"
    assert edit_subject({"what": "redo", "about": "undo tag"}) == "annuler coder"
    assert edit_subject({"what": "undo", "about": "notes"}) == "notes"


def test_what_another_version_wrote_is_shown_as_it_is(french: None) -> None:
    assert edit_name("paint") == "paint"
    assert entry_line({"what": "paint", "about": "tag"}) == "paint tag"
    assert entry_line({"what": "undo", "about": "paint tag"}) == "annuler paint tag"
