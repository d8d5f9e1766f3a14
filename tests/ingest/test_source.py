"""Documents come in all encodings, and some files are no documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.ingest.decode import Decoded, decode
from reader.ingest.front_matter import metadata
from reader.ingest.source import load, load_head
from reader.text.block import Kind
from reader.text.front_matter import KEYS
from reader.text.metadata import FIELDS, UNKNOWN, Metadata
from reader.text.problem import Problem


@pytest.mark.parametrize(
    ("data", "text", "encoding", "guessed"),
    [
        ("é".encode(), "é", "utf-8", False),
        (b"\xef\xbb\xbfabc", "abc", "utf-8", False),
        ("é".encode("utf-16"), "é", "utf-16-le", False),
        (b"caf\xe9 \x96", "café –", "cp1252", True),
        (b"caf\xe9\x81", "café\x81", "latin-1", True),
        (b"", "", "utf-8", False),
    ],
)
def test_decoding(data: bytes, text: str, encoding: str, guessed: bool) -> None:
    assert decode(data) == Decoded(text, encoding, guessed)


@pytest.mark.parametrize(
    ("encoding", "guessed"), [("utf-8", False), ("utf-16", False), ("utf-16-be", True), ("cp1252", True)]
)
def test_a_large_file_is_decoded_as_a_small_one(encoding: str, guessed: bool) -> None:
    text = "a" + "é – " * 600_000  # letters of several bytes, at odd places
    decoded = decode(text.encode(encoding))
    assert (decoded.text == text, decoded.guessed) == (True, guessed)


@pytest.mark.parametrize("end", [b"\xc3", b"\x81", b"\xff"])
def test_a_large_file_with_a_wrong_byte_is_no_utf_8(end: bytes) -> None:
    assert decode("é".encode() * 1_000_000 + end).guessed


def test_a_value_may_hold_colons() -> None:
    text = "title: Le Mexique : un refus\nsource: Le Port\n\nLa phrase."
    assert metadata(text) == Metadata("Le Mexique : un refus", source="Le Port")


def test_fenced_front_matter_in_french() -> None:
    assert metadata('---\nTitre: "Un titre"\nauteur: A. B.\nlangue: fr\n---\nTexte.') == Metadata(
        "Un titre", "A. B.", language="fr"
    )


def test_known_keys_end_at_the_first_other_line() -> None:
    assert metadata("titre : Un titre\nsource : Ici\nLa phrase ouvre ainsi.") == Metadata("Un titre", source="Ici")


def test_each_field_of_the_metadata_has_a_name_in_front_matter() -> None:
    assert tuple(KEYS) == FIELDS
    for field, names in KEYS.items():
        for name in names:
            assert metadata(f"{name}: x\n\nTexte.") == Metadata(**{field: "x"})


def test_two_rules_in_markdown_are_no_front_matter() -> None:
    assert metadata("---\nDu texte libre.\ntitle: non\n---\n") == UNKNOWN


def test_prose_with_a_colon_is_no_front_matter() -> None:
    assert metadata("Voici la liste: un, deux.\n\nLa suite.") == UNKNOWN


def test_loads_canonical_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff# E\u0301te\u0301\r\n\r\nFin.".encode())
    source = load(path)
    assert source.text == "# Été\n\nFin."
    assert source.format == "markdown"
    assert [block.kind for block in source.document().blocks] == [Kind.HEADING, Kind.PARAGRAPH]


def test_what_is_no_document_is_told(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.txt"
    os.mkfifo(fifo)
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    binary = tmp_path / "b.txt"
    binary.write_bytes(b"a\x00b")
    for path in (fifo, loop, binary, tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(Problem) as caught:
            load(path)
        assert caught.value.hint


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Fin. ")
    assert load(path, limit=5).text == "Fin. "
    with pytest.raises(Problem):
        load(path, limit=4)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert load(path).text == ""


@pytest.mark.parametrize("text", ["é\n" * 60, "é" * 200, "a" * 200, "漢字\n\n" + "漢" * 200])
def test_the_head_of_a_document_is_the_beginning_of_its_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    for size in range(40, 90):
        head = load_head(path, size)
        assert head
        assert not head.guessed
        assert text.startswith(head.text)
        assert len(head.text.encode()) <= size
    whole = load_head(path)
    assert whole and whole.text == text
