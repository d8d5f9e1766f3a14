"""Commands: what a key, the palette or a click can ask for.

A *command* is one row of ``command.table``. A *context* is the place on the screen whose keys count now:
``library`` (the list of articles), ``article`` (the reading pane), ``pass`` (there, too, while a tagging pass is on:
its keys come before those of ``article``), ``side`` (the side pane), ``review`` (the queue of uncertain anchors),
``codebook`` (the tags), ``excerpts`` (what they have gathered), ``split`` (the passages of a tag that is split), ``stats``
(what the annotations come to), ``journal`` (entries and memos), ``picker`` (any list with an entry line) and ``note``
(the note editor).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Group = Literal["move", "goto", "select", "act", "view", "app"]
Context = Literal[
    "library",
    "article",
    "pass",
    "side",
    "review",
    "codebook",
    "excerpts",
    "split",
    "stats",
    "journal",
    "picker",
    "note",
]

GROUPS: tuple[Group, ...] = get_args(Group)
CONTEXTS: tuple[Context, ...] = get_args(Context)
TYPING: frozenset[Context] = frozenset({"picker", "note"})
"""Contexts where printable keys are text: only named keys and Ctrl can be bound there."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the program can do at a key.

    ``name``: ``subject.verb``, the same word in keymap files, palette and code. ``where``: the contexts in
    which it means something. ``label``: one to three words for footer, pop-up and palette. ``help``: one
    sentence. ``footer``: its place in the footer, 1 first; 0 keeps it out.
    """

    name: str
    group: Group
    where: frozenset[Context]
    label: str
    help: str
    footer: int = 0
