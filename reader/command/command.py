"""Commands: what a key, the palette or a click does.

A *command* is one row of ``command.table``. A *context* is the part of the screen whose keys count now: ``library`` (the
list of articles), ``article`` (the reading pane), ``pass`` (the reading pane during a tagging pass; its keys come before
those of ``article``), ``side`` (the side pane), ``review`` (annotations with an uncertain place), ``codebook`` (the tags),
``excerpts`` (the annotated passages), ``basket`` (what was collected for a text), ``split`` (the passages of a tag that is being split),
``difference`` (two versions as one text), ``stats`` (statistics), ``search`` (the hits of a query),
``journal`` (entries and memos), ``picker`` (any list with an input line) and ``note`` (the note editor).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from reader.translation import _

Group = Literal["move", "goto", "select", "act", "view", "app"]
Context = Literal[
    "library",
    "article",
    "pass",
    "side",
    "review",
    "codebook",
    "excerpts",
    "basket",
    "split",
    "difference",
    "stats",
    "search",
    "journal",
    "picker",
    "note",
]

GROUPS: tuple[Group, ...] = get_args(Group)
CONTEXTS: tuple[Context, ...] = get_args(Context)
TYPING: frozenset[Context] = frozenset({"picker", "note"})
"""Contexts where printable keys type text, so that only named keys and Ctrl can be bound."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the program can do at a key.

    ``name``: ``subject.verb``, the same in keymap files and code. ``where``: the contexts in which it can be used.
    ``label_id``: one to three words for the line of keys, pop-up and palette. ``help_id``: one sentence; in both, ``{style}`` stands
    for ``style``. Both are in English; `label` and `help` say them in the language in use.
    """

    name: str
    group: Group
    where: frozenset[Context]
    label_id: str
    help_id: str
    style: str = ""

    @property
    def label(self) -> str:
        """One to three words for the line of keys, pop-up and palette, in the language in use."""
        return _(self.label_id).format(style=self.style)

    @property
    def help(self) -> str:
        """What the command does, as a sentence in the language in use."""
        return _(self.help_id).format(style=self.style)
