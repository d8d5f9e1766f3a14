"""How many annotations wait for a person's word, by article: asked on every start, so it must cost nothing.

What was marked in the text as it is waits for nothing, and the catalogue knows the digest of every text. What a changed text
did to its annotations is worked out once and kept in a derived file (`session.cache`), under both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from reader.annotation.model import State
from reader.config.path import state_file
from reader.session.annotations.conflicts import TABLE
from reader.session.annotations.review import waiting_ids
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.store.interface import Record

_FORM = 2
"""Of the file, and of the anchoring whose verdicts are counted."""


def count(workspace: Workspace) -> dict[str, int]:
    """Return how many annotations wait, by article id; articles where none does are left out."""
    file = DerivedFile(state_file("waiting", f"{own_name(workspace.root)}.json"), _FORM, kept=LIBRARIES)
    known = file.load(_counts) or {}
    now: dict[str, int] = {}
    counts: dict[str, int] = {}
    summaries = workspace.summaries.all()
    for article in workspace.articles():
        summary = summaries.get(article.id)
        if summary is None or not set(summary.texts) - {article.sha256}:
            continue
        stored = workspace.store.records(article.id, TABLE).values()
        asking = [one for one in stored if one.get("state") != State.ORPHAN and one.get("sha256") != article.sha256]
        if not asking:
            continue
        key = _key(article.id, article.sha256, asking)
        found = known.get(key) if article.sha256 else None
        if found is None:
            found = len(waiting_ids(workspace, article.id))
        if article.sha256:
            now[key] = found
        if found:
            counts[article.id] = found
    if now != known:
        file.save(now)
    return counts


def _key(article: str, sha256: str, asking: Sequence[Record]) -> str:
    told = sorted([str(one.get("id")), str(one.get("sha256")), one.get("spans")] for one in asking)
    return hashlib.sha256(json.dumps([article, sha256, told]).encode()).hexdigest()


def _counts(derived: Derived) -> dict[str, int]:
    return {key: int(number) for key, number in derived.payload.items()}
