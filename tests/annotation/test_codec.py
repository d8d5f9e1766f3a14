"""Every value that is written as a record is read back, with what this program does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.codebook import Tag
from reader.annotation.codec import LARGEST, Codec, FieldCodec, Record
from reader.annotation.decision import Given, Refusal, Skipped
from reader.annotation.edit import Change, Edit, is_entry
from reader.annotation.memo import JournalEntry, Memo, Subject
from reader.annotation.model import Annotation, Ink, State
from reader.annotation.tagging_pass import Answer, Candidates, Pass, PassState, Unit
from reader.text.span import Span

TEXT = st.text(max_size=6)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
TIME = st.integers(-LARGEST + 1, LARGEST - 1)
SPAN = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 99), st.integers(1, 9))
SPANS = st.lists(SPAN, min_size=1, max_size=3).map(tuple)
SCORE = st.none() | st.floats(0, 1)

VALUES: dict[type, st.SearchStrategy[Any]] = {
    Annotation: st.builds(
        Annotation, TEXT, TEXT, SPANS, TEXT, TEXT, TEXT, TEXT, TEXTS, TEXT, st.sampled_from(Ink), TEXT, TIME, TIME,
        st.sampled_from(State), SCORE,
    ),
    Tag: st.builds(Tag, *[TEXT] * 9, st.booleans()),
    Memo: st.builds(Memo, st.sampled_from(Subject), TEXT, TEXT, TEXT, TIME, TIME),
    JournalEntry: st.builds(JournalEntry, TEXT, TEXT, TEXT, TEXT, TIME, TIME),
    Pass: st.builds(
        Pass, TEXT, TEXT, TEXTS, TEXT, TEXTS, st.sampled_from(Candidates), st.sampled_from(Unit), st.sampled_from(PassState),
        TIME, TEXT, TIME, TIME,
    ),
    Given: st.builds(Given, TEXT, TEXT, st.sampled_from(Answer), TEXT, TEXT, TIME),
    Refusal: st.builds(Refusal, TEXT, TEXT, st.sampled_from(Answer), SPANS, TEXT, TEXT, TEXT, TEXT, TEXT, TIME),
    Skipped: st.builds(Skipped, TEXT, TEXT, TEXT, TIME, TEXT, SPANS),
}  # fmt: skip
KEEP_UNKNOWN = (Annotation, Tag, Memo, JournalEntry, Pass)


@pytest.mark.parametrize("cls", VALUES)
@given(st.data())
def test_what_is_written_is_read_back(cls: Any, data: st.DataObject) -> None:
    value = data.draw(VALUES[cls])
    record = value.to_record()
    assert cls.from_record(record).to_record() == record
    assert cls.from_record(record) == value


@pytest.mark.parametrize("cls", KEEP_UNKNOWN)
@given(st.data())
def test_what_a_newer_program_adds_is_kept(cls: Any, data: st.DataObject) -> None:
    record = {**data.draw(VALUES[cls]).to_record(), "later": [1, {"a": None}]}
    assert cls.from_record(record).to_record() == record


@pytest.mark.parametrize("cls", [cls for cls in VALUES if cls is not Tag])
@given(st.data())
def test_a_field_of_another_type_is_named(cls: Any, data: st.DataObject) -> None:
    record = data.draw(VALUES[cls]).to_record()
    read = [name for name in record if not (cls is Memo and name == "id")]
    name = data.draw(st.sampled_from(read))
    with pytest.raises(ValueError, match=rf"^{name} is "):
        cls.from_record({**record, name: {}})


@pytest.mark.parametrize(
    "wrong", [{"score": "x"}, {"created": 2**70}, {"created": True}, {"tags": ["a", 1]}, {"spans": []}]
)
def test_a_value_out_of_bounds_is_named(wrong: Record) -> None:
    record = Annotation("a", "port", (Span(0, 4),), "Port").to_record()
    with pytest.raises(ValueError, match=f"^{next(iter(wrong))} is "):
        Annotation.from_record({**record, **wrong})


def test_a_field_that_must_be_there_is_named() -> None:
    with pytest.raises(ValueError, match=r"^quote is missing$"):
        Annotation.from_record({"id": "a", "article": "port", "spans": [[0, 4]]})
    assert Annotation.from_record({"id": "a", "article": "port", "spans": [[0, 4]], "quote": "Port"}).ink is Ink.YELLOW


def test_a_tag_is_made_of_whatever_stands_in_its_record() -> None:
    tag = Tag.from_record({"id": "a", "color": 7, "deleted": "yes"})
    assert (tag.id, tag.path, tag.color, tag.deleted) == ("a", "", "7", False)


def test_records_have_the_names_and_the_shape_that_they_always_had() -> None:
    assert Tag("a", "mer", into="b").to_record() == {
        "id": "a", "path": "mer", "color": "", "key": "", "definition": "", "into": "b",
    }  # fmt: skip
    assert list(Memo(Subject.TAG, "a", "x").to_record()) == [
        "id", "subject", "about", "text", "coder", "created", "modified",
    ]  # fmt: skip
    assert Refusal("r", "p", Answer.REFUSED, (Span(0, 4),), "Port", "", ".", "5a", "Ada", 1).to_record() == {
        "id": "r", "pass": "p", "answer": "refused", "spans": [[0, 4]], "quote": "Port", "prefix": "", "suffix": ".",
        "sha256": "5a", "coder": "Ada", "time": 1,
    }  # fmt: skip
    edit = Edit("e", "highlight", "Ada", 1, (Change("port", "annotations", "a", None, {"id": "a"}),), undoes="d")
    record = edit.to_record()
    assert list(record) == ["id", "what", "coder", "time", "changes", "undoes"]
    assert record["changes"][0][:4] == ["port", "annotations", "a", "made"]
    assert is_entry(record)


@pytest.mark.parametrize("wrong", [{"time": "now"}, {"time": True}, {"time": 2**62}, {"undoes": None}, {"what": 1}])
def test_an_entry_of_another_shape_is_none(wrong: Record) -> None:
    record = Edit("e", "highlight", "Ada", 1).to_record()
    assert is_entry(record)
    assert is_entry({**record, "changes": "of a newer program", "later": 1})
    assert not is_entry({**record, **wrong})


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    colour: Colour
    class_: str
    parts: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)


def test_a_class_is_declared_by_its_fields_and_what_differs() -> None:
    codec = Codec(Thing, names={"class_": "class"}, sparse=("parts",), kinds={"parts": FieldCodec(frozenset, sorted)})
    thing = Thing(Colour.RED, "a", frozenset("yx"), {"z": 1})
    assert codec.to_record(thing) == {"z": 1, "colour": "red", "class": "a", "parts": ["x", "y"]}
    assert codec.from_record(codec.to_record(thing)) == thing
    assert codec.to_record(Thing(Colour.RED, "a")) == {"colour": "red", "class": "a"}
    with pytest.raises(KeyError):
        Codec(Thing)  # a type that no kind is known for is a mistake in the program
