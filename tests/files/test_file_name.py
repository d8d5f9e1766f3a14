"""Names of files that are made of words fit every file system and lead nowhere."""

from __future__ import annotations

import pytest

from reader.files.file_name import fit_file_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Le port : « non »", "Le port « non »"),
        ("../../etc/passwd", "etc passwd"),
        ("a\u202egpj.txt\x1b[31m", "a gpj.txt [31m"),
        ("e\u0301te\u0301", "été"),
        (" . ", ""),
        ("?", ""),
    ],
)
def test_what_no_file_name_may_have_is_left_out(words: str, name: str) -> None:
    assert fit_file_name(words) == name


def test_a_long_name_is_cut_at_a_whole_character() -> None:
    name = fit_file_name("é" * 500)
    assert name == "é" * 60
