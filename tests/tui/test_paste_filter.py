"""What is pasted stays text, however it is cut on its way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.terminal.paste_filter import BEGIN, END, BracketedPasteFilter
from reader.tui.terminal.textual_internals import XTermParser

PIECES = st.lists(
    st.sampled_from(["a", "é", "\n", "\x1b", "[", "A", "20", "0~", "1~", "\x1b[A", "\x1b[31m", "\x1b[20"])
)


def heard(sent: str, cuts: list[int]) -> list[str]:
    paste_filter, parser = BracketedPasteFilter(), XTermParser()
    plain_text: list[str] = []
    edges = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    for start, end in pairwise(edges):
        if piece := paste_filter.plain(sent[start:end]):
            plain_text += [getattr(event, "text", "") or getattr(event, "key", "?") for event in parser.feed(piece)]
    return plain_text


@given(
    PIECES.map("".join).filter(lambda text: text and (text + END).find(END) == len(text)),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_what_is_pasted_is_text_in_its_place(text: str, cuts: list[int]) -> None:
    assert heard(f"j{BEGIN}{text}{END}k", cuts) == ["j", text.replace("\x1b", "␛"), "k"]


@given(st.lists(st.sampled_from(["j", "\x1b[A", "\x1b[200", "~", "\x1b[B"])), st.lists(st.integers(0, 99), max_size=5))
def test_keys_pass_as_they_are(keys: list[str], cuts: list[int]) -> None:
    sent, paste_filter = "".join(keys), BracketedPasteFilter()
    if BEGIN in sent:
        return
    edges = [0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]
    assert "".join(paste_filter.plain(sent[start:end]) for start, end in pairwise(edges)) == sent


def test_an_esc_between_two_pauses_ends_a_paste_whose_end_got_lost() -> None:
    paste_filter = BracketedPasteFilter()
    assert (
        paste_filter.plain(f"{BEGIN}un") + paste_filter.rest() + paste_filter.plain("\x1b") + paste_filter.rest()
        == f"{BEGIN}un{END}"
    )
    assert paste_filter.plain("q") == "q"


@pytest.mark.parametrize(
    "pieces", [["\x1b"], ["\x1b", "[A"], ["", "\x1b", "[A"], ["", "\x1b", END[1:]], ["", "a\x1b", ""]]
)
def test_no_other_esc_ends_a_paste(pieces: list[str]) -> None:
    paste_filter = BracketedPasteFilter()
    plain_text = paste_filter.plain(f"{BEGIN}un")
    for piece in pieces:
        plain_text += paste_filter.plain(piece) if piece else paste_filter.rest()
    plain_text += paste_filter.plain("deux\x1b[B" + ("" if END in plain_text else END)) + paste_filter.rest()
    assert plain_text.count(END) == 1
    assert plain_text.startswith(f"{BEGIN}un")
