"""Highlight or tag many passages of many articles, such as the hits of a search, as one edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reader.annotation.codec import Record
from reader.annotation.edit import Change
from reader.annotation.model import Annotation, Ink
from reader.annotation.selector import describe
from reader.session.annotations.annotate import checked_spans
from reader.session.annotations.article_annotations import TABLE, article_annotations
from reader.session.codebook.tag_edits import tag_changes
from reader.session.library.file_notes import file_notes, note_files
from reader.session.library.workspace import Workspace
from reader.store.interface import Put
from reader.text.span import Span
from reader.translation import ngettext, number


def annotate_hits(
    workspace: Workspace,
    passages: Iterable[tuple[str, Sequence[Span]]],
    tags: Sequence[str] = (),
    ink: Ink = Ink.YELLOW,
) -> int:
    """Highlight each of the ``passages`` of articles, with tags given as paths; return how many of them that changed.

    Passages that this coder has highlighted already get the tags that they lack. One undo takes all back. If one is none, or
    ``passages`` raises a Problem, nothing is annotated. All that is done with an article's text is done at once, as few texts
    stay in memory.
    """
    new, old = list[Annotation](), list[tuple[str, str]]()
    articles, notes = list[str](), list[Put]()
    for article, spans in passages:
        articles.append(article)
        model, before = article_annotations(workspace, article), len(new)
        for span in sorted(set(spans)):
            checked = checked_spans(workspace, article, [span])
            if same := model.with_spans(checked, workspace.coder):
                old.append((article, same.id))
            else:
                new.append(highlight(workspace, article, checked, ink))
        if len(new) > before:
            workspace.store.keep_text(workspace.text(article))
            notes += file_notes(workspace, [article])
    note_files(workspace, notes)
    changed = 0

    def make() -> list[Change]:
        nonlocal changed
        ids, new_tags = tag_changes(workspace, tags)
        made = [Change(each.article, TABLE, each.id, None, replace(each, tags=ids).to_record()) for each in new]
        made += retagged(workspace, old, ids)
        changed = len(made)
        return [*new_tags, *made] if made else []

    if make():
        what = "tag hits" if tags else "highlight hits"
        workspace.apply(what, make, articles[0] if len(articles) == 1 else None, about=_about(tags, changed))
    return changed


def highlight(workspace: Workspace, article: str, spans: tuple[Span, ...], ink: Ink) -> Annotation:
    """Return a new annotation of a passage, without tags; nothing is written yet."""
    selector, now = describe(workspace.text(article), spans), workspace.now()
    return Annotation(
        workspace.new_id(), article, spans, selector.quote, selector.prefix, selector.suffix, workspace.digest(article),
        ink=ink, coder=workspace.coder, created=now, modified=now, format=workspace.texts.format_of_text(article),
    )  # fmt: skip


def retagged(workspace: Workspace, annotations: Iterable[tuple[str, str]], ids: Sequence[str]) -> Iterator[Change]:
    """Yield the changes that give annotations, by article and id, the tags that they lack.

    Merged tags have one path and several ids; a deleted tag has no path, so no annotation lacks it.
    """
    paths = workspace.codebook.paths
    for article, id_ in annotations:
        before: Record | None = workspace.store.get(article, TABLE, id_)[0]
        if before is None:
            continue  # deleted meanwhile
        now = Annotation.from_record(before)
        given = set(paths(now.tags))
        missing = tuple(tag for tag in ids if not given.issuperset(paths([tag])))
        if missing:
            after = replace(now, tags=(*now.tags, *missing), modified=workspace.now())
            yield Change(article, TABLE, id_, before, after.to_record())


def _about(tags: Sequence[str], count: int) -> str:
    if tags:
        return f"{' '.join(tags)} ({count})"
    return ngettext("{count} passage", "{count} passages", count).format(count=number(count))
