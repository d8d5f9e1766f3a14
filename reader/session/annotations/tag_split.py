"""Split a tag: go through its passages and give each of them one of several new tags instead.

A split has no state of its own: the passages that still have the old tag are left to do, so it can be interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotation.codebook_edits import assigned, existing
from reader.annotation.codec import Record
from reader.annotation.edit import Change, shorts
from reader.annotation.model import Annotation, tags_of
from reader.session.annotations.article_annotations import TABLE, annotations_in
from reader.session.codebook.tag_edits import tag_changes
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.translation import _

WHAT = "split tag"
"""What the history calls it."""


def left(workspace: Workspace, path: str) -> list[Annotation]:
    """Return the annotations that have the tag itself, article by article in text order."""
    codebook = workspace.codebook
    path = existing(codebook, path)
    return [
        annotation
        for name in workspace.databases_of_articles()
        for annotation in annotations_in(workspace, name)
        if path in codebook.paths(annotation.tags)
    ]


def assign(workspace: Workspace, path: str, ids: Sequence[str], to: str) -> list[Annotation]:
    """Give annotations the tag ``to``, which is made if it is new, in place of the tag at ``path``, and return them.

    This is one edit over all articles. Problem, and nothing is changed, if one of them does not have the tag.
    """
    old = existing(workspace.codebook, path)
    if workspace.codebook.spelled(to) == old:
        raise Problem(_("A tag cannot be split into itself."), old, _("Name another tag."))

    def make() -> list[Change]:
        codebook = workspace.codebook
        (new,), changes = tag_changes(workspace, [to])
        for article, record in _tagged(workspace, old, ids):
            annotation = Annotation.from_record(record)
            tags = assigned(codebook, annotation.tags, old, new)
            after = replace(annotation, tags=tags, modified=workspace.now())
            changes.append(Change(article, TABLE, annotation.id, record, after.to_record()))
        return changes

    workspace.apply(WHAT, make, about=f"{old} → {to} ({len(set(ids))})")
    wanted = set(ids)
    articles = {article for article, _ in _records(workspace, wanted)}
    return [
        annotation
        for article in sorted(articles)
        for annotation in annotations_in(workspace, article)
        if annotation.id in wanted
    ]


def targets(workspace: Workspace, path: str) -> list[str]:
    """Return the tags that passages of the tag at ``path`` were given in splits that were not undone, oldest first."""
    codebook = workspace.codebook
    old = {tag.id for tag in codebook.alike(existing(codebook, path))}
    history = workspace.history()
    targets: dict[str, None] = {}
    for entry in history.entries:
        if entry["what"] != WHAT or history.is_undone(entry):
            continue
        for _id, table, _revision, how, *rest in shorts(entry) or ():
            if table == TABLE and how == "changed" and "tags" in rest[0]:
                before, after = (set(tags_of({"tags": tags})) for tags in rest[0]["tags"])
                if old & (before - after):
                    targets.update(dict.fromkeys(codebook.paths(sorted(after - before))))
    return [target for target in targets if target != path]


def _tagged(workspace: Workspace, path: str, ids: Sequence[str]) -> list[tuple[str, Record]]:
    codebook = workspace.codebook
    records = _records(workspace, set(ids))
    missing = set(ids) - {str(record.get("id")) for _, record in records}
    if missing:
        raise Problem(
            _("There is no such annotation."), ", ".join(sorted(missing)), _("See `scolie annotations`."), status=1
        )
    for _database, record in records:
        if path not in codebook.paths(tags_of(record)):
            hint = _("See `scolie tags split {path}`.").format(path=path)
            raise Problem(_("The annotation does not have that tag."), f"{record['id']}: {path}", hint)
    return records


def _records(workspace: Workspace, ids: set[str]) -> list[tuple[str, Record]]:
    return [
        (name, record)
        for name in workspace.databases_of_articles()
        for id_, record in workspace.store.records(name, TABLE).items()
        if id_ in ids
    ]
