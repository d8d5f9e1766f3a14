"""How many annotations of each article are in the review queue. Every start asks, so it must be fast.

An annotation of the present text is not in the queue, and the catalogue knows the digests of the texts. Where a text has
changed, its count is worked out once and kept in a derived file (`session.cache`), under the text and its annotations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from reader.annotation.model import State
from reader.config.path import state_file
from reader.ingest.content import READERS
from reader.session.annotations.article_annotations import TABLE
from reader.session.annotations.review import waiting_ids
from reader.session.cache.derived_file import Derived, DerivedFile
from reader.session.cache.own_name import LIBRARIES, own_name
from reader.session.library.workspace import Workspace
from reader.store.interface import Record

_FORM = f"3 {READERS}"
"""Version of the file, and of the anchoring that its counts depend on."""


def count(workspace: Workspace) -> dict[str, int]:
    """Return the length of the queue by article id; articles without one are left out."""
    file = DerivedFile(state_file("waiting", f"{own_name(workspace.root)}.json"), _FORM, most_files=LIBRARIES)
    last = file.load(_counts) or {}
    current: dict[str, int] = {}
    counts: dict[str, int] = {}
    summaries = workspace.summaries.all()
    for article in workspace.articles():
        summary = summaries.get(article.id)
        if summary is None or not set(summary.texts) - {article.sha256}:
            continue
        records = [
            record
            for record in workspace.store.records(article.id, TABLE).values()
            if record.get("state") != State.ORPHAN and record.get("sha256") != article.sha256
        ]
        if not records:
            continue
        key = _key(article.id, article.sha256, records)
        number = last.get(key) if article.sha256 else None
        if number is None:
            number = len(waiting_ids(workspace, article.id))
        if article.sha256:
            current[key] = number
        if number:
            counts[article.id] = number
    if current != last:
        file.save(current)
    return counts


def _key(article: str, sha256: str, records: Sequence[Record]) -> str:
    anchors = sorted([str(record.get("id")), str(record.get("sha256")), record.get("spans")] for record in records)
    return hashlib.sha256(json.dumps([article, sha256, anchors]).encode()).hexdigest()


def _counts(derived: Derived) -> dict[str, int]:
    return {key: int(number) for key, number in derived.payload.items()}
