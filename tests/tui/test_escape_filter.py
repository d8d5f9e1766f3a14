"""An Esc counts, whatever key follows it at once and however both are cut on their way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.terminal.escape_filter import ESC, EscapeFilter

KEYS = st.lists(st.sampled_from(["g", "é", " ", "\r", ".", ESC, "\x1b[A", "\x1bOP", "\x1b[1;5C", "\x1b]11;x\x1b\\"]))


def pieces(sent: str, cuts: list[int]) -> list[str]:
    escapes = EscapeFilter()
    edges = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    split = [piece for start, end in pairwise(edges) for piece in escapes.split(sent[start:end])]
    return [*split, *escapes.rest()]


def words(sent: list[str]) -> list[str]:
    """Join what is between two pieces that are an Esc alone: how that is cut is the parser's affair."""
    joined = [""]
    for piece in sent:
        joined = [*joined, ESC, ""] if piece == ESC else [*joined[:-1], joined[-1] + piece]
    return joined


@given(KEYS, st.lists(st.integers(0, 200), max_size=6))
def test_an_esc_before_a_key_is_a_key_and_one_in_a_sequence_is_not(keys: list[str], cuts: list[int]) -> None:
    assert words(pieces("".join(keys), cuts)) == words(keys)


def test_an_esc_is_reported_once_nothing_has_followed() -> None:
    escapes = EscapeFilter()
    assert escapes.split(ESC) == []
    assert escapes.rest() == [ESC]
    assert escapes.rest() == []
    assert escapes.split("g") == ["g"]


@pytest.mark.parametrize("character", ["g", "-", "]", "^"])
def test_a_key_that_a_command_has_with_alt_stays_whole(character: str) -> None:
    assert EscapeFilter({character}).split(f"{ESC}{character}") == [f"{ESC}{character}"]


@pytest.mark.parametrize("keys", ["\x1bf", "\x1bb", "\x1b\x7f", "\x1b\t"])
def test_what_terminals_send_for_other_keys_stays_whole(keys: str) -> None:
    assert EscapeFilter().split(keys) == [keys]
