"""Split a tag: go through its passages and give each to one of the tags that come after it.

Nothing else is kept of a split: what still has the old tag is what is left, so it can be left and taken up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotation.codebook_edits import assigned, existing
from reader.annotation.codec import Record
from reader.annotation.edit import Change, shorts
from reader.annotation.model import Annotation, tags_of
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.conflicts import TABLE
from reader.session.codebook.tag_edits import tag_changes
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem

WHAT = "split tag"
"""What the history calls it."""


def left(workspace: Workspace, path: str) -> list[Annotation]:
    """Return the annotations that have the tag itself, article by article in text order."""
    codebook = workspace.codebook
    path = existing(codebook, path)
    found = []
    for name in workspace.databases_of_articles():
        stored = workspace.store.records(name, TABLE)
        ids = {id_ for id_, record in stored.items() if path in codebook.paths(tags_of(record))}
        if ids:
            found += [one for one in annotations_in(workspace, name) if one.id in ids]
    return found


def assign(workspace: Workspace, path: str, ids: Sequence[str], to: str) -> list[Annotation]:
    """Give annotations the tag ``to``, made if it is new, in place of the tag at ``path``, and return them.

    All in one step, over whichever articles; Problem, and nothing changed, if one of them has not the tag.
    """
    old = existing(workspace.codebook, path)
    if workspace.codebook.spelled(to) == old:
        raise Problem("A tag cannot be split into itself.", old, "Name another tag.")

    def make() -> list[Change]:
        codebook = workspace.codebook
        (new,), changes = tag_changes(workspace, [to])
        for article, record in _tagged(workspace, old, ids):
            one = Annotation.from_record(record)
            tags = assigned(codebook, one.tags, old, new)
            after = replace(one, tags=tags, modified=workspace.now())
            changes.append(Change(article, TABLE, one.id, record, after.to_record()))
        return changes

    workspace.apply(WHAT, make, about=f"{old} → {to} ({len(set(ids))})")
    wanted = set(ids)
    articles = {article for article, _ in _found(workspace, wanted)}
    return [one for article in sorted(articles) for one in annotations_in(workspace, article) if one.id in wanted]


def targets(workspace: Workspace, path: str) -> list[str]:
    """Return the tags that passages of the tag at ``path`` were given to, as far as that stands, those given first first."""
    codebook = workspace.codebook
    old = {tag.id for tag in codebook.alike(existing(codebook, path))}
    history = workspace.history()
    found: dict[str, None] = {}
    for entry in history.entries:
        if entry["what"] != WHAT or history.is_undone(entry):
            continue
        for _, table, _, how, *rest in shorts(entry) or ():
            if table == TABLE and how == "changed" and "tags" in rest[0]:
                before, after = (set(tags_of({"tags": tags})) for tags in rest[0]["tags"])
                if old & (before - after):
                    found.update(dict.fromkeys(codebook.paths(sorted(after - before))))
    return [one for one in found if one != path]


def _tagged(workspace: Workspace, path: str, ids: Sequence[str]) -> list[tuple[str, Record]]:
    codebook = workspace.codebook
    found = _found(workspace, set(ids))
    missing = set(ids) - {str(record.get("id")) for _, record in found}
    if missing:
        raise Problem("There is no such annotation.", ", ".join(sorted(missing)), "See `scolie annotations`.", status=1)
    for _, record in found:
        if path not in codebook.paths(tags_of(record)):
            raise Problem(
                "An annotation has not that tag.", f"{record['id']}: {path}", f"See `scolie tags split {path}`."
            )
    return found


def _found(workspace: Workspace, ids: set[str]) -> list[tuple[str, Record]]:
    return [
        (name, record)
        for name in workspace.databases_of_articles()
        for id_, record in workspace.store.records(name, TABLE).items()
        if id_ in ids
    ]
