"""Where an imported annotation stands in its article, and what is kept of it if that is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.annotation.anchor import anchor
from reader.annotation.model import Annotation, Ink, State
from reader.annotation.quote_anchor import anchor_without_snapshot
from reader.annotation.revision import Revision, prepare
from reader.annotation.selector import JOINT, Selector, describe, places
from reader.annotation.verdict import Exact, Moved
from reader.exchange.imported import Passage
from reader.text.canonical import sha256
from reader.text.fold import is_blank
from reader.text.same_words import same_words
from reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.exchange.imported import ImportedAnnotation

_NEAR = 400
"""Code points that a passage may be away from where its file says it is, if its words alone are not unique."""


@dataclass(frozen=True, slots=True)
class Target:
    """The present text of an article, as annotations refer to it."""

    article: str
    text: str
    sha256: str
    format: str = ""


class DocumentPlacer:
    """Places the annotations of one document. ``text`` is the document's own; None if the file does not have it."""

    def __init__(self, target: Target, text: str | None) -> None:
        self._target = target
        self._text = text
        self._revision: Revision | None = None
        self._digest = sha256(text) if text is not None else ""

    def place(self, imported: ImportedAnnotation) -> Annotation:
        """Return the annotation, without tags.

        It is ``anchored`` in the article if its words are there for certain. Otherwise it stands in the document's text, or
        has its words alone, as an annotation of an earlier text of the article: so the review shows it for a decision.
        """
        spans = self._certain(imported.passages)
        if spans is not None:
            text, digest = self._target.text, self._target.sha256
            return self._made(imported, spans, describe(text, spans), digest)
        own = _all_spans(imported.passages)
        if own is not None and self._text is not None:
            return self._made(imported, own, describe(self._text, own), self._digest)
        selector = _quoted(imported.passages)
        return self._made(imported, _stand_ins(imported.passages), selector, "")

    def is_sure(self, annotation: Annotation) -> bool:
        """Whether `place` was certain of an annotation's place."""
        return annotation.sha256 == self._target.sha256

    def needs_text(self, annotation: Annotation) -> bool:
        """Whether the document's text must be kept, because the annotation stands in it."""
        return annotation.sha256 == self._digest and not self.is_sure(annotation)

    def _made(
        self, imported: ImportedAnnotation, spans: tuple[Span, ...], selector: Selector, digest: str
    ) -> Annotation:
        return Annotation(
            imported.key, self._target.article, spans, selector.quote, selector.prefix, selector.suffix, digest,
            note=imported.note, coder=imported.coder, created=imported.created, modified=imported.modified,
            state=State.ANCHORED, format=self._target.format, ink=_ink(imported.ink),
        )  # fmt: skip

    def _certain(self, passages: Sequence[Passage]) -> tuple[Span, ...] | None:
        """Return where the passages are in the article, in order; None if that is not certain."""
        own = _all_spans(passages)
        if own is not None and self._text is not None:
            if self._text == self._target.text:
                return own
            verdict = anchor(own, self._compared(self._text))
            return tuple(verdict.spans) if isinstance(verdict, Exact | Moved) else None
        spans = self._all_by_words(passages)
        parts = passages[0].quote.split(JOINT)
        if spans is None and len(passages) == 1 < len(parts):  # formats without places write several passages as one
            spans = self._all_by_words([Passage(part) for part in parts])
        return spans

    def _all_by_words(self, passages: Sequence[Passage]) -> tuple[Span, ...] | None:
        spans = [self._by_words(passage) for passage in passages]
        placed = tuple(sorted(span for span in spans if span is not None))
        return placed if len(placed) == len(passages) and _are_apart(placed) else None

    def _compared(self, text: str) -> Revision:
        if self._revision is None:
            self._revision = prepare(text, self._target.text)
        return self._revision

    def _by_words(self, passage: Passage) -> Span | None:
        """Return the one place of a quote, or of several the one nearest to where the file says that it is."""
        text = self._target.text
        if passage.span and self._text == text:
            return passage.span
        near = passage.near
        if near is not None and self._stands(passage, near):
            return Span(near, near + len(passage.quote))
        verdict = anchor_without_snapshot(Selector(passage.quote, passage.prefix, passage.suffix), text)
        if isinstance(verdict, Moved):
            return verdict.spans[0]
        if near is None:
            return None
        candidates = places(text, passage.quote, passage.prefix, passage.suffix)
        close = [span for span in candidates if abs(span.start - near) <= _NEAR]
        best = min(close, key=lambda span: abs(span.start - near), default=None)
        return best if best and same_words(passage.quote, best.of(text)) else None

    def _stands(self, passage: Passage, at: int) -> bool:
        """Whether a quote is exactly at a place, with all that should stand beside it; alone it could be there by accident."""
        text, end = self._target.text, at + len(passage.quote)
        beside = text.endswith(passage.prefix, 0, at) and text.startswith(passage.suffix, end)
        return beside and bool(passage.prefix or passage.suffix) and text.startswith(passage.quote, at)


def _all_spans(passages: Sequence[Passage]) -> tuple[Span, ...] | None:
    """Return the spans of passages in order; None if one has none, or two overlap."""
    spans = tuple(sorted(passage.span for passage in passages if passage.span is not None))
    return spans if len(spans) == len(passages) and _are_apart(spans) else None


def _are_apart(spans: Sequence[Span]) -> bool:
    return not any(left.overlaps(right) for left, right in pairwise(spans))


def _quoted(passages: Sequence[Passage]) -> Selector:
    return Selector(JOINT.join(passage.quote for passage in passages), passages[0].prefix, passages[-1].suffix)


def _stand_ins(passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Return spans as long as the quotes, one behind the other: a record has spans, even if nobody knows where."""
    spans, at = [], 0
    for passage in passages:
        spans.append(Span(at, at + max(1, len(passage.quote))))
        at = spans[-1].end + 1
    return tuple(spans)


def _ink(name: str) -> Ink:
    return Ink(name) if name in tuple(Ink) else Ink.YELLOW


def is_usable(imported: ImportedAnnotation) -> bool:
    """Whether an annotation has words in each of its passages."""
    return bool(imported.passages) and not any(is_blank(passage.quote) for passage in imported.passages)
