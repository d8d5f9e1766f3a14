"""Use and change the codebook, and what is known of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from reader.annotation import codebook_edits
from reader.annotation.codebook import Codebook, Count, Tag, checked_path, new_id
from reader.annotation.edit import Change, differs
from reader.library.article import Article, Status
from reader.session.library.file_notes import with_file
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record
from reader.text.date import is_date
from reader.text.guard import guard
from reader.text.metadata import FIELDS
from reader.text.problem import Problem

TABLE = "tags"


def tag_changes(workspace: Workspace, paths: Sequence[str]) -> tuple[tuple[str, ...], list[Change]]:
    """Return the ids of the tags at ``paths``, and the changes that make those that are new.

    A path equal to a tag's but for case or accents means that tag.
    """
    codebook = workspace.codebook
    ids: list[str] = []
    changes: list[Change] = []
    for path in dict.fromkeys(checked_path(path) for path in paths):
        spelled = codebook.spelled(path)
        tag = codebook.at(spelled)
        if tag is None:
            tag = Tag(new_id(spelled, letters_of(workspace)), spelled)
            changes += changes_to(workspace, [tag])
            codebook = codebook.with_tags([tag])
        ids.append(tag.id)
    return tuple(dict.fromkeys(ids)), changes


def letters_of(workspace: Workspace) -> str:
    """Return random letters for the id of a new tag."""
    return workspace.new_id()[:6]


def changes_to(workspace: Workspace, tags: Sequence[Tag]) -> list[Change]:
    """Return the changes that make the records of tags what they are here."""
    return [
        Change(LIBRARY, TABLE, tag.id, workspace.store.get(LIBRARY, TABLE, tag.id)[0], tag.to_record()) for tag in tags
    ]


def _recode(workspace: Workspace, what: str, about: str, make: Callable[[Codebook], tuple[Tag, ...]]) -> None:
    """Change the codebook in one line; nothing is written if nothing differs."""

    def changes() -> list[Change]:
        return changes_to(workspace, make(workspace.codebook))

    workspace.store.refresh()
    if any(change.before != change.after for change in changes()):
        workspace.apply(what, changes, about=about)


def _letters(workspace: Workspace) -> Callable[[], str]:
    return lambda: letters_of(workspace)


def new_tag(workspace: Workspace, path: str, said: Mapping[str, str] | None = None) -> Tag:
    """Make a tag that there is not, described by the fields of `DESCRIPTION`, and return it."""
    _recode(workspace, "new tag", path, lambda book: codebook_edits.made(book, path, _letters(workspace), said))
    return _tag(workspace, path)


def describe_tag(workspace: Workspace, path: str, said: Mapping[str, str]) -> Tag:
    """Change a tag's colour, key, definition, notes or example; an empty value takes it away."""
    what = {"color": "recolour tag", "key": "hot key"}.get(",".join(said), "describe tag")
    _recode(workspace, what, path, lambda book: codebook_edits.described(book, path, _letters(workspace), said))
    return _tag(workspace, path)


def set_hot_key(workspace: Workspace, path: str, key: str) -> Tag:
    """Give a tag its hot key, or take it with nothing; Problem if the key stands for another."""
    return describe_tag(workspace, path, {"key": key})


def rename(workspace: Workspace, old: str, new: str) -> tuple[Tag, ...]:
    """Rename a tag and all below it to the whole path ``new``; annotations hold ids and need no change."""
    _recode(workspace, "rename tag", f"{old} → {new}", lambda book: codebook_edits.renamed(book, old, new))
    return _under(workspace, new)


def move(workspace: Workspace, path: str, under: str) -> tuple[Tag, ...]:
    """Move a tag and all below it under another; nothing or ``/`` is the top."""
    name = codebook_edits.existing(workspace.codebook, path).rpartition("/")[2]
    _recode(workspace, "move tag", f"{path} → {under or '/'}", lambda book: codebook_edits.moved(book, path, under))
    return _under(workspace, "/".join(part for part in (under.strip().strip("/"), name) if part))


def merge(workspace: Workspace, sources: Sequence[str], into: str) -> Tag:
    """Merge tags, with all below them, into one that there is, and return it; no annotation is rewritten."""
    about = f"{', '.join(sources)} → {into}"
    _recode(
        workspace, "merge tags", about, lambda book: codebook_edits.merged(book, sources, into, _letters(workspace))
    )
    return _tag(workspace, into)


def delete_tag(workspace: Workspace, path: str) -> Count:
    """Delete a tag and all below it, and return how many annotations showed it, and it or one below."""
    counted = counts(workspace).get(codebook_edits.existing(workspace.codebook, path), Count(0, 0))
    _recode(workspace, "delete tag", path, lambda book: codebook_edits.deleted(book, path))
    return counted


def _tag(workspace: Workspace, path: str) -> Tag:
    codebook = workspace.codebook
    found = codebook_edits.existing(codebook, path)
    return codebook.at(found) or Tag("", found)


def _under(workspace: Workspace, path: str) -> tuple[Tag, ...]:
    codebook = workspace.codebook
    return codebook.under(codebook_edits.existing(codebook, path))


def retagged(workspace: Workspace, former: Codebook) -> int:
    """Return how many annotations show other tags by the codebook of today than by the ``former`` one."""
    paths, now = former.paths, workspace.codebook.paths
    return sum(count for ids, count in _tagged(workspace).items() if set(paths(ids)) != set(now(ids)))


def counts(workspace: Workspace) -> dict[str, Count]:
    """Return for every tag path how many annotations it has; no article is read."""
    return workspace.codebook.counted(_tagged(workspace))


def _tagged(workspace: Workspace) -> Counter[tuple[str, ...]]:
    """Return how many annotations have just these tag ids."""
    tagged: Counter[tuple[str, ...]] = Counter()
    for summary in workspace.summaries.all().values():
        tagged.update(summary.tagged)
    return tagged


def path_of(workspace: Workspace, path: str) -> str:
    """Return the path of the tag that ``path`` means, as it is written; Problem if there is none."""
    return codebook_edits.existing(workspace.codebook, path)


def tag_shown(workspace: Workspace, path: str) -> Record:
    """Return one tag as `tags_shown` does, with ``merged``: the tags that went into it."""
    codebook, path = workspace.codebook, path_of(workspace, path)
    row = next(row for row in tags_shown(workspace) if row["path"] == path)
    tag = codebook.at(path)
    return {**row, "merged": [one.path for one in codebook.merged_into(tag)] if tag else []}


def tags_shown(workspace: Workspace) -> list[Record]:
    """Return every tag path with its description, its own count and the total with descendants, parents included."""
    codebook, counted = workspace.codebook, counts(workspace)
    rows = []
    for path, count in counted.items():
        tag = codebook.at(path) or Tag("", path)
        own = {"path": path, "color": tag.color, "key": tag.key, "definition": tag.definition}
        notes = {"inclusion": tag.inclusion, "exclusion": tag.exclusion, "example": tag.example}
        rows.append({**own, "count": count.own, "total": count.total, **notes})
    return rows


def describe_article(workspace: Workspace, article: Article, said: dict[str, str]) -> Article:
    """Keep what a person says of an article beside its annotations; an empty value forgets it."""
    unknown = set(said) - {*FIELDS, "status"}
    if unknown:
        raise Problem("An article has no such field.", ", ".join(sorted(unknown)), f"Use {', '.join(FIELDS)}.")
    if said.get("status") and said["status"] not in list(Status):
        raise Problem("There is no such status.", said["status"], "Use unread, reading or done.")
    if said.get("date") and not is_date(said["date"]):
        raise Problem("Not a valid date.", said["date"], "Write 2024, 2024-05 or 2024-05-31.")
    for name, value in said.items():
        if value != guard(value):
            raise Problem("That cannot have control characters.", f"{name}: {guard(value)}", "Type it again.")

    def make() -> list[Change]:
        before, _ = workspace.store.get(LIBRARY, "articles", article.id)
        after = {**with_file(workspace, article.id, before), **said}
        return [Change(LIBRARY, "articles", article.id, before, {k: v for k, v in after.items() if v})]

    if any(map(differs, make())):
        workspace.apply("status" if set(said) == {"status"} else "metadata", make, article.id)
    return workspace.article(article.id)
