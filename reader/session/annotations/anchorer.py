"""Place annotations in the present texts of their articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reader.annotation.model import Annotation, State
from reader.text.problem import Problem

if TYPE_CHECKING:
    from reader.session.library.workspace import Workspace


class Anchorer(Protocol):
    """What `ArticleAnnotations` asks where an annotation stands."""

    def digest(self, article: str) -> str | None:
        """Return the sha256 of the article's present text; None if its file cannot be read."""

    def place(self, annotation: Annotation, digest: str | None) -> Annotation:
        """Return the annotation as it stands in the text with this digest; the same object if it was made in that text."""


class TextAnchorer:
    """Anchors annotations by comparing the article's text with the one they were made in."""

    def __init__(self, workspace: Workspace) -> None:
        self._texts = workspace.texts
        self._comparisons = workspace.comparisons
        self._kept_text = workspace.store.text

    def digest(self, article: str) -> str | None:
        """See `Anchorer.digest`."""
        try:
            return self._texts.digest(article)
        except Problem:
            return None

    def place(self, annotation: Annotation, digest: str | None) -> Annotation:
        """See `Anchorer.place`. What a person has made an orphan stays one."""
        if digest is None:
            return replace(annotation, state=State.ORPHAN)
        if annotation.sha256 == digest or annotation.state is State.ORPHAN:
            return annotation
        try:
            return self._anchored(annotation)
        except Problem:  # the file has gone since its digest was asked for
            return replace(annotation, state=State.ORPHAN)

    def _anchored(self, annotation: Annotation) -> Annotation:
        from reader.annotation.anchor import placed, stayed  # only annotations of another text need it

        article, old = annotation.article, annotation.sha256
        reading = self._texts.reading(article)
        text = reading.source.text
        ends = self._comparisons.ends(article, old, self._kept_text)
        if ends and (spans := stayed(annotation.spans, ends, text)):
            return replace(annotation, spans=spans, state=State.MOVED)
        revision = self._comparisons.revision(article, old, self._kept_text) if ends else None
        return placed(annotation, text, reading.sha256, revision)
