"""A tagging pass: one or a few tags, a set of articles, and what was said of each passage that may deserve them.

What was *given* is an annotation, named by the pass; what was *refused* is a passage anchored like one, so that the
refusal holds for these words alone, also when the text changes. What was only skipped is asked about again at the next
visit. A pass is a record of the library; what was decided stands beside the annotations of each article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from reader.annotation.model import Annotation
from reader.annotation.record import checked, spans, texts
from reader.text.span import Span

Record = dict[str, Any]


class Candidates(StrEnum):
    """What is gone through: every sentence, the hits of the query, or the sentences most like those tagged."""

    SENTENCES = "sentences"
    HITS = "hits"
    SUGGESTIONS = "suggestions"


class PassState(StrEnum):
    """Whether a pass goes on."""

    OPEN = "open"
    FINISHED = "finished"


class Answer(StrEnum):
    """What was said of a candidate."""

    GIVEN = "given"
    REFUSED = "refused"
    SKIPPED = "skipped"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass. ``tags`` are ids of the codebook, ``articles`` the ids that ``query`` meant when it was asked.

    ``visit`` counts from 1; each reopening is another visit. Times are microseconds since 1970, UTC.
    """

    id: str
    name: str
    tags: tuple[str, ...]
    query: str
    articles: tuple[str, ...]
    candidates: Candidates = Candidates.SENTENCES
    state: PassState = PassState.OPEN
    visit: int = 1
    coder: str = ""
    created: int = 0
    modified: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> Record:
        """Return the JSON object that the store keeps."""
        own: Record = {"id": self.id, "name": self.name, "tags": list(self.tags), "query": self.query}
        own |= {"articles": list(self.articles), "candidates": self.candidates.value, "state": self.state.value}
        times = {"visit": self.visit, "coder": self.coder, "created": self.created, "modified": self.modified}
        return {**self.extra, **own, **times}

    @classmethod
    def from_record(cls, record: Record) -> Pass:
        """Return the pass of a stored record; KeyError or ValueError if it is none."""
        checked(cls, record)
        known = (
            "id",
            "name",
            "tags",
            "query",
            "articles",
            "candidates",
            "state",
            "visit",
            "coder",
            "created",
            "modified",
        )
        own = {name: record[name] for name in known if name in record}
        own |= {"tags": texts(record["tags"]), "articles": texts(record["articles"])}
        own |= {"candidates": Candidates(record["candidates"]), "state": PassState(record["state"])}
        extra = {name: value for name, value in record.items() if name not in known}
        return cls(**own, extra=MappingProxyType(extra))

    def finished(self, now: int) -> Pass:
        """Return the pass as finished at ``now``."""
        return replace(self, state=PassState.FINISHED, modified=now)

    def reopened(self, articles: Iterable[str], now: int) -> Pass:
        """Return the pass open for another visit, with the ``articles`` that its query means by now beside those it had."""
        every = tuple(dict.fromkeys([*self.articles, *articles]))
        return replace(self, state=PassState.OPEN, visit=self.visit + 1, articles=every, modified=now)


def given_record(one: Pass, annotation: str, coder: str, time: int) -> Record:
    """Return what is kept of a passage that was given the tags in a pass: the id of its annotation."""
    own = {"id": f"{one.id}:{annotation}", "pass": one.id, "answer": Answer.GIVEN.value, "annotation": annotation}
    return {**own, "coder": coder, "time": time}


def refused_record(one: Pass, passage: Annotation, coder: str, time: int) -> Record:
    """Return what is kept of a passage that was refused for good: where it stands, in which text, and its words."""
    own = {"id": passage.id, "pass": one.id, "answer": Answer.REFUSED.value}
    spans = [[span.start, span.end] for span in passage.spans]
    anchor = {"spans": spans, "quote": passage.quote, "prefix": passage.prefix, "suffix": passage.suffix}
    return {**own, **anchor, "sha256": passage.sha256, "coder": coder, "time": time}


def passage_of(record: Record, article: str) -> Annotation:
    """Return the passage of a `refused_record`, to be anchored like an annotation; KeyError or ValueError if it is none."""
    checked(Annotation, record)
    if not (places := spans(record["spans"])):
        raise ValueError("a passage has a place")
    quote, prefix, suffix = record["quote"], record["prefix"], record["suffix"]
    return Annotation(record["id"], article, places, quote, prefix, suffix, record["sha256"])


def with_skipped(text: str, skipped: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """Return stretches with ``span`` among them; those with nothing written between them become one."""
    joined: list[Span] = []
    for one in sorted([*skipped, span]):
        between = text[joined[-1].end : one.start] if joined else ""
        if joined and not any(character.isalnum() for character in between):
            joined[-1] = joined[-1].hull(one)
        else:
            joined.append(one)
    return tuple(joined)


def touched(candidates: Sequence[Span], decided: Iterable[Span]) -> list[bool]:
    """Return for each candidate, which are in order and apart, whether a span of ``decided`` shares a code point with it."""
    found = [False] * len(candidates)
    ends = [candidate.end for candidate in candidates]
    for span in decided:
        at = bisect_left(ends, span.start + 1)
        while at < len(candidates) and candidates[at].start < span.end:
            found[at] = True
            at += 1
    return found


def answers(
    candidates: Sequence[Span], given: Iterable[Span], refused: Iterable[Span], skipped: Iterable[Span]
) -> list[Answer]:
    """Return what was said of each candidate; what was given counts before what was refused, that before what was skipped."""
    found = [Answer.LEFT] * len(candidates)
    for answer, some in ((Answer.SKIPPED, skipped), (Answer.REFUSED, refused), (Answer.GIVEN, given)):
        for at, is_touched in enumerate(touched(candidates, some)):
            if is_touched:
                found[at] = answer
    return found
