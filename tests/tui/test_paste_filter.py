"""What is pasted stays text, however it is cut on its way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.terminal.paste_filter import BEGIN, END, Pasted
from reader.tui.terminal.textual_internals import XTermParser

PIECES = st.lists(
    st.sampled_from(["a", "é", "\n", "\x1b", "[", "A", "20", "0~", "1~", "\x1b[A", "\x1b[31m", "\x1b[20"])
)


def heard(sent: str, cuts: list[int]) -> list[str]:
    pasted, parser = Pasted(), XTermParser()
    told: list[str] = []
    edges = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    for start, end in pairwise(edges):
        if piece := pasted.plain(sent[start:end]):
            told += [getattr(event, "text", "") or getattr(event, "key", "?") for event in parser.feed(piece)]
    return told


@given(
    PIECES.map("".join).filter(lambda text: text and (text + END).find(END) == len(text)),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_what_is_pasted_is_text_in_its_place(text: str, cuts: list[int]) -> None:
    assert heard(f"j{BEGIN}{text}{END}k", cuts) == ["j", text.replace("\x1b", "␛"), "k"]


@given(st.lists(st.sampled_from(["j", "\x1b[A", "\x1b[200", "~", "\x1b[B"])), st.lists(st.integers(0, 99), max_size=5))
def test_keys_pass_as_they_are(keys: list[str], cuts: list[int]) -> None:
    sent, pasted = "".join(keys), Pasted()
    if BEGIN in sent:
        return
    edges = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    assert "".join(pasted.plain(sent[start:end]) for start, end in pairwise(edges)) == sent


def test_an_esc_between_two_pauses_ends_a_paste_whose_end_got_lost() -> None:
    pasted = Pasted()
    assert pasted.plain(f"{BEGIN}un") + pasted.rest() + pasted.plain("\x1b") + pasted.rest() == f"{BEGIN}un{END}"
    assert pasted.plain("q") == "q"


@pytest.mark.parametrize(
    "pieces", [["\x1b"], ["\x1b", "[A"], ["", "\x1b", "[A"], ["", "\x1b", END[1:]], ["", "a\x1b", ""]]
)
def test_no_other_esc_ends_a_paste(pieces: list[str]) -> None:
    pasted = Pasted()
    told = pasted.plain(f"{BEGIN}un")
    for piece in pieces:
        told += pasted.plain(piece) if piece else pasted.rest()
    told += pasted.plain("deux\x1b[B" + ("" if END in told else END)) + pasted.rest()
    assert told.count(END) == 1
    assert told.startswith(f"{BEGIN}un")
