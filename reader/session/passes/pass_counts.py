"""How many candidates of a tagging pass were decided how, by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.annotation.tagging_pass import Answer, Pass
from reader.session.library.workspace import Workspace
from reader.session.passes.candidates import candidates_in, check_words
from reader.session.passes.passes import decided_in, standing
from reader.text.problem import Problem


@dataclass(frozen=True, slots=True)
class PassCount:
    """How many candidates of an article got which answer."""

    article: str
    given: int
    refused: int
    skipped: int
    left: int

    @property
    def total(self) -> int:
        """All candidates."""
        return self.given + self.refused + self.skipped + self.left


def count_in(workspace: Workspace, tagging_pass: Pass, article: str) -> PassCount:
    """Return how many candidates of an article were decided how."""
    return counted(
        article, decided_in(workspace, tagging_pass, article).of(candidates_in(workspace, tagging_pass, article))
    )


def counted(article: str, answers: Sequence[Answer]) -> PassCount:
    """Return how often each answer occurs among those of an article."""
    order = (Answer.GIVEN, Answer.REFUSED, Answer.SKIPPED, Answer.LEFT)
    return PassCount(article, *(answers.count(answer) for answer in order))


def report(workspace: Workspace, tagging_pass: Pass) -> list[PassCount]:
    """Return the counts of every article of a pass that can be read, in its order.

    A pass over suggestions counts all sentences; those that are not suggested count as left. Problem if the words of a pass
    over hits cannot be looked for.
    """
    check_words(workspace, tagging_pass)
    counts = []
    for article in standing(workspace, tagging_pass):
        try:
            counts.append(count_in(workspace, tagging_pass, article))
        except Problem:
            continue  # its file cannot be read, which `scolie check` reports
    return counts
