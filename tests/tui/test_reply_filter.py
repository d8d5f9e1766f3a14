"""What the terminal answers is never typed, however late it comes and however it is cut; what a person types is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.terminal.escape_filter import EscapeFilter
from reader.tui.terminal.reply_filter import ReplyFilter
from reader.tui.terminal.textual_internals import XTermParser

REPLIES = [
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b]10;rgb:1c1c/1c1c/1c1c\x07",
    "\x1b]4;1;rgba:cdcd/0000/0000/ffff\x1b\\",
    "\x1b]52;c;aGFoYQ==\x07",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?62;1;2;6;9;15;22c",
    "\x1b[>41;390;0c",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[?5u",
    "\x1b[8;24;80t",
]
KEYS = [
    "j",
    "é",
    "\r",
    "\x1b[A",
    "\x1bOP",
    "\x1b[1;5C",
    "\x1b[<0;5;5M",
    "\x1b[?2026;2$y",
    "\x1b[200~",
    "\x1b[201~",
    "]",
]


def typed(pieces: list[str], pause: int = 0) -> str:
    """Return what is passed on of pieces, with so many ticks in which nothing comes after each."""
    replies = ReplyFilter()
    keys = ""
    for piece in pieces:
        keys += replies.keys(piece)
        keys += "".join([replies.rest() for _ in range(pause)])
    return keys + "".join([replies.rest() for _ in range(30)])


def cut(sent: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(at % (len(sent) + 1) for at in cuts), len(sent)]
    return [sent[start:end] for start, end in pairwise(edges)]


@given(st.lists(st.sampled_from([*KEYS, *REPLIES])), st.lists(st.integers(0, 300), max_size=6))
def test_answers_are_dropped_and_keys_stay_however_both_are_cut(sent: list[str], cuts: list[int]) -> None:
    assert typed(cut("".join(sent), cuts)) == "".join(part for part in sent if part not in REPLIES)


@pytest.mark.parametrize("reply", REPLIES)
def test_the_rest_of_an_answer_may_come_a_second_later(reply: str) -> None:
    for at in range(4 if reply[1] != "[" else 5, len(reply)):
        if not reply.startswith("\x1b[8;") and not reply.startswith("\x1b[0"):
            assert typed([reply[:at], reply[at:], "j"], pause=10) == "j", at


@pytest.mark.parametrize("introducer", ["\x1b", "\x1b]"])
def test_a_colour_is_known_behind_an_esc_that_was_taken_for_a_key(introducer: str) -> None:
    reply = REPLIES[0]
    assert typed([introducer, reply[len(introducer) :], "j"], pause=3) == introducer + "j"


@pytest.mark.parametrize(
    "keys",
    ["\x1b]", "\x1b]j", "\x1b]1", "\x1b]12j", "\x1bPa", "\x1bP", "\x1b_", "\x1b_Gg", "\x1b[?", "\x1b[?j", "\x1b"],
)
def test_an_esc_and_the_keys_behind_it_are_typed(keys: str) -> None:
    assert typed([keys]) == keys
    assert typed([*keys]) == keys


@pytest.mark.parametrize("key", ["\x1b[A", "\r", "\x13", "\x1bq"])
def test_a_key_ends_an_answer_that_was_cut_off(key: str) -> None:
    assert typed(["\x1b]11;rgb:ff", key, "j"]) == f"{key}j"


def test_what_is_typed_between_the_parts_of_a_colour_counts() -> None:
    assert typed(["\x1b]11;rgb:ff", "j", "ff/0000/0000\x1b", "\\k"]) == "jk"


def test_the_rest_of_an_answer_is_not_waited_for_without_end() -> None:
    replies = ReplyFilter()
    assert replies.keys("\x1b]52;c;aGFo") == ""
    assert [replies.rest() for _ in range(20)] == [""] * 20
    assert not replies.is_waiting
    assert replies.keys("j") == "j"
    assert replies.keys("\x1b]52;c;" + "a" * 5000) == ""
    assert replies.keys("j") == "j"


def test_no_key_comes_of_an_answer_through_all_filters() -> None:
    replies, escapes, parser = ReplyFilter(), EscapeFilter(), XTermParser()
    events = [
        event
        for piece in ("\x1b", "]11;rgb:ffff/ff", "ff/ffff\x1b", "\\", "j")
        for part in escapes.split(replies.keys(piece))
        for event in parser.feed(part)
    ]
    assert [getattr(event, "key", "") for event in events] == ["j"]
