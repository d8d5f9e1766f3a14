"""Make, change, delete and find annotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from reader.annotation.codec import Record
from reader.annotation.edit import Change
from reader.annotation.model import Annotation, Ink, State
from reader.annotation.selector import describe, places
from reader.session.annotations.article_annotations import annotation_by_id, article_annotations
from reader.session.annotations.conflicts import TABLE, settle, with_both
from reader.session.library.file_notes import note_file
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    pass


def place_of(workspace: Workspace, article: str, quote: str, prefix: str = "", suffix: str = "") -> Span:
    """Return the one place of ``quote``; Problem if there is none, or several: it is never guessed."""
    text = workspace.document(article).text
    found = places(text, quote, prefix, suffix)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Problem("The quote is not in the article.", quote[:80], f"See `scolie show {article}`.", status=1)
    shown = tuple(f"{span.start}:{span.end}  {text[max(0, span.start - 30) : span.end + 30]}" for span in found[:20])
    raise Problem("The quote stands in several places.", quote[:80], "Add --prefix or --suffix, or use --span.", shown)


def checked_spans(workspace: Workspace, article: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return ``spans`` in order; Problem if one is empty or outside the text, or two overlap."""
    length = len(workspace.document(article).text)
    ordered = tuple(sorted(spans))
    for index, span in enumerate(ordered):
        if not len(span) or span.end > length:
            hint = f"The text has {length} characters."
            raise Problem("That is no passage of the article.", f"{span.start}:{span.end}", hint)
        if index and span.overlaps(ordered[index - 1]):
            raise Problem("Two passages overlap.", f"{span.start}:{span.end}", "Join them into one.")
    return ordered


Also = Callable[[str], Sequence[Change]]
"""Further changes that belong to the same edit, for the id of the annotation."""


def _nothing(_id: str) -> Sequence[Change]:
    return ()


def annotate(
    workspace: Workspace,
    article: str,
    spans: Sequence[Span],
    tags: Sequence[str] = (),
    note: str = "",
    ink: Ink = Ink.YELLOW,
    also: Also = _nothing,
) -> Annotation:
    """Highlight ``spans`` of an article, with tags given as paths, and return the annotation once durable.

    A passage that this coder has highlighted exactly so already is changed rather than marked twice; it keeps the note
    it has beside the new one.
    """
    spans = checked_spans(workspace, article, spans)
    same = article_annotations(workspace, article).with_spans(spans, workspace.coder)
    if same:
        both = f"{same.note}\n\n{note}" if same.note and note and note not in same.note else same.note or note
        return change(workspace, same, add_tags=tags, note=both, what="tag" if tags else "highlight", also=also)
    text, digest = workspace.document(article).text, workspace.digest(article)
    workspace.store.keep_text(text)
    selector, id_ = describe(text, spans), workspace.new_id()
    now = workspace.now()
    made = Annotation(
        id_, article, spans, selector.quote, selector.prefix, selector.suffix, digest,
        note=note, ink=ink, coder=workspace.coder, created=now, modified=now,
    )  # fmt: skip

    def make() -> list[Change]:
        nonlocal made
        from reader.session.codebook.tag_edits import tag_changes

        ids, new_tags = tag_changes(workspace, tags)
        made = replace(made, tags=ids)
        return [*new_tags, Change(article, TABLE, id_, None, made.to_record()), *also(id_)]

    note_file(workspace, article)
    workspace.apply("highlight", make, article)
    return made


def change(
    workspace: Workspace,
    old: Annotation,
    *,
    add_tags: Sequence[str] = (),
    remove_tags: Sequence[str] = (),
    note: str | None = None,
    ink: Ink | None = None,
    spans: Sequence[Span] | None = None,
    what: str = "edit",
    also: Also = _nothing,
) -> Annotation:
    """Change an annotation and return it once durable; nothing is written if nothing differs.

    A note that somebody else has written since ``old`` was read is kept below the new one.
    """
    new_spans = checked_spans(workspace, old.article, spans) if spans is not None else None

    def make() -> list[Change]:
        from reader.session.codebook.tag_edits import tag_changes

        settle(workspace, old.article, old.id)
        before, _ = workspace.store.get(old.article, TABLE, old.id)
        if before is None:
            raise Problem("The annotation has been deleted.", old.id, "Undo brings it back.", status=1)
        codebook = workspace.codebook
        ids, new_tags = tag_changes(workspace, add_tags)
        now = Annotation.from_record(before)
        kept = [id_ for id_ in now.tags if codebook.path(id_) not in remove_tags and id_ not in remove_tags]
        # A tag that was merged into one of these is that tag: it needs no second id.
        had = set(map(codebook.path, kept))
        after = replace(now, tags=(*kept, *(id_ for id_ in ids if codebook.path(id_) not in had)))
        after = replace(after, note=_both(old.note, now.note, note), ink=ink or now.ink)
        if new_spans is not None:
            after = _moved(workspace, after, new_spans)
        if after == now:
            return list(also(old.id))
        after = replace(after, modified=workspace.now())
        return [*new_tags, Change(old.article, TABLE, old.id, before, after.to_record()), *also(old.id)]

    first = make()
    if first:
        # What was made to see whether anything differs is asked again only if somebody else was faster.
        once = chain([lambda: first], repeat(make))
        workspace.apply(what, lambda: next(once)(), old.article)
    return annotation_by_id(workspace, old.id, old.article)


def _both(seen: str, there: str, note: str | None) -> str:
    """Return the note to keep: the new one, with the one that is there below if its writer had not seen that."""
    if note is None or note == there:
        return there
    return note if there == seen else with_both(note, there)


def _moved(workspace: Workspace, old: Annotation, spans: tuple[Span, ...]) -> Annotation:
    text = workspace.document(old.article).text
    selector = describe(text, spans)
    workspace.store.keep_text(text)
    return replace(
        old, spans=spans, quote=selector.quote, prefix=selector.prefix, suffix=selector.suffix,
        sha256=workspace.digest(old.article), state=State.ANCHORED, score=None,
    )  # fmt: skip


def delete(workspace: Workspace, old: Annotation) -> None:
    """Delete an annotation; undo brings it back."""

    def make() -> list[Change]:
        before, _ = workspace.store.get(old.article, TABLE, old.id)
        return [Change(old.article, TABLE, old.id, before, None)] if before else []

    workspace.apply("delete", make, old.article)


def shown(workspace: Workspace, one: Annotation) -> Record:
    """Return an annotation as the command line prints it: tag paths, times as RFC 3339."""
    return {
        "id": one.id,
        "article": one.article,
        "spans": [[span.start, span.end] for span in one.spans],
        "quote": one.quote,
        "prefix": one.prefix,
        "suffix": one.suffix,
        "tags": list(workspace.codebook.paths(one.tags)),
        "note": one.note,
        "ink": one.ink.value,
        "state": one.state.value,
        "score": one.score,
        "coder": one.coder,
        "created": rfc3339(one.created),
        "modified": rfc3339(one.modified),
    }
