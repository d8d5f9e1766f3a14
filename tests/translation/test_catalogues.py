"""Each catalogue says what the source says, and its compiled form is that of today."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.translation.catalogues import compiled, files, forms, read, template, untranslated, updated

PERCENT = re.compile(r"%(?:\((\w+)\))?[sr]")
FILES = pytest.mark.parametrize("file", files(), ids=lambda file: file.parts[-3])


def fields(text: str) -> set[str]:
    """Return the names in braces of a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@FILES
def test_a_catalogue_has_what_the_source_says_and_nothing_else(file: Path) -> None:
    header = file.read_bytes().partition(b"\n\n")[0]
    there = file.read_bytes()
    assert there == header + b"\n\n" + updated(read(file)).strip(b"\n") + b"\n", "run `make messages`"


@FILES
def test_the_compiled_catalogue_is_that_of_its_source(file: Path) -> None:
    assert file.with_suffix(".mo").read_bytes() == compiled(read(file)), "run `make messages`"


@FILES
def test_a_translation_has_the_names_of_its_message(file: Path) -> None:
    def faulty(message: Message) -> bool:
        wanted = set().union(*map(fields, forms(message.id)))
        places = set(map(str, map(PERCENT.findall, forms(message.id))))
        return any(
            text
            and (fields(text) - wanted or wanted - fields(text) - {"count"} or str(PERCENT.findall(text)) not in places)
            for text in forms(message.string)
        )

    assert [message.id for message in read(file) if message.id and faulty(message)] == []


def test_every_name_in_a_message_is_a_word() -> None:
    """A translator must see what stands there: ``{tag}``, not ``{}`` or ``{self.tag}``."""
    odd = [
        text
        for message in template()
        if message.id
        for text in forms(message.id)
        if any(not re.fullmatch(r"[a-z_]+", name) for name in fields(text))
    ]
    assert odd == []


@pytest.mark.parametrize("file", [file for file in files() if file.parts[-3] == "fr"], ids=["fr"])
def test_french_has_its_spaces(file: Path) -> None:
    """A space that does not break before : ; ! ? » and behind «; … and three dots are one sign; ’ is the apostrophe."""
    wrong = re.compile(r" [:;!?»]|« |\w[;!?»]|«\S|\.\.\.|\w'\w")
    texts = (text for message in read(file) if message.id for text in forms(message.string))
    assert [text for text in texts if wrong.search(text)] == []


def test_nothing_is_left_to_translate_into_french() -> None:
    (file,) = (file for file in files() if file.parts[-3] == "fr")
    assert untranslated(read(file)) == [], "run `make messages`, and translate what is empty in the catalogue"
