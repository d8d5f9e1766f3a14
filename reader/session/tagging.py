"""Use and change the codebook, and what is known of articles."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation.codebook import Codebook, Tag, checked_path, new_id
from reader.annotation.edit import Change
from reader.library.article import FIELDS, Article, Status
from reader.session.workspace import Workspace
from reader.store.port import LIBRARY, Record
from reader.text.date import is_date
from reader.text.problem import Problem


def tag_changes(workspace: Workspace, paths: Sequence[str]) -> tuple[tuple[str, ...], list[Change]]:
    """Return the ids of the tags at ``paths``, and the changes that make those that are new.

    A path equal to a tag's but for case or accents means that tag.
    """
    codebook = workspace.codebook
    ids: list[str] = []
    changes: list[Change] = []
    for path in dict.fromkeys(checked_path(path) for path in paths):
        tag = codebook.at(path) or codebook.like(path)
        if tag is None:
            tag = Tag(new_id(path, workspace.letters()[:6]), path)
            changes.append(Change(LIBRARY, "tags", tag.id, None, tag.to_record()))
            codebook = Codebook([*codebook.tags.values(), tag])
        ids.append(tag.id)
    return tuple(dict.fromkeys(ids)), changes


def rename(workspace: Workspace, old: str, new: str) -> tuple[Tag, ...]:
    """Rename a tag and all below it; annotations hold ids and need no change."""

    def make() -> list[Change]:
        return [
            Change(LIBRARY, "tags", tag.id, workspace.store.get(LIBRARY, "tags", tag.id)[0], tag.to_record())
            for tag in workspace.codebook.renamed(old, new)
        ]

    workspace.apply("rename tag", make)
    return workspace.codebook.under(checked_path(new))


def set_hot_key(workspace: Workspace, path: str, key: str) -> None:
    """Give a tag its hot key; another tag that had it loses it."""

    def make() -> list[Change]:
        changes = []
        for tag in workspace.codebook.tags.values():
            if (tag.path == path) != (tag.key == key):
                before, _ = workspace.store.get(LIBRARY, "tags", tag.id)
                wanted = key if tag.path == path else ("" if tag.key == key else tag.key)
                changes.append(Change(LIBRARY, "tags", tag.id, before, {**(before or {}), "key": wanted}))
        return changes

    workspace.apply("hot key", make)


def tags_shown(workspace: Workspace) -> list[Record]:
    """Return every tag path with its own count and the total with descendants, implied parents included."""
    from reader.session.annotating import annotations_in

    codebook = workspace.codebook
    counts: dict[str, int] = {}
    totals: dict[str, int] = {}
    for annotation in annotations_in(workspace):
        paths = codebook.paths(annotation.tags)
        above: set[str] = set()
        for path in paths:
            counts[path] = counts.get(path, 0) + 1
            names = path.split("/")
            above |= {"/".join(names[:depth]) for depth in range(1, len(names) + 1)}
        for path in above:
            totals[path] = totals.get(path, 0) + 1
    rows = []
    for path in codebook.all_paths():
        tag = codebook.at(path) or Tag("", path)
        own = {"path": path, "color": tag.color, "key": tag.key, "definition": tag.definition}
        rows.append({**own, "count": counts.get(path, 0), "total": totals.get(path, 0)})
    return rows


def describe_article(workspace: Workspace, article: Article, said: dict[str, str]) -> Article:
    """Keep what a person says of an article beside its annotations; an empty value forgets it."""
    unknown = set(said) - {*FIELDS, "status"}
    if unknown:
        raise Problem("An article has no such field.", ", ".join(sorted(unknown)), f"Use {', '.join(FIELDS)}.")
    if said.get("status") and said["status"] not in list(Status):
        raise Problem("There is no such status.", said["status"], "Use unread, reading or done.")
    if said.get("date") and not is_date(said["date"]):
        raise Problem("That is no date.", said["date"], "Write 2024, 2024-05 or 2024-05-31.")
    workspace.remember(article)

    def make() -> list[Change]:
        before, _ = workspace.store.get(LIBRARY, "articles", article.id)
        after = {**(before or {"id": article.id}), **said}
        return [Change(LIBRARY, "articles", article.id, before, {k: v for k, v in after.items() if v})]

    if any(change.before != change.after for change in make()):
        workspace.apply("status" if set(said) == {"status"} else "metadata", make, article.id)
    return workspace.article(article.id)
