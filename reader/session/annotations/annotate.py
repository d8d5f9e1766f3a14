"""Make, change, delete and find annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from reader.annotation.edit import Change
from reader.annotation.model import Annotation, Ink, Record, State
from reader.annotation.selector import describe, places
from reader.session.annotations.conflicts import TABLE, joined, settle, stored, with_both
from reader.session.library.file_notes import note_file
from reader.session.library.records import understood
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    from reader.annotation.revision import Revision
    from reader.text.common_ends import Ends


def annotations_in(workspace: Workspace, article: str | None = None) -> list[Annotation]:
    """Return the annotations of one article, in text order, or of all; placed in the text as it is now."""
    names = [article] if article else workspace.databases_of_articles()
    found: list[Annotation] = []
    for name in names:
        found += sorted(
            placed_now(workspace, name, stored(workspace, name)),
            key=lambda one: (one.hull.start, one.hull.end, one.created),
        )
    return found


def placed_now(workspace: Workspace, article: str, stored: list[Annotation]) -> Iterable[Annotation]:
    """Return what is stored of passages of an article as it stands in the text now."""
    if not stored:
        return stored
    try:
        text, digest = workspace.text(article), workspace.digest(article)
    except Problem:
        # The file is gone; what was marked in it is kept and listed.
        return [replace(annotation, state=State.ORPHAN) for annotation in stored]
    if all(one.sha256 == digest for one in stored):
        return stored
    from reader.annotation.anchor import placed, stayed  # only what was marked in another text needs it

    # What a person has made an orphan stays one until a person gives it a place.
    olds = {one.sha256 for one in stored if one.state is not State.ORPHAN} - {digest}
    kept = workspace.store.text
    ends = {old: ends_of(workspace, article, old, kept) for old in olds}
    found: list[Annotation] = []
    for one in stored:
        if one.state is State.ORPHAN or one.sha256 == digest:
            found.append(one)
        elif (led := ends[one.sha256]) and (spans := stayed(one.spans, led, text)):
            found.append(replace(one, spans=spans, state=State.MOVED))
        else:
            found.append(placed(one, text, digest, way(workspace, article, one.sha256, kept)))
    return found


def ends_of(workspace: Workspace, article: str, old: str, kept: Callable[[str], str | None]) -> Ends | None:
    """Return what the text with the digest ``old`` has in common with the article's text now; None if ``kept`` has none.

    It is found out once, and soon.
    """
    digest = workspace.digest(article)
    known = workspace.ends.get((old, digest))
    if known is None and (text := kept(old)) is not None:
        from reader.text.common_ends import Ends

        known = workspace.ends[old, digest] = Ends.of(text, workspace.text(article))
    return known


def way(workspace: Workspace, article: str, old: str, kept: Callable[[str], str | None]) -> Revision | None:
    """Return the way from the text with the digest ``old`` to the article's text now; None if ``kept`` has none.

    It is worked out once, for all that was marked in that text.
    """
    known = workspace.revision(old, workspace.digest(article))
    if known is None and (text := kept(old)) is not None:
        from reader.annotation.revision import prepare

        known = prepare(text, workspace.text(article))
        workspace.keep_revision(old, workspace.digest(article), known)
    return known


def annotation(workspace: Workspace, id_: str, article: str = "") -> Annotation:
    """Return the annotation with this id, looked for in ``article`` first; Problem if there is none."""
    for name in chain([article] if article else [], _every(workspace)):
        record, _ = workspace.store.get(name, TABLE, id_)
        if record is not None:
            whole = joined(record, workspace.store.rivals(name, TABLE, id_))
            found = list(understood(Annotation.from_record, [whole]))
            if not found:
                raise Problem("This annotation cannot be read.", id_, "See `scolie check`.", status=1)
            return next(iter(placed_now(workspace, name, found)))
    raise Problem("There is no such annotation.", id_, "See `scolie annotations`.", status=1)


def _every(workspace: Workspace) -> Iterator[str]:
    """Yield the databases, listed only once the first is asked for: there may be thousands."""
    yield from workspace.store.databases()


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
    same = [one for one in annotations_in(workspace, article) if one.spans == spans and one.coder == workspace.coder]
    if same and same[0].state is not State.ORPHAN:
        there = same[0].note
        both = f"{there}\n\n{note}" if there and note and note not in there else there or note
        return change(workspace, same[0], add_tags=tags, note=both, what="tag" if tags else "highlight", also=also)
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
    return annotation(workspace, old.id, old.article)


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
