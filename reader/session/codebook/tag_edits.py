"""Change the codebook, and the metadata of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from reader.annotation import codebook_edits
from reader.annotation.codebook import Codebook, Tag, TagCount, checked_path, new_id
from reader.annotation.edit import Change, differs
from reader.library.article import Article, Status
from reader.session.library.file_notes import with_file
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY, Record
from reader.text.canonical import with_line_feeds
from reader.text.date import read_date
from reader.text.guard import guard
from reader.text.metadata import DATES, FIELDS, is_key, is_type
from reader.text.problem import Problem
from reader.translation import _

TABLE = "tags"


def tag_changes(workspace: Workspace, paths: Sequence[str]) -> tuple[tuple[str, ...], list[Change]]:
    """Return the ids of the tags at ``paths``, and the changes that make the new ones.

    A path that differs from a tag's only in case or accents means that tag.
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
    """Return the changes that write these tags."""
    return [
        Change(LIBRARY, TABLE, tag.id, workspace.store.get(LIBRARY, TABLE, tag.id)[0], tag.to_record()) for tag in tags
    ]


def _recode(workspace: Workspace, what: str, about: str, make: Callable[[Codebook], tuple[Tag, ...]]) -> None:
    """Change the codebook in one edit. Nothing is written if nothing differs."""

    def changes() -> list[Change]:
        return changes_to(workspace, make(workspace.codebook))

    workspace.store.refresh()
    if any(change.before != change.after for change in changes()):
        workspace.apply(what, changes, about=about)


def _letters(workspace: Workspace) -> Callable[[], str]:
    return lambda: letters_of(workspace)


def new_tag(workspace: Workspace, path: str, values: Mapping[str, str] | None = None) -> Tag:
    """Make a new tag, described by fields of `DESCRIPTION`, and return it."""
    _recode(workspace, "new tag", path, lambda book: codebook_edits.made(book, path, _letters(workspace), values))
    return _tag(workspace, path)


def describe_tag(workspace: Workspace, path: str, values: Mapping[str, str]) -> Tag:
    """Change a tag's colour, key, definition, notes or example. An empty value removes it."""
    values = {name: with_line_feeds(value) for name, value in values.items()}
    what = {"color": "recolour tag", "key": "hot key"}.get(",".join(values), "describe tag")
    _recode(workspace, what, path, lambda book: codebook_edits.described(book, path, _letters(workspace), values))
    return _tag(workspace, path)


def set_hot_key(workspace: Workspace, path: str, key: str) -> Tag:
    """Set or (if empty) remove the hot key of a tag; Problem if another tag has that key."""
    return describe_tag(workspace, path, {"key": key})


def rename(workspace: Workspace, old: str, new: str) -> tuple[Tag, ...]:
    """Change the path of a tag, and of all below it, to ``new``. Annotations refer to ids and stay as they are."""
    _recode(workspace, "rename tag", f"{old} → {new}", lambda book: codebook_edits.renamed(book, old, new))
    return _under(workspace, new)


def move(workspace: Workspace, path: str, under: str) -> tuple[Tag, ...]:
    """Move a tag and all below it under another. An empty path or ``/`` is the top."""
    name = codebook_edits.existing(workspace.codebook, path).rpartition("/")[2]
    _recode(workspace, "move tag", f"{path} → {under or '/'}", lambda book: codebook_edits.moved(book, path, under))
    return _under(workspace, "/".join(part for part in (under.strip().strip("/"), name) if part))


def merge(workspace: Workspace, sources: Sequence[str], into: str) -> Tag:
    """Merge tags and all below them into an existing one, and return it. Annotations stay as they are."""
    about = f"{', '.join(sources)} → {into}"
    _recode(
        workspace, "merge tags", about, lambda book: codebook_edits.merged(book, sources, into, _letters(workspace))
    )
    return _tag(workspace, into)


def delete_tag(workspace: Workspace, path: str) -> TagCount:
    """Delete a tag and all below it. Return how many annotations had it, and how many had it or a tag below."""
    counted = counts(workspace).get(codebook_edits.existing(workspace.codebook, path), TagCount(0, 0))
    _recode(workspace, "delete tag", path, lambda book: codebook_edits.deleted(book, path))
    return counted


def _tag(workspace: Workspace, path: str) -> Tag:
    codebook = workspace.codebook
    path = codebook_edits.existing(codebook, path)
    return codebook.at(path) or Tag("", path)


def _under(workspace: Workspace, path: str) -> tuple[Tag, ...]:
    codebook = workspace.codebook
    return codebook.under(codebook_edits.existing(codebook, path))


def retagged(workspace: Workspace, former: Codebook) -> int:
    """Return how many annotations have other tag paths by the present codebook than by the ``former`` one."""
    paths, now = former.paths, workspace.codebook.paths
    return sum(count for ids, count in _tagged(workspace).items() if set(paths(ids)) != set(now(ids)))


def counts(workspace: Workspace) -> dict[str, TagCount]:
    """Return how many annotations each tag path has. No article is read."""
    return workspace.codebook.counted(_tagged(workspace))


def _tagged(workspace: Workspace) -> Counter[tuple[str, ...]]:
    """Return how many annotations have exactly which tag ids."""
    tagged: Counter[tuple[str, ...]] = Counter()
    for summary in workspace.summaries.all().values():
        tagged.update(summary.tagged)
    return tagged


def path_of(workspace: Workspace, path: str) -> str:
    """Return the path of the tag that ``path`` means, as the codebook spells it; Problem if there is none."""
    return codebook_edits.existing(workspace.codebook, path)


def tag_row(workspace: Workspace, path: str) -> Record:
    """Return the row of one tag as `tag_rows` does, with ``merged``: the tags that were merged into it."""
    codebook, path = workspace.codebook, path_of(workspace, path)
    row = next(row for row in tag_rows(workspace) if row["path"] == path)
    tag = codebook.at(path)
    return {**row, "merged": [source.path for source in codebook.merged_into(tag)] if tag else []}


def tag_rows(workspace: Workspace) -> list[Record]:
    """Return a row for every tag path: its description, its own count, and the total with all tags below."""
    codebook, counted = workspace.codebook, counts(workspace)
    rows = []
    for path, count in counted.items():
        tag = codebook.at(path) or Tag("", path)
        own = {"path": path, "color": tag.color, "key": tag.key, "definition": tag.definition}
        notes = {"inclusion": tag.inclusion, "exclusion": tag.exclusion, "example": tag.example}
        rows.append({**own, "count": count.own, "total": count.total, **notes})
    return rows


def mark_done(workspace: Workspace, articles: Sequence[Article]) -> int:
    """Mark articles as read in one edit; return of how many the status has changed."""

    def change(article: Article) -> Change:
        before, _revision = workspace.store.get(LIBRARY, "articles", article.id)
        after = {**with_file(workspace, article.id, before), "status": Status.DONE.value}
        return Change(LIBRARY, "articles", article.id, before, after)

    def make() -> list[Change]:
        return [change(article) for article in articles]

    if not any(map(differs, make())):
        return 0
    about = f"{articles[0].title} ({len(articles)})" if len(articles) > 1 else articles[0].title
    return len(workspace.apply("status", make, about=about).changes)


def describe_article(workspace: Workspace, article: Article, values: dict[str, str]) -> Article:
    """Set metadata or the status of an article, in the library's records. An empty value removes it.

    Dates may be as people write them.
    """
    unknown = set(values) - {*FIELDS, "status"}
    if unknown:
        raise Problem(
            _("An article has no such field."),
            ", ".join(sorted(unknown)),
            _("Use {names}.").format(names=", ".join(FIELDS)),
        )
    if values.get("status") and values["status"] not in list(Status):
        raise Problem(_("There is no such status."), values["status"], _("Use unread, reading or done."))
    if not is_type(values.get("type", "")):
        raise Problem(_("There is no such type."), values["type"], _("Use press article or web page."))
    if values.get("key") and not is_key(values["key"]):
        raise Problem(
            _("This cannot be a citation key."),
            guard(values["key"]),
            _("Use letters without accents, figures, and : . _ - between them."),
        )
    language = values.get("language", article.metadata.language)
    values = {**values, **{name: read_date(values[name], language) for name in DATES if values.get(name)}}
    for name, value in values.items():
        if value != guard(value):
            raise Problem(_("Control characters are not allowed."), f"{name}: {guard(value)}", _("Type it again."))

    def make() -> list[Change]:
        before, _revision = workspace.store.get(LIBRARY, "articles", article.id)
        after = {**with_file(workspace, article.id, before), **values}
        return [Change(LIBRARY, "articles", article.id, before, {k: v for k, v in after.items() if v})]

    if any(map(differs, make())):
        workspace.apply("status" if set(values) == {"status"} else "metadata", make, article.id)
    return workspace.article(article.id)
