"""The way through a tagging pass: what is left, how much, and what comes next.

Sentences are gone through article by article; of articles where nothing was decided yet, the catalogue knows how many
there are, so that none has to be read for it. Hits and suggestions are looked for once, by `survey`, which may take a while.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reader.annotation.tagging_pass import Answer, Candidates, Pass
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.session.passes.passes import (
    Count,
    candidates_in,
    counted,
    decided_in,
    standing,
    touched_articles,
)
from reader.session.passes.suggestions import Suggester, Suggestion
from reader.text.problem import Problem
from reader.text.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that is asked about; ``words`` say why, with their shares, if it was suggested."""

    article: str
    span: Span
    words: tuple[tuple[str, float], ...] = ()


@dataclass
class PassProgress:
    """The way through a tagging pass. After `survey` the counts of all articles are known."""

    workspace: Workspace
    tagging_pass: Pass
    suggester: Suggester = field(default_factory=Suggester)
    articles: list[str] = field(default_factory=list)
    _counts: dict[str, Count] = field(default_factory=dict)
    _candidates: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    """By article, the digest of the text and what the pass asks about in it."""
    _suggested: list[Suggestion] = field(default_factory=list)
    _said: dict[str, list[Answer]] = field(default_factory=dict)

    # -- how much there is

    def survey(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Look at all articles of the pass, for as long as it is ``wanted``."""
        self.articles = list(standing(self.workspace, self.tagging_pass))
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            self._suggested = self.suggester.suggestions(self.workspace, self.tagging_pass, wanted=wanted)
        touched = touched_articles(self.workspace)
        articles = {article.id: article for article in self.workspace.articles()}
        sentences = SentenceCounts(self.workspace)
        for name in self.articles:
            if not wanted():
                break
            if self.tagging_pass.candidates is Candidates.SENTENCES and name not in touched and name in articles:
                self._counts[name] = Count(name, 0, 0, 0, sentences.of(articles[name]))
            else:
                self.look(name)
        sentences.save()

    def look(self, article: str) -> list[Answer]:
        """Look again at what was decided in an article, and return it by candidate; nothing if it cannot be read."""
        try:
            candidates = self.candidates_in(article)
            said = decided_in(self.workspace, self.tagging_pass, article).of(candidates)
        except Problem:
            candidates, said = (), []  # it cannot be read, which `scolie check` tells
        self._counts[article] = counted(article, said)
        self._said[article] = said
        return said

    def said_of(self, article: str, span: Span) -> Answer:
        """Return what was said of the candidate at a span when its article was looked at last."""
        said = zip(self.candidates_in(article), self._said.get(article, []), strict=False)
        return next((answer for one, answer in said if one.overlaps(span)), Answer.LEFT)

    def candidates_in(self, article: str) -> tuple[Span, ...]:
        """Return what the pass asks about in an article, in order."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            return tuple(sorted(found.span for found in self._suggested if found.article == article))
        digest = self.workspace.digest(article)
        known = self._candidates.get(article)
        if known is None or known[0] != digest:
            known = self._candidates[article] = digest, candidates_in(self.workspace, self.tagging_pass, article)
        return known[1]

    @property
    def left(self) -> int:
        """How many candidates are left in all."""
        return sum(count.left for count in self._counts.values())

    @property
    def total(self) -> int:
        """How many candidates there are in all."""
        return sum(count.total for count in self._counts.values())

    @property
    def skipped(self) -> int:
        """How many were skipped on this visit."""
        return sum(count.skipped for count in self._counts.values())

    @property
    def decided(self) -> int:
        """How many were decided or skipped."""
        return self.total - self.left

    def place(self, article: str, span: Span) -> int | None:
        """Return which candidate stands at a span, counted from 1 in the order of the pass; None if none does."""
        if article not in self.articles:
            return None
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            found = (one.article == article and one.span.overlaps(span) for one in self._suggested)
            return next((number for number, is_it in enumerate(found, start=1) if is_it), None)
        before = sum(
            self._counts[name].total for name in self.articles[: self.articles.index(article)] if name in self._counts
        )
        candidates = self.candidates_in(article)
        at = bisect_left(candidates, span.start + 1, key=lambda one: one.end)
        return before + at + 1 if at < len(candidates) and candidates[at].start < span.end else None

    # -- where it goes

    def left_in(self, article: str) -> list[Span]:
        """Return the candidates of an article that are left, in order."""
        said = self.look(article)
        return [
            span
            for span, answer in zip(self.candidates_in(article) if said else (), said, strict=True)
            if answer is Answer.LEFT
        ]

    def before(self, article: str, span: Span) -> Candidate | None:
        """Return the candidate before the one at a span, decided or not, perhaps in an article before; None for the first.

        Suggestions are in their order.
        """
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            place = self.place(article, span)
            found = self._suggested[place - 2] if place and place > 1 else None
            return Candidate(found.article, found.span, found.words) if found else None
        at = self.articles.index(article) if article in self.articles else 0
        for name in [article, *reversed(self.articles[:at])]:
            try:
                earlier = [one for one in self.candidates_in(name) if name != article or one.end <= span.start]
            except Problem:
                continue  # it cannot be read, which `scolie check` tells
            if earlier:
                return Candidate(name, earlier[-1])
        return None

    def is_long_way_back(self, article: str, span: Span) -> bool:
        """Whether an article that takes longer to read than a key may wait comes before the candidate at a span."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS or article not in self.articles:
            return False
        if any(one.end <= span.start for one in self.candidates_in(article)):
            return False
        return any(map(self.workspace.texts.is_slow, self.articles[: self.articles.index(article)][-1:]))

    def every(self, article: str) -> Iterator[Candidate]:
        """Yield the candidates of an article: suggestions in their order, others as they stand in the text."""
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            yield from (
                Candidate(one.article, one.span, one.words) for one in self._suggested if one.article == article
            )
        else:
            yield from (Candidate(article, span) for span in self.candidates_in(article))

    def following(self, article: str, position: int) -> Iterator[Candidate]:
        """Yield the candidates left: those after ``position`` in an article, those of the articles behind it, then round again.

        Suggestions come in their order, wherever one stands.
        """
        if self.tagging_pass.candidates is Candidates.SUGGESTIONS:
            yield from self._suggestions_left()
            return
        order = self.articles
        at = order.index(article) if article in order else 0
        here = self.left_in(article) if article in order else []
        yield from (Candidate(article, span) for span in here if span.start >= position)
        for name in [*order[at + (article in order) :], *order[:at]]:
            known = self._counts.get(name)
            if known is None or known.left:
                yield from (Candidate(name, span) for span in self.left_in(name))
        yield from (Candidate(article, span) for span in here if span.start < position)

    def is_long_way(self, article: str, position: int) -> bool:
        """Whether an article that takes longer to read than a key may wait comes before the next candidate."""
        if self.tagging_pass.candidates is not Candidates.SENTENCES or article not in self.articles:
            return False
        if any(span.start >= position for span in self.left_in(article)):
            return False
        at = self.articles.index(article)
        order = [*self.articles[at + 1 :], *self.articles[:at]]
        following = next((name for name in order if name in self._counts and self._counts[name].left), None)
        return following is not None and self.workspace.texts.is_slow(following)

    def _suggestions_left(self) -> Iterator[Candidate]:
        left: dict[str, list[Span]] = {}
        for one in self._suggested:
            if one.article not in left:
                left[one.article] = self.left_in(one.article)
            if one.span in left[one.article]:
                yield Candidate(one.article, one.span, one.words)
