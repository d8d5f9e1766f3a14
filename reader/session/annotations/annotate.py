"""Make, change and delete annotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, repeat

from reader.annotation.codebook import is_under
from reader.annotation.codec import Record
from reader.annotation.edit import Change
from reader.annotation.model import Annotation, Ink, State
from reader.annotation.overlap import Overlaps
from reader.annotation.selector import describe, places
from reader.session.annotations.article_annotations import TABLE, annotation_by_id, annotations_in, article_annotations
from reader.session.library.file_notes import note_file
from reader.session.library.merge_rules import join_notes
from reader.session.library.workspace import Workspace
from reader.text.canonical import with_line_feeds
from reader.text.fold import is_blank
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.span import Span
from reader.text.timestamp import rfc3339
from reader.text.title import clipped
from reader.translation import _, ngettext, number


def place_of(workspace: Workspace, article: str, quote: str, prefix: str = "", suffix: str = "") -> Span:
    """Return the one place of ``quote``; Problem if there are none or several."""
    text = workspace.document(article).text
    spans = places(text, quote, prefix, suffix)
    if len(spans) == 1:
        return spans[0]
    if not spans:
        raise Problem(
            _("The quote is not in the article."),
            quote[:80],
            _("See `scolie show {article}`.").format(article=article),
            status=1,
        )
    lines = tuple(f"{span.start}:{span.end}  {text[max(0, span.start - 30) : span.end + 30]}" for span in spans[:20])
    raise Problem(
        _("The quote occurs several times."), quote[:80], _("Add --prefix or --suffix, or use --span."), lines
    )


def checked_spans(workspace: Workspace, article: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return ``spans`` in order; Problem if one is blank or outside the text, or two overlap."""
    text = workspace.document(article).text
    length = len(text)
    ordered = tuple(sorted(spans))
    for index, span in enumerate(ordered):
        if not len(span) or span.end > length:
            hint = ngettext("The text has {count} character.", "The text has {count} characters.", length)
            hint = hint.format(count=length)
            raise Problem(_("This is not a passage of the article."), f"{span.start}:{span.end}", hint)
        if is_blank(span.of(text)):
            raise Problem(_("The passage is blank."), f"{span.start}:{span.end}", _("Give one that contains words."))
        if index and span.overlaps(ordered[index - 1]):
            raise Problem(_("Two passages overlap."), f"{span.start}:{span.end}", _("Join them into one."))
    return ordered


FurtherChanges = Callable[[str], Sequence[Change]]
"""Returns, for the id of the annotation, further changes that belong to the same edit."""


def _nothing(_id: str) -> Sequence[Change]:
    return ()


def annotate(
    workspace: Workspace,
    article: str,
    spans: Sequence[Span],
    tags: Sequence[str] = (),
    note: str = "",
    ink: Ink = Ink.YELLOW,
    also: FurtherChanges = _nothing,
) -> Annotation:
    """Highlight ``spans`` of an article, with tags given as paths, and return the annotation once durable.

    If this coder has already highlighted exactly this passage, that annotation is changed instead; it keeps its note
    beside the new one.
    """
    spans, note = checked_spans(workspace, article, spans), with_line_feeds(note)
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
        note=note, ink=ink, coder=workspace.coder, created=now, modified=now, format=workspace.texts.format_of_text(article),
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


def tagged_twice(workspace: Workspace, annotation: Annotation, tags: Sequence[str]) -> str:
    """Return that other passages of this coder, which overlap ``annotation``, have one of ``tags`` (paths), too; empty if none has.

    Such passages may be meant (a sentence in a paragraph), so they are not joined. But each counts in the statistics.
    """
    codebook = workspace.codebook
    given, placed = set(map(codebook.spelled, tags)), Overlaps(annotations_in(workspace, annotation.article))
    touching = {
        other.id
        for span in annotation.spans
        for other in placed.touching(span)
        if other.id != annotation.id
        and other.coder == annotation.coder
        and given.intersection(codebook.paths(other.tags))
    }
    return _tagged_the_same(len(touching))


def tagged_twice_below(workspace: Workspace, path: str) -> str:
    """Return how many passages overlap another of their coder with the same tag, `path` or one below it; empty if none does.

    Merged tags can bring that about, and so can one passage tagged on two branches. Nothing is joined, as in `tagged_twice`.
    """
    codebook, groups = workspace.codebook, dict[tuple[str, str, str], list[Annotation]]()
    path = codebook.spelled(path)
    for annotation in annotations_in(workspace):
        for tag in codebook.paths(annotation.tags):
            if is_under(tag, path):
                groups.setdefault((annotation.article, annotation.coder, tag), []).append(annotation)
    twice = set[str]()
    for group in groups.values():
        placed, seen = Overlaps(group), set[str]()
        for annotation in group:
            touched = {other.id for span in annotation.spans for other in placed.touching(span)}
            twice |= {annotation.id} if touched & seen else set()
            seen.add(annotation.id)
    return _tagged_the_same(len(twice))


def _tagged_the_same(count: int) -> str:
    said = ngettext(
        "{count} overlapping passage is tagged the same", "{count} overlapping passages are tagged the same", count
    )
    return said.format(count=number(count)) if count else ""


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
    also: FurtherChanges = _nothing,
) -> Annotation:
    """Change an annotation and return it once durable. Nothing is written if nothing differs.

    If another program has changed the note since ``old`` was read, its note is kept below the new one.
    """
    new_spans = checked_spans(workspace, old.article, spans) if spans is not None else None
    note = None if note is None else with_line_feeds(note)

    def make() -> list[Change]:
        from reader.session.codebook.tag_edits import tag_changes

        before, _revision = workspace.store.get(old.article, TABLE, old.id)
        if before is None:
            raise Problem(_("The annotation has been deleted."), quoted(old), _("Undo brings it back."), status=1)
        codebook = workspace.codebook
        ids, new_tags = tag_changes(workspace, add_tags)
        current = Annotation.from_record(before)
        tags = [id_ for id_ in current.tags if codebook.path(id_) not in remove_tags and id_ not in remove_tags]
        # Merged tags have one path and several ids; the annotation needs only one of them.
        paths = set(map(codebook.path, tags))
        after = replace(current, tags=(*tags, *(id_ for id_ in ids if codebook.path(id_) not in paths)))
        after = replace(after, note=_new_note(old.note, current.note, note), ink=ink or current.ink)
        if new_spans is not None:
            after = _moved(workspace, after, new_spans)
        if after == current:
            return list(also(old.id))
        after = replace(after, modified=workspace.now())
        return [*new_tags, Change(old.article, TABLE, old.id, before, after.to_record()), *also(old.id)]

    first = make()
    if first:
        # The changes are computed again only if another program was faster.
        attempts = chain([lambda: first], repeat(make))
        workspace.apply(what, lambda: next(attempts)(), old.article)
    return annotation_by_id(workspace, old.id, old.article)


def quoted(annotation: Annotation) -> str:
    """Return how a problem names an annotation: the beginning of its passage in quotation marks."""
    return _("“{quote}”").format(quote=nested(clipped(annotation.quote)))


def _new_note(seen: str, current: str, note: str | None) -> str:
    """Return the note to keep. ``seen`` is what the writer of ``note`` knew; None leaves the current note."""
    if note is None or note == current:
        return current
    return note if current == seen else join_notes(note, current)


def _moved(workspace: Workspace, old: Annotation, spans: tuple[Span, ...]) -> Annotation:
    text = workspace.document(old.article).text
    selector = describe(text, spans)
    workspace.store.keep_text(text)
    return replace(
        old, spans=spans, quote=selector.quote, prefix=selector.prefix, suffix=selector.suffix,
        sha256=workspace.digest(old.article), state=State.ANCHORED, score=None, format=workspace.texts.format_of_text(old.article),
    )  # fmt: skip


def delete(workspace: Workspace, old: Annotation) -> None:
    """Delete an annotation; undo brings it back."""

    def make() -> list[Change]:
        before, _revision = workspace.store.get(old.article, TABLE, old.id)
        return [Change(old.article, TABLE, old.id, before, None)] if before else []

    workspace.apply("delete", make, old.article)


def annotation_row(workspace: Workspace, annotation: Annotation) -> Record:
    """Return an annotation as the command line prints it, with tag paths, and times as in RFC 3339."""
    return {
        "id": annotation.id,
        "article": annotation.article,
        "spans": [[span.start, span.end] for span in annotation.spans],
        "quote": annotation.quote,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "tags": list(workspace.codebook.paths(annotation.tags)),
        "note": annotation.note,
        "ink": annotation.ink.value,
        "state": annotation.state.value,
        "score": annotation.score,
        "coder": annotation.coder,
        "created": rfc3339(annotation.created),
        "modified": rfc3339(annotation.modified),
    }
