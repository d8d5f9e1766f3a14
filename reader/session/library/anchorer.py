"""Place annotations, and what is anchored like them, in the present texts of their articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from reader.annotation.model import Annotation, State
from reader.text.problem import Problem
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.ingest.markdown import Marked
    from reader.session.library.comparisons import TextComparisons, TextOf
    from reader.session.library.texts import ArticleTexts


class Anchorer(Protocol):
    """What `ArticleAnnotations` asks where an annotation stands."""

    def digest(self, article: str) -> str | None:
        """Return the sha256 of the article's present text; None if its file cannot be read."""

    def place(self, annotation: Annotation, digest: str | None) -> Annotation:
        """Return the annotation as it stands in the text with this digest; the same object if it was made in that text."""


class TextAnchorer:
    """Anchors annotations by comparing the article's text with the one they were made in, which ``kept_text`` returns."""

    def __init__(self, texts: ArticleTexts, comparisons: TextComparisons, kept_text: TextOf) -> None:
        self._texts = texts
        self._comparisons = comparisons
        self._kept_text = kept_text

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
        if reading.source.structure and not annotation.format:
            return self._anchored_from_marked(annotation)
        ends = self._comparisons.ends(article, old, self._kept_text)
        if ends and (spans := stayed(annotation.spans, ends, text)):
            return replace(annotation, spans=spans, state=State.MOVED)
        revision = self._comparisons.revision(article, old, self._kept_text) if ends else None
        return placed(annotation, text, reading.sha256, revision)

    def _anchored_from_marked(self, annotation: Annotation) -> Annotation:
        """Place an annotation that was made when the text still had the marks of its format.

        The marks are taken off the annotated text as they are off the present one, and the words are followed through
        both steps. What was marked but is not shown, such as front matter, has no place.
        """
        from reader.annotation.anchor import placed

        article, old = annotation.article, annotation.sha256
        reading = self._texts.reading(article)
        marked = self._comparisons.marked(article, old, self._kept_text)
        if marked is None:
            return placed(self._quoted_without_marks(annotation), reading.source.text, reading.sha256)
        clean = _without_marks(annotation, marked, annotation.spans)
        if clean is None:
            return replace(annotation, state=State.ORPHAN)
        if marked.text == reading.source.text:
            moved = replace(clean, state=State.MOVED)
        else:
            moved = placed(
                clean, reading.source.text, reading.sha256, self._comparisons.marked_revision(article, old, marked)
            )
        if moved.state is State.MOVED and not all(map(marked.shows, annotation.spans)):
            return replace(moved, state=State.CHANGED, score=min(1.0, len(clean.quote) / len(annotation.quote)))
        return moved

    def _quoted_without_marks(self, annotation: Annotation) -> Annotation:
        """Return an annotation whose text was not kept with the marks taken off its quote and what is around it."""
        start, quote = len(annotation.prefix), annotation.quote
        around = annotation.prefix + quote + annotation.suffix
        marked = self._comparisons.read_marked(annotation.article, around)
        if marked is None or len(annotation.spans) > 1:
            return annotation
        return _without_marks(annotation, marked, [Span(start, start + len(quote))]) or annotation


def _without_marks(annotation: Annotation, marked: Marked, spans: Sequence[Span]) -> Annotation | None:
    """Return an annotation at ``spans`` of a text with marks as it stands in the text without; None if it has no words."""
    from reader.annotation.selector import describe

    carried = tuple(sorted(chain.from_iterable(map(marked.carried, spans))))
    if not carried:
        return None
    selector = describe(marked.text, carried)
    quote, prefix, suffix = selector.quote, selector.prefix, selector.suffix
    return replace(annotation, spans=carried, quote=quote, prefix=prefix, suffix=suffix)
