"""Enumerations of our own do what those of `enum` do, as far as they are used."""

from __future__ import annotations

import copy
import enum
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.motion import Grain
from reader.library.article import Status
from reader.text.block import Kind

WORDS: Any = enum.StrEnum
NUMBERS: Any = enum.IntEnum
PAIRS: list[tuple[Any, Any]] = [
    (Kind, WORDS("Words", [(one.name, one.value) for one in Kind])),
    (Grain, NUMBERS("Figures", [(one.name, one.value) for one in Grain])),
]


def test_members_are_those_of_enum() -> None:
    for ours, theirs in PAIRS:
        pairs = list(zip(ours, theirs, strict=True))
        for one, other in pairs:
            assert (one.name, one.value, str(one), f"{one}", f"{one:>9}") == (
                other.name, other.value, str(other), f"{other}", f"{other:>9}",
            )  # fmt: skip
            assert (one == other, hash(one) == hash(other), json.dumps(one)) == (True, True, json.dumps(other))
            assert type(one) is ours and isinstance(one, type(other.value))
            assert ours(one.value) is one and ours(one) is one and getattr(ours, one.name) is one
            assert repr(one) == repr(other).replace(theirs.__name__, ours.__name__)
        assert [a < b for a, _ in pairs for b, _ in pairs] == [a < b for _, a in pairs for _, b in pairs]
    assert len(Status) == 3 and Status.DONE in frozenset(Status)


@pytest.mark.parametrize("member", [*Kind, *Grain])
def test_a_copy_is_the_member_itself(member: Kind | Grain) -> None:
    assert copy.copy(member) is member and copy.deepcopy([member])[0] is member
    assert pickle.loads(pickle.dumps(member)) is member


@given(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.integers(), max_size=1)))
def test_what_is_no_member_is_refused(value: object) -> None:
    for ours, theirs in PAIRS:
        try:
            wanted = theirs(value)
        except ValueError:
            with pytest.raises(ValueError):
                ours(value)
        else:
            assert ours(value) == wanted
