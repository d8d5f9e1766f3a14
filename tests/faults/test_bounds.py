"""Files that are made to take long or to end the program: a clear fault in bounded time, from every reader of files."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.command import keyfile
from reader.command.keyfile import preset, read_keymap
from reader.config import setting, theme
from reader.config.setting import Settings, read_settings
from reader.config.theme import read_theme
from reader.exchange import codebook_toml
from reader.session.codebook.codebook_file import import_codebook
from reader.session.library.opening import open_library
from reader.store.log_line import LoggedChange, LogLine, decode, encode
from reader.text.fault import MOST, Fault
from reader.text.problem import Problem
from reader.text.toml import DEEPEST, DIGITS, line_of, read_toml

SECONDS = 20.0
"""Of the processor; what these files were made for takes minutes, or all of the memory."""

READERS: dict[str, Callable[[str], list[Fault]]] = {
    "settings": lambda text: read_settings(text, "f.toml", Settings())[1],
    "keymap": lambda text: read_keymap(text, "f.toml", preset("default"))[1],
    "theme": lambda text: read_theme(text, "f.toml")[1],
    "codebook": lambda text: codebook_toml.read(text, "f.toml")[1],
}

HOSTILE = {
    "deep arrays": "a = " + "[" * 100_000,
    "deep tables": "a = " + "{a=" * 50_000,
    "deep and whole": "a = " + "[" * 90 + "]" * 90,
    "4,400 digits": "margin = " + "9" * 4400,
    "4,400 digits in a tag": "[[tag]]\npath = " + "9" * 4400,
    "a million digits": "margin = " + "9" * 999_000,
    "hexadecimal": "margin = 0x" + "f" * 900_000,
    "a dotted key of 100 kB": "a." * 50_000 + "a = 1",
    "a dotted key with quotes": "'a'.\"b\"." * 12_000 + "a = 1",
    "a dotted key in a table": "[" + "a." * 50_000 + "a]",
    "a dotted key in an inline table": "x = {" + "a ." * 50_000 + "a = 1}",
    "a dotted key with spaces": "a\t.  " * 20_000 + "a = 1",
    "a long key": "a" * 900_000 + " = 1",
    "a long quoted key": '"' + "b " * 450_000 + '" = 1',
    "60,000 unknown keys": "\n".join(f"key{number} = 1" for number in range(60_000)),
    "60,000 unknown tables": "\n".join(f"[table{number}]" for number in range(60_000)),
    "60,000 unknown keys in a table": "[article]\n" + "\n".join(f'"a.b{number}" = ["x"]' for number in range(40_000)),
    "60,000 unknown colours": "[focus]\n" + "\n".join(f'c{number} = "x"' for number in range(60_000)),
    "60,000 unknown inks": "\n".join(f"[ink.i{number}]" for number in range(50_000)),
    "60,000 keys of one command": '[article]\n"annotation.highlight" = ['
    + ",".join(f'"g {chr(0x4E00 + number // 300)} {chr(0x5E00 + number % 300)}"' for number in range(40_000))
    + "]",
    "60,000 tags without a path": "[[tag]]\n" * 60_000,
    "60,000 tags of one path": '[[tag]]\npath="a"\n' * 50_000,
    "60,000 wrong entries of a tag": "[[tag]]\n" + "\n".join(f"k{number} = 1" for number in range(60_000)),
    "the same table again": "[a.b.c.d.e.f.g]\n" * 50_000,
    "tables below each other": "\n".join(f"[a.b.c.d.e.f.g{number}]" for number in range(40_000)),
    "spaces in brackets": "[" + " " * 900_000 + "x",
    "spaces in a quoted table": '["' + "a" + " " * 900_000 + 'b"]\nx = 1',
    "spaces before a sign": " " * 900_000 + "= 1",
    "a text without end": 'a = """' + '\\"""x' * 180_000,
    "quotes without end": 'a = "' + 'x\\"' * 300_000,
    "quotes": "'" * 900_000,
    "escapes": 'a = """' + "\\" * 900_001,
    "nothing but brackets": "[]" * 450_000,
    "nothing but dots": "." * 900_000,
}


@pytest.fixture
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a text parsed once for all readers, which takes most of the time of each; what they do with it is their own."""

    @lru_cache(1)
    def once(text: str) -> dict[str, Any] | Exception:
        try:
            return read_toml(text)
        except (ValueError, RecursionError) as error:
            return error

    def parsed(text: str) -> dict[str, Any]:
        result = once(text)
        if isinstance(result, Exception):
            raise result
        return dict(result)

    for module in (setting, keyfile, theme, codebook_toml):
        monkeypatch.setattr(module, "read_toml", parsed)


@pytest.mark.usefixtures("parsed_once")
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_reported_in_bounded_time(kind: str) -> None:
    for reader, read in READERS.items():
        start = time.process_time()
        faults = read(HOSTILE[kind])
        assert time.process_time() - start < SECONDS, reader
        assert faults, reader
        assert len(faults) <= MOST + 1, reader
        for fault in faults:
            assert len(fault.what) + len(fault.mend) < 2000, reader
            assert "set_int_max_str_digits" not in fault.what, reader


@pytest.mark.parametrize(
    "kind", ["4,400 digits", "a dotted key of 100 kB", "60,000 tags without a path", "deep arrays"]
)
def test_a_hostile_codebook_is_a_problem(kind: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "tags.toml").write_text(HOSTILE[kind])
    workspace = open_library(root, "Ada")
    with pytest.raises(Problem) as problem:
        import_codebook(workspace, tmp_path / "tags.toml")
    assert len(problem.value.places) <= MOST + 1
    assert not workspace.codebook.tags


def test_what_is_right_beside_many_faults_counts() -> None:
    text = "\n".join(f"key{number} = 1" for number in range(100)) + "\nmargin = 5\n"
    settings, faults = read_settings(text, "f.toml", Settings())
    assert settings.margin == 5
    assert [fault.line for fault in faults[:MOST]] == list(range(1, MOST + 1))
    assert faults[-1].what == f"There are {100 - MOST} more faults."
    assert read_settings("".join(f"key{number} = 1\n" for number in range(MOST + 1)), "f.toml", Settings())[1][
        -1
    ].what == ("There is 1 more fault.")


ALPHABET = st.sampled_from(
    ["a", ".", '"', "'", '"""', "'''", "\\", "#", "\n", "=", "[", "]", "{", "}", ",", " ", "1", "é"]
)


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_a_sound_file_is_read_as_ever(text: str) -> None:
    try:
        wanted: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        wanted = None
    try:
        found: object = read_toml(text)
    except ValueError as error:
        found = None
        if f"more than {DEEPEST} parts" in str(error):
            assert re.search(rf"(?:\.[^.\n=]*){{{DEEPEST}}}", text)
            return
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        'a = "1.2.3.4.5.6.7.8.9.10.11.12"',
        "a = '1.2.3.4.5.6.7.8.9.10.11.12' # 1.2.3.4.5.6.7.8.9.10",
        'a = """\n1.2.3.4.5.6.7.8.9.10\n" " ""\n1.2.3.4.5.6.7.8.9.10"""',
        "a = '''\n1.2.3.4.5.6.7.8.9.10\n' ' ''\n1.2.3.4.5.6.7.8.9.10'''",
        "a = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]",
        "a.b.c.d.e.f.g = 1.5",
        "a = " + "9" * 4000,
        'a = "' + "9" * 9000 + '"',
    ],
)
def test_dots_and_digits_elsewhere_do_not_matter(text: str) -> None:
    assert read_toml(text) == tomllib.loads(text)


def test_a_line_is_reported() -> None:
    for hostile, word in (("a." * 20 + "a = 1", "parts"), (f"a = {'9' * (DIGITS + 1)}", "digits")):
        [fault] = READERS["settings"](f"margin = 1\n\n{hostile}\n")
        assert (fault.line, word in fault.what) == (3, True)


@pytest.mark.parametrize(
    ("text", "table", "key", "line"),
    [
        ("[a]\nx=1\n[b]\nx=2", "b", "x", 4),
        ("[a] # [b]\n", "a", None, 1),
        ("[[a]]\n[ b ]", "b", None, 2),
        ('["a b"]\n', "a b", None, 1),
        ("x = 1", None, "x", 1),
        ("x = 1", "x", None, 1),
        ("", "x", None, None),
        ("[\n]\n[", "", None, None),
    ],
)
def test_the_line_of_a_key_is_found(text: str, table: str | None, key: str | None, line: int | None) -> None:
    assert line_of(text, table, key) == line


@pytest.mark.parametrize("depth", [100, 400, 900])
@pytest.mark.parametrize("shape", ["[%s]", '{"a":%s}'])
def test_a_deep_record_is_a_damaged_line(depth: int, shape: str) -> None:
    import zlib

    deep = "1"
    for _ in range(depth):
        deep = shape % deep
    data = f'{{"c":[["annotations","x",1,{{"id":"x","deep":{deep}}}]],"t":1,"w":"w"'.encode()
    line = data + b',"~":"%08x"}' % zlib.crc32(data)
    with pytest.raises(ValueError, match="line"):
        decode(line)


def test_a_wide_record_is_none() -> None:
    line = LogLine(
        (LoggedChange("annotations", "x", 1, {"id": "x", "spans": [[1, 2]] * 1000, "note": "[" * 100}),), 1, "w"
    )
    assert decode(encode(line)) == LogLine(
        (LoggedChange("annotations", "x", 1, dict(line.changes[0].record or {})),), 1, "w"
    )
