"""What a tagging pass asks about in an article: units around its hits, or those of its prose."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotation.tagging_pass import Candidates, Pass, Unit
from reader.layout.motion import Grain, whole
from reader.session.library.workspace import Workspace
from reader.session.search import find
from reader.text.document import SKIPPED
from reader.text.span import Span

GRAINS = {Unit.HIT: Grain.WORD, Unit.SENTENCE: Grain.SENTENCE, Unit.PARAGRAPH: Grain.PARAGRAPH}
"""What is selected for each unit of a pass over hits."""


def candidates_in(workspace: Workspace, tagging_pass: Pass, article: str) -> tuple[Span, ...]:
    """Return what a pass asks about in an article, in order: the units of its hits, or of its prose."""
    document, unit = workspace.document(article), tagging_pass.unit
    if tagging_pass.candidates is Candidates.HITS:
        return _joined(whole(document, hit, GRAINS[unit]) for hit in hits_in(workspace, tagging_pass, article))
    prose = [index for index, block in enumerate(document.blocks) if block.kind not in SKIPPED]
    if unit is Unit.PARAGRAPH and tagging_pass.candidates is Candidates.SENTENCES:
        return tuple(document.blocks[index].span for index in prose)
    return tuple(sentence for index in prose for sentence in document.sentences_of(index))


def check_words(workspace: Workspace, tagging_pass: Pass) -> None:
    """Raise a Problem if the words of a pass over hits cannot be looked for: a saved search that they ask for may be gone."""
    if tagging_pass.candidates is Candidates.HITS:
        find.has_terms(workspace, tagging_pass.query)


def hits_in(workspace: Workspace, tagging_pass: Pass, article: str) -> tuple[Span, ...]:
    """Return where the words of a pass over hits stand in an article, in order."""
    return tuple(find.places_of_terms(workspace, tagging_pass.query, article))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)
