"""A tagging pass: one or a few tags, a set of articles, and an answer for each candidate passage.

A passage that was *given* the tags is an annotation; a *refused* one is anchored like one, so the refusal follows its
words when the text changes. A skipped passage is a candidate again at the next visit. The pass is a record of the
library; the decisions are stored with each article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from reader.annotation.codec import Codec, Stored
from reader.text.span import Span
from reader.translation import pgettext


class Candidates(StrEnum):
    """Which passages are candidates: every sentence, the hits of the query, or sentences similar to tagged ones."""

    SENTENCES = "sentences"
    HITS = "hits"
    SUGGESTIONS = "suggestions"


class Unit(StrEnum):
    """What gets the tags. A ``HIT`` is widened to whole words; where there are no hits, it stands for a sentence."""

    HIT = "hit"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class PassState(StrEnum):
    """Whether a pass is open."""

    OPEN = "open"
    FINISHED = "finished"

    @property
    def word(self) -> str:
        """Its name for a person."""
        return pgettext("pass", "open") if self is PassState.OPEN else pgettext("pass", "finished")


class Answer(StrEnum):
    """The answer for a candidate."""

    GIVEN = "given"
    REFUSED = "refused"
    SKIPPED = "skipped"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Pass(Stored):
    """A pass. ``tags`` are ids of the codebook, ``articles`` the ids that ``query`` found at the time.

    ``visit`` counts from 1; each reopening begins another visit. Times are microseconds since 1970, UTC.
    """

    id: str
    name: str
    tags: tuple[str, ...]
    query: str
    articles: tuple[str, ...]
    candidates: Candidates = Candidates.SENTENCES
    unit: Unit = Unit.HIT
    state: PassState = PassState.OPEN
    visit: int = 1
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def finished(self, now: int) -> Pass:
        """Return the pass, finished at ``now``."""
        return replace(self, state=PassState.FINISHED, modified=now)

    def reopened(self, articles: Iterable[str], now: int) -> Pass:
        """Return the pass, open for another visit, with the ``articles`` that its query finds now added."""
        every = tuple(dict.fromkeys([*self.articles, *articles]))
        return replace(self, state=PassState.OPEN, visit=self.visit + 1, articles=every, modified=now)


Pass.codec = Codec(Pass, sparse=("unit",))


def with_skipped(text: str, skipped: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """Return the stretches with ``span`` added; those without letters or digits between them are joined."""
    joined: list[Span] = []
    for stretch in sorted([*skipped, span]):
        between = text[joined[-1].end : stretch.start] if joined else ""
        if joined and not any(character.isalnum() for character in between):
            joined[-1] = joined[-1].hull(stretch)
        else:
            joined.append(stretch)
    return tuple(joined)


def touched(candidates: Sequence[Span], decided: Iterable[Span]) -> list[bool]:
    """Return, for each candidate, whether a span of ``decided`` overlaps it. Candidates are in order and disjoint."""
    flags = [False] * len(candidates)
    ends = [candidate.end for candidate in candidates]
    for span in decided:
        at = bisect_left(ends, span.start + 1)
        while at < len(candidates) and candidates[at].start < span.end:
            flags[at] = True
            at += 1
    return flags


def answers(
    candidates: Sequence[Span], given: Iterable[Span], refused: Iterable[Span], skipped: Iterable[Span]
) -> list[Answer]:
    """Return the answer for each candidate; given takes precedence over refused, and refused over skipped."""
    answered = [Answer.LEFT] * len(candidates)
    for answer, spans in ((Answer.SKIPPED, skipped), (Answer.REFUSED, refused), (Answer.GIVEN, given)):
        for at, is_touched in enumerate(touched(candidates, spans)):
            if is_touched:
                answered[at] = answer
    return answered
