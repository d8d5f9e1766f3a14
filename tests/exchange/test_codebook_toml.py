"""The codebook as a file."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.codebook import DESCRIPTION, Tag
from reader.exchange.codebook_toml import read, write
from reader.exchange.row import Report

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ['"""', "\\", "a\nb\\", "\r\n"]
)


def written(tags: Iterable[Tag]) -> tuple[str, Report]:
    stream = io.StringIO(newline="")
    report = write(tags, stream)
    return stream.getvalue(), report


@given(st.lists(st.dictionaries(st.sampled_from(["path", *DESCRIPTION]), TEXTS), max_size=4))
def test_any_text_is_written_so_that_toml_gives_it_back(found: list[dict[str, str]]) -> None:
    tags = [Tag("x", said.pop("path", "")).described(said) for said in found]
    wanted = [{name: text for name in ("path", *DESCRIPTION) if (text := getattr(tag, name))} for tag in tags]
    assert tomllib.loads(written(tags)[0]).get("tag", []) == wanted


def test_what_was_written_is_read_again() -> None:
    tags = [
        Tag("", "mer/« quai »", "blue", "m", 'Une "mer",\nou deux.', "Si salée.", "Lacs.", "La mer dort."),
        Tag("", "port"),
    ]
    found, faults = read(written(tags)[0], "x.toml")
    assert ([tag for tag, _ in found], faults) == (tags, [])
    assert [line for _, line in found] == [1, 12]


def test_what_only_a_newer_program_says_of_a_tag_is_counted_as_lost() -> None:
    newer = Tag.from_record({"id": "a", "path": "mer", "weight": 3})
    text, report = written([newer, Tag("b", "port")])
    assert "weight" not in text
    assert (report.written, report.kept, report.lost) == (2, 1, {"fields of a newer version": 1})


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("[[tag]\n", "x.toml:1", "TOML"),
        ("[[tag]]\npath = 'a'\n\n[[tag]]\npath = '/b'\n", "x.toml:4", "name at each level"),
        ("[[tag]]\ncolor = 'red'\n", "x.toml:1", "no path"),
        ("[[tag]]\npath = 3\n", "x.toml:1", "not a text"),
        ("[[tag]]\npath = 'a'\nsize = 'b'\n", "x.toml:1", "size"),
        ("[[tag]]\npath = 'a'\nkey = 'bb'\n", "x.toml:1", "key"),
        ("[[tag]]\npath = 'état'\n[[tag]]\npath = 'Etat'\n", "x.toml:3", "twice"),
        ("tag = 3\n", "x.toml", "tag"),
        ("[other]\n", "x.toml", "other"),
        ('tag = [{path = "\\u001b"}]\n', "x.toml", "control"),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(text: str, place: str, word: str) -> None:
    _, faults = read(text, "x.toml")
    assert [fault.place for fault in faults] == [place]
    assert word in faults[0].what
    assert faults[0].mend
