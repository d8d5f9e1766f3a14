"""How many annotations wait for a person's word, by article: asked on every start, so it must cost nothing.

What was marked in the text as it is waits for nothing, and the catalogue knows the digest of every text. What a changed text
did to its annotations is worked out once and kept in a derived cache, under both; it may be deleted at any moment.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from reader.annotation.model import State
from reader.config.file import replace_text
from reader.config.path import state_folder
from reader.session.reviewing import waiting_ids
from reader.session.root import own_name
from reader.session.settling import TABLE
from reader.session.workspace import Workspace
from reader.store.port import Record

_VERSION = 2
"""Of the anchoring whose verdicts are counted."""


def count(workspace: Workspace) -> dict[str, int]:
    """Return how many annotations wait, by article id; articles where none does are left out."""
    file = state_folder() / "waiting" / f"{own_name(workspace.root)}.json"
    known = _kept(file)
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
        _keep(file, now)
    return counts


def _key(article: str, sha256: str, asking: Sequence[Record]) -> str:
    told = sorted([str(one.get("id")), str(one.get("sha256")), one.get("spans")] for one in asking)
    return hashlib.sha256(json.dumps([article, sha256, told]).encode()).hexdigest()


def _kept(file: Path) -> dict[str, int]:
    try:
        content = json.loads(file.read_text())
        return dict(content["counts"]) if content["version"] == _VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # derived: counted anew


def _keep(file: Path, counts: dict[str, int]) -> None:
    # Derived: a folder that cannot be written costs time, nothing else.
    with contextlib.suppress(OSError):
        replace_text(file, json.dumps({"version": _VERSION, "counts": counts}))
