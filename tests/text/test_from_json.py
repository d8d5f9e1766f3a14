"""JSON is read as `json` reads it."""

from __future__ import annotations

import json
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.from_json import loads, quoted

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    max_leaves=20,
)
pieces = st.lists(st.sampled_from([*'[]{},:"\\ \n0123456789.eE+-u', "true", "null", "NaN", "Infinity", "\ufeff", "é"]))


@given(values, st.booleans(), st.sampled_from([None, 1]))
def test_what_json_writes_is_read(value: object, plain: bool, indent: int | None) -> None:
    written = json.dumps(value, ensure_ascii=plain, indent=indent)
    assert repr(loads(f" {written}\n")) == repr(json.loads(written))


@given(st.text(st.characters()) | st.text(st.sampled_from('\ud800\udfff"\\\n\x7f\u2028é')))
def test_a_text_is_written_as_json_writes_it(text: str) -> None:
    assert quoted(text) == json.dumps(text)


@given(st.one_of(st.text(), pieces.map("".join)))
def test_what_json_refuses_is_refused(text: str) -> None:
    try:
        wanted = json.loads(text)
    except ValueError as error:
        with pytest.raises(type(error)) as raised:
            loads(text)
        assert str(raised.value) == str(error)
    else:
        assert repr(loads(text)) == repr(wanted)


def test_what_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(RecursionError):
        loads("[" * 100_000)


def test_without_the_scanner_json_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_json", None)
    assert loads('{"a": [1, 2.5, "\\u00e9", null]}') == {"a": [1, 2.5, "é", None]}
    assert math.isnan(loads("NaN"))
