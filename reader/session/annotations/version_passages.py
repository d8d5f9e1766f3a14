"""The same passage in other versions of an article, to read once and tag all. It is only ever done when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.annotation.anchor import anchor
from reader.annotation.edit import Change
from reader.annotation.model import Annotation
from reader.annotation.revision import prepare
from reader.annotation.selector import JOINT
from reader.annotation.verdict import Changed, Orphan
from reader.session.annotations.annotate_hits import highlight, retagged
from reader.session.annotations.article_annotations import TABLE, article_annotations
from reader.session.library.file_notes import file_notes, note_files
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _

WHAT = "tag versions"
"""What the history calls it."""


class Found(StrEnum):
    """What another version has in the place of a passage."""

    SAME = "same"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class VersionPassage:
    """The passage of ``article`` in the place of one of another version, with its words; without spans if there is none."""

    article: str
    found: Found
    spans: tuple[Span, ...] = ()
    quote: str = ""


def passage_in(workspace: Workspace, annotation: Annotation, other: str) -> VersionPassage:
    """Return what the article ``other`` has in the place of an annotated passage; Problem if one of them cannot be read.

    Both texts are compared as an edited one with the text before, and only the same words count as the same.
    """
    text = workspace.text(other)
    verdict = anchor(annotation.spans, prepare(workspace.text(annotation.article), text))
    if isinstance(verdict, Orphan):
        return VersionPassage(other, Found.NOTHING)
    found = Found.OTHER if isinstance(verdict, Changed) else Found.SAME
    return VersionPassage(other, found, verdict.spans, _words_at(text, verdict.spans))


def give_to_versions(workspace: Workspace, annotation: Annotation, passages: Iterable[VersionPassage]) -> int:
    """Give the tags and the ink of an annotation to the same passages of other articles, in one edit; return how many changed.

    A passage that this coder has already highlighted gets the tags that it lacks, and keeps its ink and its note. One whose
    article is gone, or was changed since, is left out. Problem if other words are among the passages.
    """
    wanted = list(passages)
    if any(passage.found is not Found.SAME for passage in wanted):
        raise Problem(_("The words of a version differ."), annotation.quote, _("Tag that passage in its own article."))
    wanted = [passage for passage in wanted if _stands(workspace, passage)]
    for passage in wanted:
        workspace.store.keep_text(workspace.text(passage.article))
    note_files(workspace, file_notes(workspace, [passage.article for passage in wanted]))

    def make() -> Sequence[Change]:
        changes = (_change(workspace, annotation, passage) for passage in wanted)
        return [change for change in changes if change]

    edit = workspace.apply(WHAT, make, about=f"{annotation.quote[:60]} ({len(wanted)})")
    return len(edit.changes)


def _stands(workspace: Workspace, passage: VersionPassage) -> bool:
    """Whether the words of a passage are still where they were found."""
    if not workspace.catalogue.has(passage.article):
        return False
    try:
        return _words_at(workspace.text(passage.article), passage.spans) == passage.quote
    except Problem:
        return False


def _words_at(text: str, spans: Sequence[Span]) -> str:
    return JOINT.join(span.of(text) for span in spans)


def _change(workspace: Workspace, annotation: Annotation, passage: VersionPassage) -> Change | None:
    article = passage.article
    if same := article_annotations(workspace, article).with_spans(passage.spans, workspace.coder):
        return next(retagged(workspace, [(article, same.id)], annotation.tags), None)
    made = replace(highlight(workspace, article, passage.spans, annotation.ink), tags=annotation.tags)
    return Change(article, TABLE, made.id, None, made.to_record())
