"""What the history keeps in English is shown in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.annotation.edit_names import edit_name, edit_names, edit_subject, entry_line
from reader.translation import use


@pytest.fixture
def french() -> Iterator[None]:
    assert use("fr")
    yield
    use("en")


AN_EDIT = re.compile(r"""(?:\.apply\(|_recode\(\s*workspace,|\bwhat=|\bWHAT =|    Action\.[A-Z]+:)\s*"([a-z ]+)\"""")


def test_every_edit_that_the_program_writes_has_a_name() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(reader.__file__).parent.rglob("*.py"))
    written = set(AN_EDIT.findall(source))
    assert {"highlight", "split tag", "make heading", "note"} <= written
    assert written - set(edit_names()) == set()


def test_in_english_an_entry_says_what_the_log_has() -> None:
    assert entry_line({"what": "merge tags", "about": "a → b"}) == "merge tags a → b"
    assert entry_line({"what": "highlight", "article": "port"}, "Le port") == "highlight Le port"
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
