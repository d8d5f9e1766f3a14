"""How the versions of a record that were made at the same time are merged, by table: see `reader.store.merging`."""

from __future__ import annotations

from reader.annotation.edit import NOTED, SETS
from reader.store.merged import MergeRules, Rules

MEANWHILE = "[Written meanwhile in another window:]"
PLACE = frozenset({"spans", "quote", "prefix", "suffix", "sha256", "state", "score", "format"})
"""The fields that say where a passage is."""
DEFINITIONS = frozenset({"definition", "inclusion", "exclusion", "example"})
TIMES = frozenset({"modified"})


def join_notes(note: str, other: str) -> str:
    """Return ``note`` with ``other`` below it, unless it contains ``other`` already."""
    if other in note:
        return note
    return f"{note}\n\n{MEANWHILE}\n{other}" if note else other


def _rules(table: str, *, texts: frozenset[str] = frozenset(), together: tuple[frozenset[str], ...] = ()) -> MergeRules:
    sets, noted = SETS.get(table, frozenset()), NOTED.get(table, frozenset())
    return MergeRules((*together, noted), sets, texts, TIMES, noted | {"created"}, join_notes)


RULES: Rules = {
    "annotations": _rules("annotations", texts=frozenset({"note"}), together=(PLACE,)),
    "articles": _rules("articles"),
    "basket": _rules("basket", texts=frozenset({"note"}), together=(PLACE,)),
    "journal": _rules("journal", texts=frozenset({"text"})),
    "memos": _rules("memos", texts=frozenset({"text"})),
    "passes": _rules("passes"),
    "tags": _rules("tags", texts=DEFINITIONS, together=(frozenset({"into", "deleted"}),)),
}
