"""What is pasted stays text, however it is cut on its way."""

from __future__ import annotations

from itertools import pairwise

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
