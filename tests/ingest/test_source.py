"""Documents come in all encodings, and some files are not documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.ingest.decode import Decoded, decode
from reader.ingest.source import load, load_head
from reader.text.block import Kind
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
def test_a_wrong_byte_in_a_large_file_costs_one_character(end: bytes) -> None:
    decoded = decode("é".encode() * 1_000_000 + end)
    assert (decoded.text, decoded.encoding, decoded.guessed) == ("é" * 1_000_000 + "\ufffd", "utf-8", False)


ARTICLE = "Le préfet « suit » l’été à Nœux.\nL’État, dit-il, n’a pas cédé.\n"


@given(st.integers(0, len(ARTICLE.encode())), st.sampled_from([0x80, 0x92, 0x9F, 0xC3, 0xE9, 0xFF]))
def test_one_byte_too_many_costs_no_other_character(at: int, byte: int) -> None:
    data = ARTICLE.encode()
    assume(at == len(data) or data[at] < 0x80 or data[at] >= 0xC0)  # not inside a character
    assume(byte != 0xC3 or data[at : at + 1].isascii())
    before, after = data[:at].decode(), data[at:].decode()
    decoded = decode(before.encode() + bytes([byte]) + after.encode())
    assert decoded.text in (f"{before}\ufffd{after}", f"{before}’{after}")
    line = before.count("\n") + 1
    assert f"1 byte of the file is not UTF-8, read as {decoded.text[len(before)]}" in decoded.damage
    assert f"0x{byte:02X}, is on line {line}." in decoded.damage


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xc3\xa9t\xc3\xa9 : l\x92\xc3\xa9t\xc3\xa9", "été : l’été"),
        (b"\xc3\xa9t\xc3\xa9 : L\x92\xc3\x89tat", "été : L’État"),
        (b"\xc3\xa9t\xc3\xa9 : COR\x92", "été : COR\ufffd"),
        (b"\xc3\xa9t\xc3\xa9 : C\x92TE", "été : C\ufffdTE"),
        (b"\xc3\xa9t\xc3\xa9 : caf\xe9", "été : caf\ufffd"),
        (b"\xef\xbb\xbfcaf\xe9", "caf\ufffd"),
        ("é\n".encode("utf-16") * 1 + b"\xe9", "é\n\ufffd"),
        ("été".encode("utf-16-be").join([b"\xfe\xff", b"\xd8\x00"]), "été\ufffd"),
    ],
)
def test_a_bad_byte_is_an_apostrophe_within_a_word_and_else_open(data: bytes, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.guessed) == (text, False)
    assert "on line" in decoded.damage


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "koi8-r", "shift-jis", "gbk", "euc-kr"])
def test_another_encoding_is_not_taken_for_damaged_utf_8(encoding: str) -> None:
    words = {
        "cp1252": ARTICLE + "CAFÉ\u00a0! DÉJÀ.", "cp1251": "Губернатор следит за летом, и ничто не спешит.",
        "koi8-r": "Губернатор следит за летом.", "shift-jis": "港口が再び開いた。カモメが鳴く。", "gbk": "港口重新开放。起重机手回来了。",
        "euc-kr": "항구가 다시 열린다. 갈매기가 운다.",
    }  # fmt: skip
    assert decode(words[encoding].encode(encoding)).guessed


def test_of_many_bad_bytes_their_number_and_the_first_is_reported() -> None:
    data = "Été, été, été, été.\r\nÉté, été.\r\n".encode() + b"l\x92eau\r\nn\xe9e, n\xe9e"
    damage = "3 bytes of the file are not UTF-8, read 1 as ’ and 2 as \ufffd; the first, 0x92, is on line 3."
    assert decode(data).damage == damage


def test_loads_canonical_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff# E\u0301te\u0301\r\n\r\nFin.".encode())
    source = load(path)
    assert source.text == "Été\n\nFin."
    assert source.format == "markdown"
    assert [block.kind for block in source.document().blocks] == [Kind.HEADING, Kind.PARAGRAPH]


def test_what_is_not_a_document_is_reported(tmp_path: Path) -> None:
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
