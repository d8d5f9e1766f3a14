"""Compare two tagging passes sentence by sentence: which sentences both tagged, and which only one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.annotation.agreement import Agreement
from reader.annotation.decision import Given
from reader.annotation.model import State
from reader.annotation.tagging_pass import Answer, Pass, touched
from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.session.passes.passes import DECISIONS, refused_in, standing
from reader.text.document import SKIPPED
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence that was decided in two passes, and which of them gave it the tags."""

    article: str
    span: Span
    quote: str
    first: bool
    second: bool

    @property
    def who(self) -> str:
        """Which pass gave its tags: ``both``, ``first`` or ``second``."""
        return "both" if self.first and self.second else "first" if self.first else "second"


def given_in(workspace: Workspace, tagging_pass: Pass, article: str) -> list[Span]:
    """Return the passages that any coder gave the tags in this pass, and that still have one of them."""
    decisions = valid(Given.from_record, workspace.store.records(article, DECISIONS).values())
    ids = {given.annotation for given in decisions if given.pass_id == tagging_pass.id and given.answer is Answer.GIVEN}
    paths, wanted = workspace.codebook.paths, set(workspace.codebook.paths(tagging_pass.tags))
    return [
        span
        for annotation in annotations_in(workspace, article)
        if annotation.id in ids
        and annotation.state in (State.ANCHORED, State.MOVED)
        and wanted & set(paths(annotation.tags))
        for span in annotation.spans
    ]


def compare(workspace: Workspace, first: Pass, second: Pass) -> tuple[Agreement, list[Compared]]:
    """Return how far two passes agree over the articles of both, and the sentences that either of them tagged.

    Sentences that were not decided in both are counted as undecided and left out. Problem if they share no article.
    """
    shared = [article for article in standing(workspace, first) if article in second.articles]
    if not shared:
        raise Problem(
            _("The passes share no article."), f"{first.name}, {second.name}", _("Compare two over the same ones.")
        )
    agreement, tagged = Agreement(), list[Compared]()
    for article in shared:
        for sentence in _sentences(workspace, first, second, article):
            agreement += _counted(sentence)
            if sentence and (sentence.first or sentence.second):
                tagged.append(sentence)
    return agreement, tagged


def _counted(sentence: Compared | None) -> Agreement:
    if sentence is None:
        return Agreement(undecided=1)
    first, second = sentence.first, sentence.second
    return Agreement(first and second, first and not second, second and not first, not (first or second))


def _sentences(workspace: Workspace, first: Pass, second: Pass, article: str) -> Iterator[Compared | None]:
    """Yield the sentences of an article; None for one that was not decided in both passes."""
    try:
        document = workspace.document(article)
    except Problem:
        return  # it cannot be read, which `scolie check` reports
    prose = [index for index, block in enumerate(document.blocks) if block.kind not in SKIPPED]
    sentences = [sentence for index in prose for sentence in document.sentences_of(index)]
    by_first, by_second = (_decided(workspace, each, article, sentences) for each in (first, second))
    for span, in_first, in_second in zip(sentences, by_first, by_second, strict=True):
        if in_first is None or in_second is None:
            yield None
        else:
            yield Compared(article, span, span.of(document.text), in_first, in_second)


def _decided(workspace: Workspace, tagging_pass: Pass, article: str, sentences: list[Span]) -> list[bool | None]:
    """Return for each sentence whether the pass gave it the tags; None if it was not decided."""
    refusals = [
        span for passage in refused_in(workspace, tagging_pass, article, by_anyone=True) for span in passage.spans
    ]
    given, refused = touched(sentences, given_in(workspace, tagging_pass, article)), touched(sentences, refusals)
    return [
        True if is_given else False if is_refused else None for is_given, is_refused in zip(given, refused, strict=True)
    ]
